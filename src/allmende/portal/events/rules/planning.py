"""Named permissions: planning."""
