"""What does not fit in a plan yet. Nothing of it forbids anything: people know their house."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from allmende.portal.events.enums import BlockKind, VideoProvider
from allmende.portal.events.models import Block, Room, Session, Talk


@dataclass(frozen=True, slots=True)
class Hint:
    text: str
    anchor: str = ""  # of the place on the page of the session


def of(session: Session, blocks: Sequence[Block], talks: Sequence[Talk]) -> list[Hint]:
    """``blocks`` in their order, with rooms fetched."""
    found = [*_outside(session, blocks), *_overlaps(blocks)]
    for block in blocks:
        if block.kind == BlockKind.PARALLEL:
            found += _rooms(session, block)
        found += _too_long(block, talks)
    found += _twice(blocks)
    found += _without_time(talks)
    return found


def _outside(session: Session, blocks: Iterable[Block]) -> Iterator[Hint]:
    for block in blocks:
        if block.starts_at < session.starts_at or block.ends_at > session.ends_at:
            text = f"„{block}“ liegt außerhalb der Veranstaltung. Ändern Sie eine der Uhrzeiten."
            yield Hint(text, f"teil-{block.pk}")


def _overlaps(blocks: Sequence[Block]) -> Iterator[Hint]:
    for first, second in combinations(blocks, 2):
        if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
            text = f"„{first}“ und „{second}“ überschneiden sich."
            yield Hint(text, f"teil-{second.pk}")


def _rooms(session: Session, block: Block) -> Iterator[Hint]:
    rooms = [room for room in block.rooms.all() if not room.closed_at]
    if not rooms:
        yield Hint(f"„{block}“ hat keinen offenen Raum.", f"teil-{block.pk}")
        return
    for room in rooms:
        yield from _room(session, room)
    limits = [room.capacity for room in rooms]
    places = sum(limit for limit in limits if limit is not None)
    if None not in limits and places < session.taken:
        yield Hint(
            f"„{block}“ hat {places} Plätze in Räumen, angemeldet sind {session.taken} Personen.",
            f"teil-{block.pk}",
        )
    elif None not in limits and session.capacity is not None and places < session.capacity:
        yield Hint(
            f"„{block}“ hat {places} Plätze in Räumen, die Veranstaltung {session.capacity}.",
            f"teil-{block.pk}",
        )


def _room(session: Session, room: Room) -> Iterator[Hint]:
    missing = [
        word
        for word, user in (("Moderation", room.moderator_id), ("Protokoll", room.minute_taker_id))
        if user is None
    ]
    if missing:
        text = f"Im Raum „{room}“ fehlt: {' und '.join(missing)}."
        yield Hint(text, f"raum-{room.pk}")
    if session.provider == VideoProvider.LINK and not (room.link or session.link):
        yield Hint(f"Im Raum „{room}“ fehlt der Link zur Videokonferenz.", f"raum-{room.pk}")


def _too_long(block: Block, talks: Iterable[Talk]) -> Iterator[Hint]:
    """In a room, or in the block itself where it has none."""
    length: dict[int | None, int] = {}
    for talk in talks:
        if talk.block_id == block.pk:
            length[talk.room_id] = length.get(talk.room_id, 0) + (talk.minutes or 0)
    if any(timedelta(minutes=sum_) > block.ends_at - block.starts_at for sum_ in length.values()):
        text = f"Die Vorträge in „{block}“ dauern länger als der Programmteil."
        yield Hint(text, f"teil-{block.pk}")


def _twice(blocks: Sequence[Block]) -> Iterator[Hint]:
    """One person cannot be in two rooms."""
    for block in blocks:
        seen: dict[int, Room] = {}
        for room in (room for room in block.rooms.all() if not room.closed_at):
            for user in {room.moderator_id, room.minute_taker_id} - {None}:
                assert user is not None  # noqa: S101 -- tells mypy
                if user in seen:
                    name = room.moderator if room.moderator_id == user else room.minute_taker
                    text = f"{name} ist in „{seen[user]}“ und „{room}“ gleichzeitig eingeteilt."
                    yield Hint(text, f"raum-{room.pk}")
                seen[user] = room


def _without_time(talks: Iterable[Talk]) -> Iterator[Hint]:
    for talk in talks:
        if talk.block_id is None:
            yield Hint(f"Der Vortrag „{talk}“ hat noch keinen Platz im Programm.", "programm")
