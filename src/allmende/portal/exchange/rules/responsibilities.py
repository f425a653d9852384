"""Named permissions: responsibilities."""
