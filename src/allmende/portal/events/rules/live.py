"""Named permissions: live. Sessions are fetched inside the reader's scope before."""

from allmende.portal.events.models import Minutes, Poll, Room, Session
from allmende.portal.events.rules.planning import may_organise, serves_in
from allmende.portal.organisations.models import Member


def may_write(member: Member | None, minutes: Minutes) -> bool:
    """The minute-taker of the room; where there is no room, who takes minutes or leads anywhere
    in the session; those who organise it always.
    """
    if may_organise(member, minutes.session):
        return True
    return serves_in(member, minutes.room) if minutes.room else _serves(member, minutes.session)


def may_poll(member: Member | None, session: Session) -> bool:
    """Makes and runs polls: who organises, leads a room or takes minutes."""
    return may_organise(member, session) or _serves(member, session)


def may_run(member: Member | None, poll: Poll) -> bool:
    return may_poll(member, poll.session)


def _serves(member: Member | None, session: Session) -> bool:
    rooms = Room.objects.filter(block__session=session).select_related("block")
    return any(serves_in(member, room) for room in rooms)
