"""Named permissions, one file for each part. Reading follows organisations.domain.audience."""
