"""Named permissions: moderation."""
