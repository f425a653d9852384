"""A session as schema.org's Event, in JSON-LD."""

import json
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session

SCHEMA = "https://schema.org/"
# What would end the script or open another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event(session: Session, *, url: str) -> dict[str, Any]:
    organiser = {"@type": "GovernmentOrganization", "name": str(session.organisation)}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"urn:uuid:{session.uid}",
        "name": session.title,
        "url": url,
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": SCHEMA + _status(session),
        "eventAttendanceMode": SCHEMA + _mode(session),
        "location": _location(session, url),
        "organizer": organiser,
        "inLanguage": "de",
        "isAccessibleForFree": True,
    }
    if session.summary:
        found["description"] = session.summary
    if session.allows_guests and session.state == SessionState.PUBLISHED:
        found["offers"] = _offer(session, url)
    if session.capacity is not None:
        found["maximumAttendeeCapacity"] = session.capacity
        found["remainingAttendeeCapacity"] = max(0, session.capacity - session.taken)
    return found


def as_script(data: dict[str, Any]) -> SafeString:
    """For a data block, which the Content-Security-Policy does not count as a script."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- escaped just above


def _status(session: Session) -> str:
    return "EventCancelled" if session.state == SessionState.CANCELLED else "EventScheduled"


def _mode(session: Session) -> str:
    if session.provider and session.place:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if session.provider else "OfflineEventAttendanceMode"


def _location(session: Session, url: str) -> Any:
    """Online, the page is named and not the meeting: its address is for those who take part."""
    places: list[dict[str, str]] = []
    if session.place:
        places.append({"@type": "Place", "name": session.place, "address": session.place})
    if session.provider:
        places.append({"@type": "VirtualLocation", "url": url})
    if not places:
        place = str(session.organisation)
        places.append({"@type": "Place", "name": place, "address": place})
    return places[0] if len(places) == 1 else places


def _offer(session: Session, url: str) -> dict[str, Any]:
    full = session.capacity is not None and session.taken >= session.capacity
    offer = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "EUR",
        "url": url,
        "availability": SCHEMA + ("SoldOut" if full else "InStock"),
    }
    if session.registers_from:
        offer["validFrom"] = timezone.localtime(session.registers_from).isoformat()
    if session.registers_until:
        offer["validThrough"] = timezone.localtime(session.registers_until).isoformat()
    return offer
