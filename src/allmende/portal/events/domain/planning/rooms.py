"""The parallel rooms of a block, and who leads them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.events.domain.planning import (
    changes,
    copying,
    names,
    people,
    sessions,
    telling,
)
from allmende.portal.events.domain.planning.blocks import begin, end
from allmende.portal.events.domain.planning.changes import Change, What
from allmende.portal.events.enums import BlockKind, SessionState
from allmende.portal.events.models import Block, Room, RoomPlace
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member, User

FIELDS = ("title", "text", "topic", "place", "link", "capacity")
MOST = 30
TASKS = {"moderator": "Moderation", "minute_taker": "Protokoll"}


@transaction.atomic
def add(
    block: Block,
    *,
    values: Mapping[str, Any],
    revision: int,
    by: Member,
    moderator: str = "",
    minute_taker: str = "",
) -> Room:
    """``moderator`` and ``minute_taker``: name or mail address of somebody who may see it."""
    begin(block.session, revision=revision, by=by)
    if block.kind != BlockKind.PARALLEL:
        raise Refused("Räume gibt es nur in einem Teil mit parallelen Räumen. Ändern Sie die Art.")
    if block.rooms.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Räume nebeneinander gehen nicht.")
    last = block.rooms.order_by("-position").first()
    room = Room(block=block, position=last.position + 1 if last else 0, **dict(values))
    told = _assign(room, moderator=moderator, minute_taker=minute_taker)
    room.save()
    end(block.session, f"Neuer Raum: {room}", by=by)
    _tell(room, told, by=by)
    return room


@transaction.atomic
def change(
    room: Room,
    *,
    values: Mapping[str, Any],
    moderator: str,
    minute_taker: str,
    revision: int,
    by: Member,
) -> Room:
    session = room.block.session
    begin(session, revision=revision, by=by)
    before = {name: getattr(room, name) for name in FIELDS}
    for name, value in values.items():
        setattr(room, name, value)
    _enough(room)
    told = _assign(room, moderator=moderator, minute_taker=minute_taker)
    room.save()
    end(session, f"Raum geändert: {room}", by=by)
    _tell(room, told, by=by)
    changed = frozenset(name for name in FIELDS if before[name] != getattr(room, name))
    if changed and session.state != SessionState.DRAFT:
        changes.on_change(session, Change(What.ROOM_CHANGED, changed, room, by))
    return room


@transaction.atomic
def move(room: Room, *, earlier: bool, revision: int, by: Member) -> None:
    begin(room.block.session, revision=revision, by=by)
    order = list(room.block.rooms.order_by("position", "pk"))
    at = order.index(room)
    other = at - 1 if earlier else at + 1
    if not 0 <= other < len(order):
        raise Refused("Weiter geht es nicht: Dieser Raum steht schon am Rand.")
    order[at], order[other] = order[other], order[at]
    for position, one in enumerate(order):
        one.position = position
    Room.objects.bulk_update(order, ["position"])
    end(room.block.session, f"Raum verschoben: {room}", by=by)


@transaction.atomic
def duplicate(room: Room, *, revision: int, by: Member) -> Room:
    """The same once more behind it, such as a second room on a wanted topic; without people."""
    begin(room.block.session, revision=revision, by=by)
    if room.block.rooms.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Räume nebeneinander gehen nicht.")
    new = copying.copy_room(room, room.block)
    order = list(room.block.rooms.exclude(pk=new.pk).order_by("position", "pk"))
    order.insert(order.index(room) + 1, new)
    for position, one in enumerate(order):
        one.position = position
    Room.objects.bulk_update(order, ["position"])
    end(room.block.session, f"Neuer Raum: {new}", by=by)
    return new


@transaction.atomic
def remove(room: Room, *, revision: int, by: Member) -> None:
    session = room.block.session
    begin(session, revision=revision, by=by)
    if RoomPlace.objects.filter(room=room).exists():
        raise Refused(
            "In diesem Raum sitzen schon Menschen. Schließen Sie ihn, dann werden sie umgesetzt."
        )
    end(session, f"Raum gelöscht: {room}", by=by)
    room.delete()


@transaction.atomic
def close(room: Room, *, reason: str, revision: int, by: Member) -> Room:
    """It does not take place; whoever sits in it is moved by ``attending``."""
    session = room.block.session
    begin(session, revision=revision, by=by)
    if room.closed_at:
        raise Refused("Der Raum ist schon geschlossen.")
    if not reason.strip():
        raise Refused("Nennen Sie den Grund. Wer in dem Raum sitzt, liest ihn.")
    room.closed_at, room.closed_reason = timezone.now(), reason.strip()
    room.save(update_fields=["closed_at", "closed_reason"])
    end(session, f"Raum geschlossen: {room}", by=by)
    for user in _crew(room):
        if user.pk != by.user_id:
            text = f"Der Raum „{room}“ in „{session}“ ist geschlossen: {room.closed_reason}"
            telling.tell(user, session, text, Reason.ASSIGNED)
    changes.on_change(session, Change(What.ROOM_CLOSED, room=room, by=by))
    return room


@transaction.atomic
def reopen(room: Room, *, revision: int, by: Member) -> Room:
    session = room.block.session
    begin(session, revision=revision, by=by)
    if not room.closed_at:
        raise Refused("Der Raum ist schon offen.")
    room.closed_at, room.closed_reason = None, ""
    room.save(update_fields=["closed_at", "closed_reason"])
    end(session, f"Raum wieder offen: {room}", by=by)
    changes.on_change(session, Change(What.ROOM_OPENED, room=room, by=by))
    return room


@transaction.atomic
def step_down(room: Room, *, task: str, by: Member) -> None:
    """Somebody cannot lead the room or take its minutes; those who plan it hear of it."""
    require(rules.serves_in, by, room)
    if task not in TASKS or getattr(room, f"{task}_id") != by.user_id:
        raise Refused("Diese Aufgabe haben Sie in diesem Raum nicht mehr.")
    session = room.block.session
    # A form that is open meanwhile must not put the person back.
    sessions.touch(session, revision=session.revision)
    setattr(room, task, None)
    room.save(update_fields=[task])
    details = {"Raum": str(room), "Aufgabe": TASKS[task]}
    audit.record("events.stepped_down", by=by, about=session, details=details)
    text = f"{by.user} fällt aus: {TASKS[task]} im Raum „{room}“, „{session}“. Bitte neu besetzen."
    for user in people.organisers(session):
        telling.tell(user, session, text, Reason.ASSIGNED, url=names.address_of_room(room))


def _assign(room: Room, *, moderator: str, minute_taker: str) -> list[tuple[User, str]]:
    """Set both; gives who is new in which task."""
    told = []
    for task, text in (("moderator", moderator), ("minute_taker", minute_taker)):
        user = people.named(room.block.session, text)
        if user and user.pk != getattr(room, f"{task}_id"):
            told.append((user, task))
        setattr(room, task, user)
    return told


def _tell(room: Room, told: list[tuple[User, str]], *, by: Member) -> None:
    session = room.block.session
    words = {"moderator": "Sie moderieren den Raum", "minute_taker": "Sie schreiben Protokoll in"}
    for user, task in told:
        if user.pk != by.user_id:
            text = f"{words[task]} „{room}“: „{session}“ am {telling.when(session)} Uhr"
            url = names.address_of_room(room)
            telling.tell(user, session, text, Reason.ASSIGNED, url=url)


def _crew(room: Room) -> list[User]:
    found = {user.pk: user for user in (room.moderator, room.minute_taker) if user}
    return [user for user in found.values() if user.is_active]


def _enough(room: Room) -> None:
    seated = RoomPlace.objects.filter(room=room).count()
    if room.capacity is not None and room.capacity < seated:
        raise Refused(f"In diesem Raum sitzen schon {seated} Personen. So viele müssen passen.")
