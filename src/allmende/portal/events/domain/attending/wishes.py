"""Up to three ranked wishes for each block with parallel rooms, until the cut-off."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import LIVE, moment, rooms_cutoff
from allmende.portal.events.enums import BlockKind
from allmende.portal.events.models import Block, Registration, Room, RoomChoice, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member

MOST = 3


def refusal(session: Session) -> str:
    """Why wishes are not taken any more; empty where they are."""
    if not session.chooses_rooms:
        return "Bei dieser Veranstaltung verteilt die Leitung die Räume."
    if session.rooms_assigned_at:
        return "Die Räume sind verteilt. Sie können noch wechseln, solange Plätze frei sind."
    if timezone.now() >= rooms_cutoff(session):
        return f"Die Raumwahl ist seit dem {moment(rooms_cutoff(session))} geschlossen."
    return ""


@one_by_one
def wish(
    registration: Registration, *, block: Block, rooms: Sequence[Room], by: Member | None
) -> None:
    """Replaces the wishes for that block; no room means: any will do."""
    require(rules.is_own, by, registration)
    session = lock(registration.session_id)
    registration.refresh_from_db()
    if sentence := refusal(session):
        raise Refused(sentence)
    if registration.state not in LIVE:
        raise Refused("Melden Sie sich zuerst an. Danach wählen Sie Ihre Räume.")
    _check(session, block, rooms)
    RoomChoice.objects.filter(registration=registration, block=block).delete()
    RoomChoice.objects.bulk_create(
        RoomChoice(registration=registration, block=block, room=room, rank=rank)
        for rank, room in enumerate(rooms, start=1)
    )
    audit.record("events.rooms_wished", by=by, about=session, details={"block": block.title})


def of(registration: Registration) -> dict[int, list[Room]]:
    """By the number of the block, the first wish first."""
    found: dict[int, list[Room]] = {}
    for choice in registration.choices.select_related("room").order_by("block", "rank"):
        found.setdefault(choice.block_id, []).append(choice.room)
    return found


def blocks_of(session: Session) -> list[Block]:
    """The blocks in which there is something to choose, with their rooms."""
    found = Block.objects.filter(session=session, kind=BlockKind.PARALLEL)
    blocks = found.prefetch_related("rooms").order_by("starts_at", "pk")
    return [block for block in blocks if open_rooms(block)]


def open_rooms(block: Block) -> list[Room]:
    return [room for room in block.rooms.all() if room.closed_at is None]


def _check(session: Session, block: Block, rooms: Iterable[Room]) -> None:
    chosen = list(rooms)
    if block.session_id != session.pk or any(room.block_id != block.pk for room in chosen):
        raise Refused("Dieser Raum gehört nicht zu der Veranstaltung. Laden Sie die Seite neu.")
    if len(chosen) > MOST or len({room.pk for room in chosen}) < len(chosen):
        raise Refused("Nennen Sie höchstens drei verschiedene Räume.")
    for room in chosen:
        if room.closed_at:
            raise Refused(f"Der Raum „{room.title}“ findet nicht statt. Wählen Sie einen anderen.")
