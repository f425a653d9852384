"""What calendar programs subscribe to. A personal address is a secret: only its hash is kept."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.events.domain.calendar import writing
from allmende.portal.events.domain.calendar.writing import Address, Entry
from allmende.portal.events.domain.planning import queries
from allmende.portal.events.enums import RegistrationState, SessionState
from allmende.portal.events.models import CalendarFeed, Registration, Room, RoomPlace, Session
from allmende.portal.organisations.domain.audience import keys_by_user
from allmende.portal.organisations.models import Member, Organisation

KEPT = timedelta(days=180)  # how far back a feed goes
NOTED = timedelta(hours=1)
WAITING = {RegistrationState.WAITING, RegistrationState.OFFERED}


def session_file(session: Session, *, address: Address) -> bytes:
    return bytes(writing.calendar([Entry(session)], method="PUBLISH", address=address).to_ical())


def series_file(sessions: Iterable[Session], *, name: str, address: Address) -> bytes:
    entries = [Entry(session) for session in sessions]
    return bytes(writing.calendar(entries, name=name, address=address).to_ical())


def organisation_feed(organisation: Organisation, *, address: Address) -> bytes:
    """Public sessions of one organisation, cancelled ones too, so that calendars notice."""
    found = queries.public_sessions(organisation).filter(ends_at__gte=timezone.now() - KEPT)
    return series_file(found, name=f"Veranstaltungen: {organisation}", address=address)


@transaction.atomic
def renew(user: Any, *, by: Member) -> str:
    """A new secret; the old address stops working. It is told only now."""
    token = secrets.token_urlsafe(32)
    feed, _ = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": _hashed(token), "read_at": None}
    )
    audit.record("events.calendar_renewed", by=by, about=feed)
    return token


@transaction.atomic
def stop(user: Any, *, by: Member) -> None:
    for feed in CalendarFeed.objects.filter(user=user):
        audit.record("events.calendar_stopped", by=by, about=feed)
        feed.delete()


def feed_of(user: Any) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user).first()


def find(token: str) -> CalendarFeed | None:
    found = CalendarFeed.objects.filter(token_hash=_hashed(token), user__is_active=True)
    return found.select_related("user").first()


def personal(feed: CalendarFeed, *, address: Address) -> bytes:
    """Own sessions, as far as the person may see them right now."""
    now = timezone.now()
    if feed.read_at is None or feed.read_at < now - NOTED:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    entries = _entries(feed.user)
    whole = writing.calendar(entries, name=f"Allmende: {feed.user}", address=address)
    return bytes(whole.to_ical())


def _entries(user: Any) -> list[Entry]:
    registered = dict(
        Registration.objects.filter(user=user, state__in=queries.GOING).values_list(
            "session_id", "state"
        )
    )
    serving = set(queries.serving(user.pk))
    keys = keys_by_user([user.pk]).get(user.pk, frozenset())
    found = Session.objects.filter(
        Q(scope__in=keys) | Q(scope__startswith="public:"),
        pk__in=registered.keys() | serving,
        ends_at__gte=timezone.now() - KEPT,
        organisation__is_active=True,
    ).exclude(state=SessionState.DRAFT)
    places = _places(user)
    tasks = _tasks(user)
    return [
        Entry(
            session,
            rooms=places.get(session.pk, ()),
            is_tentative=session.pk not in serving and registered.get(session.pk) in WAITING,
            note="\n".join(tasks.get(session.pk, ())),
        )
        for session in found.order_by("starts_at", "pk")
    ]


def _places(user: Any) -> dict[int, list[Room]]:
    found: dict[int, list[Room]] = {}
    mine = RoomPlace.objects.filter(registration__user=user, registration__state__in=queries.GOING)
    for place in mine.select_related("room", "registration").order_by("block__starts_at"):
        found.setdefault(place.registration.session_id, []).append(place.room)
    return found


def _tasks(user: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rooms = Room.objects.filter(Q(moderator=user) | Q(minute_taker=user)).select_related("block")
    for room in rooms:
        word = "Sie moderieren" if room.moderator_id == user.pk else "Sie schreiben Protokoll in"
        found.setdefault(room.block.session_id, []).append(f"{word}: {room}")
    return found


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
