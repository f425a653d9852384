"""The same agenda at another time."""

from datetime import datetime, timedelta

from allmende.portal.events.domain.planning.times import distance, shift
from allmende.portal.events.enums import TalkState
from allmende.portal.events.models import Block, Room, Session, Talk
from allmende.portal.organisations.models import Member

# What a new date does not inherit: who has registered, and what was fixed for the old one.
COPIED = (
    "series",
    "title",
    "summary",
    "text",
    "topic",
    "audience",
    "group",
    "place",
    "provider",
    "link",
    "groups_in_meeting",
    "capacity",
    "allows_guests",
    "chooses_rooms",
    "calls_for_talks",
    "certificate_hours",
)
MOVED = ("ends_at", "registers_from", "registers_until", "rooms_until")
OF_ROOM = ("position", "title", "text", "topic", "place", "link", "capacity")


def of_session(session: Session, *, starts_at: datetime, by: Member) -> Session:
    """Not saved yet. The planner must still be allowed to plan for its audience."""
    apart = distance(session.starts_at, starts_at)
    new = Session(
        organisation=by.organisation,
        author=by.user,
        author_label=str(by.user),
        starts_at=starts_at,
        **{name: getattr(session, name) for name in COPIED},
    )
    for name in MOVED:
        old = getattr(session, name)
        setattr(new, name, shift(old, apart) if old else None)
    return new


def agenda(old: Session, new: Session) -> None:
    """Blocks and rooms with the people who lead them; talks stay with the old date."""
    apart = distance(old.starts_at, new.starts_at)
    for block in old.blocks.prefetch_related("rooms"):
        copy = Block.objects.create(
            session=new,
            kind=block.kind,
            title=block.title,
            text=block.text,
            starts_at=shift(block.starts_at, apart),
            ends_at=shift(block.ends_at, apart),
        )
        for room in block.rooms.all():
            copy_room(room, copy, crew=True)


def copy_room(room: Room, block: Block, *, crew: bool = False) -> Room:
    fields = {name: getattr(room, name) for name in OF_ROOM}
    if crew:
        fields |= {"moderator": room.moderator, "minute_taker": room.minute_taker}
    return Room.objects.create(block=block, **fields)


def copy_talk(talk: Talk) -> Talk:
    return Talk.objects.create(
        session=talk.session,
        block=talk.block,
        room=talk.room,
        title=talk.title,
        abstract=talk.abstract,
        speaker=talk.speaker,
        speaker_from=talk.speaker_from,
        minutes=talk.minutes,
        position=talk.position + 1,
        state=TalkState.ACCEPTED,
        proposed_by=talk.proposed_by,
    )


def move_agenda(session: Session, *, by: timedelta) -> None:
    """All blocks as much later as the session, by the clock on the wall."""
    blocks = list(session.blocks.all())
    for block in blocks:
        block.starts_at, block.ends_at = shift(block.starts_at, by), shift(block.ends_at, by)
    Block.objects.bulk_update(blocks, ["starts_at", "ends_at"])
