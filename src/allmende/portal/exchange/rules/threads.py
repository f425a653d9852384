"""Named permissions: threads."""
