"""Calendar entries: files, feeds and invitations by mail."""

from allmende.portal.events.domain.calendar.feeds import (
    feed_of,
    find,
    organisation_feed,
    personal,
    renew,
    series_file,
    session_file,
    stop,
)
from allmende.portal.events.domain.calendar.inviting import attachment, invitation

__all__ = [
    "attachment",
    "feed_of",
    "find",
    "invitation",
    "organisation_feed",
    "personal",
    "renew",
    "series_file",
    "session_file",
    "stop",
]
