"""Named permissions: guidelines."""
