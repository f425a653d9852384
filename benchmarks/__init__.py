"""How fast it is, against a peer in the same run. See README.md."""
