"""The calendar entry that goes with a letter."""

from importlib import import_module
from importlib.util import find_spec

from allmende.portal.core.domain.mail import File
from allmende.portal.events.models import Registration, Room

CALENDAR = "allmende.portal.events.domain.calendar"


def entry(registration: Registration, *, method: str, room: Room | None = None) -> list[File]:
    """``method``: REQUEST or CANCEL, see RFC 5546."""
    if find_spec(CALENDAR) is None:
        return []
    content: bytes = import_module(CALENDAR).invitation(
        registration.session,
        address_of(registration),
        registration.name,
        method=method,
        room=room,
    )
    return [("termin.ics", f"text/calendar; charset=utf-8; method={method}", content)]


def address_of(registration: Registration) -> str:
    """Where letters go; empty for who has left or was forgotten."""
    user = registration.user
    if user is not None:
        return user.email if user.is_active else ""
    return registration.guest_email or ""
