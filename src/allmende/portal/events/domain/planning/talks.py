"""Talks in the programme: written by those who plan it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.planning import copying
from allmende.portal.events.domain.planning.blocks import begin, end
from allmende.portal.events.enums import TalkState
from allmende.portal.events.models import Session, Talk
from allmende.portal.organisations.models import Member

FIELDS = ("title", "abstract", "speaker", "speaker_from", "minutes", "block", "room")
MOST = 100


@transaction.atomic
def add(session: Session, *, values: Mapping[str, Any], revision: int, by: Member) -> Talk:
    begin(session, revision=revision, by=by)
    if session.talks.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Vorträge gehen nicht. Löschen Sie zuerst andere.")
    talk = Talk(session=session, state=TalkState.ACCEPTED, **dict(values))
    place(talk)
    talk.position = _next(talk)
    talk.save()
    end(session, f"Neuer Vortrag: {talk}", by=by)
    return talk


@transaction.atomic
def change(talk: Talk, *, values: Mapping[str, Any], revision: int, by: Member) -> Talk:
    begin(talk.session, revision=revision, by=by)
    for name, value in values.items():
        setattr(talk, name, value)
    place(talk)
    talk.save()
    end(talk.session, f"Vortrag geändert: {talk}", by=by)
    return talk


@transaction.atomic
def move(talk: Talk, *, earlier: bool, revision: int, by: Member) -> None:
    """Within its block or room."""
    begin(talk.session, revision=revision, by=by)
    order = list(_beside(talk))
    at = order.index(talk)
    other = at - 1 if earlier else at + 1
    if not 0 <= other < len(order):
        raise Refused("Weiter geht es nicht: Dieser Vortrag steht schon am Rand.")
    order[at], order[other] = order[other], order[at]
    _number(order)
    end(talk.session, f"Vortrag verschoben: {talk}", by=by)


@transaction.atomic
def duplicate(talk: Talk, *, revision: int, by: Member) -> Talk:
    """Once more behind it, such as for a second round of rooms."""
    begin(talk.session, revision=revision, by=by)
    if talk.session.talks.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Vorträge gehen nicht. Löschen Sie zuerst andere.")
    new = copying.copy_talk(talk)
    order = [one for one in _beside(talk) if one.pk != new.pk]
    order.insert(order.index(talk) + 1, new)
    _number(order)
    end(talk.session, f"Neuer Vortrag: {new}", by=by)
    return new


@transaction.atomic
def remove(talk: Talk, *, revision: int, by: Member) -> None:
    begin(talk.session, revision=revision, by=by)
    end(talk.session, f"Vortrag gelöscht: {talk}", by=by)
    talk.delete()


def place(talk: Talk) -> None:
    """A room brings its block; both must belong to the session."""
    if talk.room:
        talk.block = talk.room.block
    if talk.block and talk.block.session_id != talk.session_id:
        raise Refused("Dieser Programmteil gehört zu einer anderen Veranstaltung.")


def _next(talk: Talk) -> int:
    last = _beside(talk).last()
    return last.position + 1 if last else 0


def _beside(talk: Talk) -> Any:
    found = Talk.objects.filter(session=talk.session_id, block=talk.block_id, room=talk.room_id)
    return found.filter(state=TalkState.ACCEPTED).order_by("position", "created_at", "pk")


def _number(order: list[Talk]) -> None:
    for position, one in enumerate(order):
        one.position = position
    Talk.objects.bulk_update(order, ["position"])
