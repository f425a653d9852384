"""Invitations by mail that calendar programs understand (RFC 5546, iTIP)."""

from typing import Literal

from django.conf import settings
from icalendar import vText

from allmende.portal.events.domain.calendar import writing
from allmende.portal.events.domain.calendar.writing import Entry
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Room, Session

Method = Literal["REQUEST", "CANCEL"]
MIME = "text/calendar; charset=utf-8; method={method}"


def invitation(
    session: Session,
    attendee_email: str,
    name: str,
    *,
    method: Method,
    room: Room | None = None,
    url: str = "",
    is_tentative: bool = False,
) -> bytes:
    """The entry of one person. CANCEL takes it out, whether the session is cancelled or the
    person has withdrawn. ``url``: absolute address of a page for that person.
    """
    address = (lambda _: url) if url else None
    entry = Entry(session, room, is_tentative=is_tentative)
    whole = writing.calendar([entry], method=method, address=address)
    event = whole.walk("VEVENT")[0]
    event.add(
        "organizer", writing.person(settings.DEFAULT_FROM_EMAIL, _organiser(session), role="CHAIR")
    )
    attendee = writing.person(attendee_email, name)
    attendee.params["PARTSTAT"] = vText("ACCEPTED")  # the person has registered already
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)
    if method == "CANCEL":
        event["STATUS"] = vText("CANCELLED")
    return bytes(whole.to_ical())


def attachment(session: Session, content: bytes, *, method: Method) -> tuple[str, str, bytes]:
    """As ``core.domain.mail.queue`` takes it."""
    word = "absage" if method == "CANCEL" or session.state == SessionState.CANCELLED else "termin"
    return f"{word}.ics", MIME.format(method=method), content


def _organiser(session: Session) -> str:
    return str(session.organisation)
