"""Named permissions: legal."""
