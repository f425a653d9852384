"""Sessions as calendar entries (RFC 5545): the same UID for ever, a SEQUENCE that grows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from allmende.portal.events.domain.calendar import zones
from allmende.portal.events.enums import SessionState, VideoProvider
from allmende.portal.events.models import Room, Session

PRODID = "-//Allmende//Veranstaltungen//DE"
REFRESH = timedelta(hours=4)  # how often programs should look

type Address = Callable[[Session], str]  # absolute address of the page


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as somebody has it in the calendar."""

    session: Session
    room: Room | None = None
    rooms: Sequence[Room] = ()
    is_tentative: bool = False  # on the waiting list
    note: str = ""  # what the person does there


def calendar(
    entries: Iterable[Entry], *, name: str = "", method: str = "", address: Address | None = None
) -> Calendar:
    """A whole file. ``method``: REQUEST, CANCEL, PUBLISH, or none for a plain feed."""
    whole = Calendar()
    whole.add("prodid", PRODID)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    if method:
        whole.add("method", method)
    if name:
        whole.add("x-wr-calname", name)
        whole.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        whole.add("x-published-ttl", "PT4H")
    whole.add_component(zones.berlin())
    for entry in entries:
        whole.add_component(event(entry, address=address))
    return whole


def event(entry: Entry, *, address: Address | None = None) -> Event:
    session = entry.session
    found = Event()
    found.add("uid", f"{session.uid}@allmende")
    found.add("sequence", session.sequence)
    found.add("dtstamp", session.changed_at.astimezone(UTC))
    found.add("last-modified", session.changed_at.astimezone(UTC))
    found.add("created", session.created_at.astimezone(UTC))
    found.add("dtstart", zones.written(session.starts_at))
    found.add("dtend", zones.written(session.ends_at))
    found.add("summary", _summary(session))
    if place := _place(entry):
        found.add("location", place)
    url = address(session) if address else ""
    found.add("description", "\n\n".join(_description(entry, url)))
    if url:
        found.add("url", url)
    found.add("status", _status(entry))
    return found


def person(email: str, name: str, *, role: str = "REQ-PARTICIPANT") -> vCalAddress:
    """An address that a calendar program shows by name."""
    found = vCalAddress(f"mailto:{email}")
    found.params["CN"] = vText(name)
    found.params["ROLE"] = vText(role)
    return found


def _summary(session: Session) -> str:
    cancelled = session.state == SessionState.CANCELLED
    return f"Abgesagt: {session.title}" if cancelled else session.title


def _status(entry: Entry) -> str:
    if entry.session.state == SessionState.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"


def _place(entry: Entry) -> str:
    """Never the address of the meeting itself: the page shows it at the right time."""
    parts = [entry.room.place if entry.room else "", entry.session.place]
    if entry.session.provider != VideoProvider.NONE:
        parts.append("Online")
    return ", ".join(part for part in parts if part)


def _description(entry: Entry, url: str) -> Iterable[str]:
    session = entry.session
    if session.state == SessionState.CANCELLED:
        yield f"Abgesagt: {session.cancelled_reason}"
    if session.summary:
        yield session.summary
    if entry.note:
        yield entry.note
    rooms = entry.rooms or ([entry.room] if entry.room else [])
    for room in rooms:
        yield f"Ihr Raum: {room}"
    if url:
        join = f"\nVideokonferenz: {url}beitreten/" if session.provider else ""
        yield f"{url}{join}"
