"""Named permissions: attending."""
