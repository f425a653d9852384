"""Named permissions: live."""
