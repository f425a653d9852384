"""Tells the other parts what has happened to a session, inside the same transaction.

A part that must act (mails to people who are registered, moving them out of a closed room)
registers its listener once, in its own module that ``domain.kinds`` imports.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allmende.portal.events.models import Room, Session

MOVING = frozenset({"starts_at", "ends_at", "place", "provider"})


class What(StrEnum):
    PUBLISHED = "published"
    CHANGED = "changed"  # see ``fields``
    CANCELLED = "cancelled"
    FINISHED = "finished"
    ROOM_CLOSED = "room_closed"
    ROOM_OPENED = "room_opened"
    ROOM_CHANGED = "room_changed"  # see ``fields``: capacity, place
    PLACES = "places"  # more or fewer places in the session


@dataclass(frozen=True, slots=True)
class Change:
    what: What
    fields: frozenset[str] = frozenset()
    room: Room | None = None
    by: Any = None  # a Member; None for the system

    @property
    def is_move(self) -> bool:
        """Date or place is another: calendar entries follow, people are told."""
        return self.what is What.CHANGED and not self.fields.isdisjoint(MOVING)


type Listener = Callable[[Session, Change], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """A second time changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def on_change(session: Session, change: Change) -> None:
    for listener in _listeners:
        listener(session, change)
