"""A session in words, for lists and pages of members and of the public."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allmende.portal.events.domain.planning import queries
from allmende.portal.events.enums import BlockKind, SessionState
from allmende.portal.events.models import Block, Room, Session, Talk
from allmende.portal.events.views.access import BADGES
from allmende.portal.organisations.enums import TOPICS


@dataclass(frozen=True, slots=True)
class RoomRow:
    room: Room
    topic: Any
    talks: list[Talk]


@dataclass(frozen=True, slots=True)
class BlockRow:
    block: Block
    is_break: bool
    talks: list[Talk]
    rooms: list[RoomRow] = field(default_factory=list)


def agenda(session: Session) -> list[BlockRow]:
    """The plan as its table shows it."""
    talks = list(queries.talks_of(session))
    return [_block(block, talks) for block in queries.agenda_of(session)]


def _block(block: Block, talks: Iterable[Talk]) -> BlockRow:
    mine = [talk for talk in talks if talk.block_id == block.pk]
    rooms = [
        RoomRow(room, topic_words(room.topic), [talk for talk in mine if talk.room_id == room.pk])
        for room in block.rooms.all()
    ]
    plain = [talk for talk in mine if talk.room_id is None]
    return BlockRow(block, block.kind == BlockKind.BREAK, plain, rooms)


def topic_words(key: str) -> Any:
    return TOPICS.get(key, "")


def span(start: datetime, end: datetime) -> str:
    """From to, with the day once where it is the same."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    day = date_format(first, _("l, j. F Y"))
    if first.date() == last.date():
        return _("{day}, {begin} bis {end} Uhr").format(
            day=day, begin=f"{first:%H:%M}", end=f"{last:%H:%M}"
        )
    return _("{day}, {begin} Uhr bis {last}, {end} Uhr").format(
        day=day,
        begin=f"{first:%H:%M}",
        last=date_format(last, _("l, j. F Y")),
        end=f"{last:%H:%M}",
    )


def where(session: Session) -> str:
    """Place, online or both."""
    parts = [session.place] if session.place else []
    if session.provider:
        parts.append(_("online"))
    return _(" und ").join(parts) or _("Ort steht noch nicht fest")


def free(session: Session) -> str:
    if session.capacity is None:
        return _("Plätze ohne Grenze")
    left = max(0, session.capacity - session.taken)
    if not left:
        return _("ausgebucht")
    return _("{left} von {all} Plätzen frei").format(left=left, all=session.capacity)


def badge(session: Session) -> tuple[str, str]:
    """What people see: words and kind. A past announced session is over."""
    state = SessionState(session.state)
    if state is SessionState.PUBLISHED and session.ends_at < timezone.now():
        return _("vorbei"), "success"
    return str(state.label), BADGES[state]


def facts(session: Session) -> dict[str, Any]:
    words, kind = badge(session)
    return {
        "session": session,
        "badge": words,
        "badge_kind": kind,
        "when": span(session.starts_at, session.ends_at),
        "where": where(session),
        "free": free(session),
        "topic": topic_words(session.topic),
        "is_over": session.ends_at < timezone.now(),
    }


def moment(value: datetime) -> str:
    return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"


def is_ahead(session: Session) -> bool:
    return session.ends_at >= timezone.now()
