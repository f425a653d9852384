"""Who may enter which meeting, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain import rosters
from allmende.portal.events.domain.video.meetings import meeting_of, provider_of
from allmende.portal.events.domain.video.providing import Visitor
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Room, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member

EARLY = timedelta(minutes=15)
EARLY_CREW = timedelta(minutes=60)  # those who lead prepare the room
REGISTER_FIRST = (
    "Nur Angemeldete kommen in die Videokonferenz. Melden Sie sich auf der Seite der "
    "Veranstaltung an."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member is in a session."""

    visitor: Visitor | None  # None: neither registered nor leading
    is_crew: bool
    opens_at: datetime
    closes_at: datetime

    @property
    def is_open(self) -> bool:
        return self.opens_at <= timezone.now() <= self.closes_at


def standing(session: Session, member: Member) -> Standing:
    held = Registration.objects.filter(
        session=session, user=member.user_id, state__in=rosters.HOLDING
    ).first()
    rooms = Room.objects.filter(block__session=session)
    moderates = rooms.filter(moderator=member.user_id).exists()
    organises = rules.may_organise(member, session)
    is_crew = organises or moderates or rooms.filter(minute_taker=member.user_id).exists()
    visitor = None
    if held or is_crew:
        key = held.pk.hex if held else f"u{member.user_id}"
        visitor = Visitor(key, str(member.user), organises or moderates)
    opens = session.starts_at - (EARLY_CREW if is_crew else EARLY)
    return Standing(visitor, is_crew, opens, session.ends_at)


def address(session: Session, room: Room | None, *, member: Member, back: str = "") -> str:
    """Where the member's browser goes now; Refused says why not."""
    stands = standing(session, member)
    if stands.visitor is None:
        raise Refused(REGISTER_FIRST)
    check_open(session, room, stands)
    visitor = stands.visitor
    if room:
        leads = member.user_id == room.moderator_id or rules.may_organise(member, session)
        visitor = Visitor(visitor.key, visitor.name, leads)
        if not stands.is_crew:
            _sits_there(session, room, rosters.place_of(member.user, room.block))
    return provider_of(session).join(meeting_of(session, room, back=back), visitor)


def address_for_guest(
    session: Session, room: Room | None, *, registration: Registration, back: str = ""
) -> str:
    """The same for somebody without an account; the caller has checked the guest's secret."""
    if registration.session_id != session.pk or registration.state not in rosters.HOLDING:
        raise Refused(REGISTER_FIRST)
    visitor = Visitor(registration.pk.hex, registration.name)
    stands = Standing(visitor, False, session.starts_at - EARLY, session.ends_at)
    check_open(session, room, stands)
    if room:
        place = registration.places.filter(block=room.block_id).select_related("room").first()
        _sits_there(session, room, place.room if place else None)
    return provider_of(session).join(meeting_of(session, room, back=back), visitor)


def check_open(session: Session, room: Room | None, stands: Standing) -> None:
    if session.state == SessionState.CANCELLED:
        raise Refused("Die Veranstaltung ist abgesagt.")
    if session.state == SessionState.DRAFT:
        raise Refused("Die Veranstaltung ist noch nicht angekündigt.")
    if not session.provider:
        raise Refused("Diese Veranstaltung findet ohne Video statt.")
    if timezone.now() > stands.closes_at:
        raise Refused("Die Veranstaltung ist vorbei.")
    if not stands.is_open:
        clock = timezone.localtime(stands.opens_at)
        raise Refused(f"Der Zugang öffnet am {clock:%d.%m.%Y} um {clock:%H:%M} Uhr.")
    if room and room.closed_at:
        raise Refused(f"Der Raum ist geschlossen: {room.closed_reason}")


def _sits_there(session: Session, room: Room, place: Room | None) -> None:
    if not session.chooses_rooms:
        return
    if place is None:
        raise Refused("Sie haben noch keinen Raum. Wählen Sie ihn auf der Seite der Veranstaltung.")
    if place.pk != room.pk:
        raise Refused(f"Ihr Platz ist im Raum „{place}“. Wechseln Sie zuerst den Raum.")
