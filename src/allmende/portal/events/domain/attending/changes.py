"""What follows for people who are registered when a session changes."""

from allmende.portal.events.domain.attending import guests, letters, places, reminders, rooms
from allmende.portal.events.domain.attending.locking import lock
from allmende.portal.events.domain.planning.changes import Change, What, listen
from allmende.portal.events.models import Session

MOVES = {"starts_at", "ends_at"}


def register_all() -> None:
    listen(follow)


def follow(session: Session, change: Change) -> None:
    """Inside the transaction of whoever has changed the session."""
    current = lock(session.pk)
    if change.what is What.CANCELLED or change.is_move:
        letters.announce(current)
    if change.what is What.CHANGED and not change.fields.isdisjoint(MOVES):
        guests.follow(current)
        reminders.begin_anew(current)
    if change.what in {What.PLACES, What.CHANGED}:
        places.promote(current)
    if change.what is What.ROOM_CLOSED and current.rooms_assigned_at:
        rooms.refill(current)
