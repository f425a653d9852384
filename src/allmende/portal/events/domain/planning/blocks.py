"""Parts of the agenda, one after the other. Every write counts the session's revision up."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.planning import copying, finding, sessions
from allmende.portal.events.enums import BlockKind, SessionState
from allmende.portal.events.models import Block, RoomPlace, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member

FIELDS = ("kind", "title", "text", "starts_at", "ends_at")
MOST = 40


@transaction.atomic
def add(session: Session, *, values: Mapping[str, Any], revision: int, by: Member) -> Block:
    begin(session, revision=revision, by=by)
    if session.blocks.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Teile hat ein Programm nicht. Löschen Sie zuerst andere.")
    block = Block(session=session, **_checked(values))
    block.save()
    end(session, f"Neu: {block}", by=by)
    return block


@transaction.atomic
def change(block: Block, *, values: Mapping[str, Any], revision: int, by: Member) -> Block:
    begin(block.session, revision=revision, by=by)
    for name, value in _checked(values).items():
        setattr(block, name, value)
    if block.kind != BlockKind.PARALLEL and block.rooms.exists():
        raise Refused("Dieser Teil hat Räume. Löschen Sie zuerst die Räume.")
    block.save()
    end(block.session, f"Geändert: {block}", by=by)
    return block


@transaction.atomic
def move(block: Block, *, earlier: bool, revision: int, by: Member) -> None:
    """Change places with the neighbour: both keep their length, the gap between stays."""
    session = block.session
    begin(session, revision=revision, by=by)
    order = list(session.blocks.order_by("starts_at", "pk"))
    at = order.index(block)
    other = at - 1 if earlier else at + 1
    if not 0 <= other < len(order):
        raise Refused("Weiter geht es nicht: Dieser Teil steht schon am Rand des Programms.")
    first, second = sorted((at, other))
    _swap(order[first], order[second])
    end(session, f"Verschoben: {block}", by=by)


@transaction.atomic
def duplicate(block: Block, *, revision: int, by: Member) -> Block:
    """The same once more, right after it, with its rooms but without their people."""
    session = block.session
    begin(session, revision=revision, by=by)
    if session.blocks.count() >= MOST:
        raise Refused(f"Mehr als {MOST} Teile hat ein Programm nicht. Löschen Sie zuerst andere.")
    new = Block.objects.create(
        session=session,
        kind=block.kind,
        title=block.title,
        text=block.text,
        starts_at=block.ends_at,
        ends_at=block.ends_at + (block.ends_at - block.starts_at),
    )
    for room in block.rooms.all():
        copying.copy_room(room, new)
    end(session, f"Neu: {new}", by=by)
    return new


@transaction.atomic
def remove(block: Block, *, revision: int, by: Member) -> None:
    """With its rooms; talks in it stay in the session without a time."""
    session = block.session
    begin(session, revision=revision, by=by)
    if RoomPlace.objects.filter(block=block).exists():
        raise Refused(
            "In den Räumen dieses Teils sitzen schon Menschen. Schließen Sie die Räume, dann "
            "werden sie umgesetzt."
        )
    end(session, f"Gelöscht: {block}", by=by)
    block.delete()


def begin(session: Session, *, revision: int, by: Member) -> None:
    """Before every write of the agenda."""
    require(rules.may_organise, by, session)
    sessions.open_or_refused(session)
    sessions.touch(session, revision=revision)


def end(session: Session, what: str, *, by: Member) -> None:
    """After it: one entry of the audit trail, and the search knows."""
    audit.record("events.agenda_changed", by=by, about=session, details={"Programm": what[:200]})
    if session.state != SessionState.DRAFT:
        finding.put(session)


def _swap(first: Block, second: Block) -> None:
    start, last = first.starts_at, max(first.ends_at, second.ends_at)
    long_first = first.ends_at - first.starts_at
    second.starts_at, second.ends_at = start, start + (second.ends_at - second.starts_at)
    first.starts_at, first.ends_at = last - long_first, last
    Block.objects.bulk_update([first, second], ["starts_at", "ends_at"])


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise ValueError(f"Kein Feld eines Programmteils: {', '.join(sorted(unknown))}")
    if values["ends_at"] <= values["starts_at"]:
        raise Refused("Das Ende liegt nicht nach dem Beginn. Prüfen Sie die Uhrzeiten.")
    return dict(values)
