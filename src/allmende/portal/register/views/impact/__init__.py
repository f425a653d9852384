"""Pages of DSFA and FRIA."""
