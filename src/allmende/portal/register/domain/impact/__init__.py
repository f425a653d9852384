"""DSFA (Art. 35 GDPR) and FRIA (Art. 27 AI Act) on one data model: sections, risks, opinion."""
