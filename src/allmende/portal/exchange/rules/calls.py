"""Named permissions: calls."""
