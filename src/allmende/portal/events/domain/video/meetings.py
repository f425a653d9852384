"""Which meeting belongs to a session or one of its rooms."""

import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from allmende.portal.events.domain import rosters
from allmende.portal.events.domain.video.bigbluebutton import BigBlueButton
from allmende.portal.events.domain.video.jitsi import Jitsi
from allmende.portal.events.domain.video.link import Link
from allmende.portal.events.domain.video.providing import Group, Meeting, Provider, VideoTrouble
from allmende.portal.events.enums import BlockKind, VideoProvider
from allmende.portal.events.models import Block, Room, Session


def is_configured(name: str) -> bool:
    match name:
        case VideoProvider.JITSI:
            return bool(settings.JITSI_URL)
        case VideoProvider.BIGBLUEBUTTON:
            return bool(settings.BBB_URL)
    return True


def provider_of(session: Session) -> Provider:
    match session.provider:
        case VideoProvider.LINK:
            return Link()
        case VideoProvider.JITSI if settings.JITSI_URL:
            return Jitsi(
                settings.JITSI_URL, app_id=settings.JITSI_APP_ID, secret=settings.JITSI_SECRET
            )
        case VideoProvider.BIGBLUEBUTTON if settings.BBB_URL:
            return BigBlueButton(settings.BBB_URL, secret=settings.BBB_SECRET)
        case VideoProvider.NONE:
            raise VideoTrouble("Diese Veranstaltung findet ohne Video statt.")
    raise VideoTrouble("Dieser Videodienst ist nicht mehr eingerichtet. Wählen Sie einen anderen.")


def meeting_of(session: Session, room: Room | None, *, back: str = "") -> Meeting:
    """Of the room, or of everybody where there is none. ``back``: where people land afterwards."""
    title = f"{session}: {room}" if room else str(session)
    return Meeting(
        id=_id(session, room),
        title=title,
        link=(room.link if room else "") or session.link,
        back=back,
        groups=() if room else _groups(session),
    )


def _id(session: Session, room: Room | None) -> str:
    """Derived from the installation's key: nobody guesses it, and nothing has to be stored."""
    text = f"meeting|{session.uid}|{room.pk if room else ''}".encode()
    mark = hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
    return f"allmende-{mark[:32]}"


def _groups(session: Session) -> tuple[Group, ...]:
    """The rooms of the block that is next, as groups of the one meeting."""
    if not session.groups_in_meeting:
        return ()
    block = (
        Block.objects.filter(session=session, kind=BlockKind.PARALLEL, ends_at__gt=timezone.now())
        .prefetch_related("rooms")
        .first()
    )
    if block is None:
        return ()
    seats = rosters.seats(block)
    open_rooms = [room for room in block.rooms.all() if not room.closed_at]
    return tuple(Group(str(room), [seat.key for seat in seats[room.pk]]) for room in open_rooms)
