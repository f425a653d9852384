"""Reads of registrations. Sessions come from planning.queries, inside the reader's scope."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allmende.portal.events.domain.attending.states import TAKING_PART
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Registration, RoomPlace, Session
from allmende.portal.organisations.models import Member


@dataclass(frozen=True, slots=True)
class Counts:
    confirmed: int
    waiting: int
    offered: int
    attended: int
    no_show: int
    cancelled: int

    @property
    def taking_part(self) -> int:
        return self.confirmed + self.attended + self.no_show


def counts(session: Session) -> Counts:
    """Numbers that everybody may know who sees the session."""
    found = Registration.objects.filter(session=session).aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in State}
    )
    return Counts(**{name: found[name] for name in Counts.__dataclass_fields__})


def of(session: Session, member: Member) -> Registration | None:
    found = Registration.objects.filter(session=session, user=member.user)
    return found.select_related("session__organisation").first()


def mine(member: Member) -> QuerySet[Registration]:
    """Whatever the session has become meanwhile: what one is registered for stays readable."""
    found = Registration.objects.filter(user=member.user)
    return found.select_related("session__organisation").order_by("-session__starts_at", "pk")


def of_session(session: Session) -> QuerySet[Registration]:
    """Everybody, for organisers."""
    found = Registration.objects.filter(session=session)
    return found.select_related("user", "organisation", "session").order_by("turn", "pk")


def find(
    session: Session, *, text: str = "", state: str = "", room: str = ""
) -> QuerySet[Registration]:
    found = of_session(session)
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(organisation__name__icontains=text)
            | Q(guest_from__icontains=text)
        )
    if state:
        found = found.filter(state=state)
    if room.isdecimal():
        found = found.filter(pk__in=RoomPlace.objects.filter(room=int(room)).values("registration"))
    return found


def participants(session: Session) -> QuerySet[Registration]:
    """Who takes part and lets the others know it."""
    found = Registration.objects.filter(session=session, state__in=TAKING_PART, shows_name=True)
    return found.select_related("organisation", "user").order_by("name", "pk")


def hidden(session: Session) -> int:
    """How many take part without showing their name."""
    found = Registration.objects.filter(session=session, state__in=TAKING_PART, shows_name=False)
    return found.count()


def waiting_before(registration: Registration) -> int:
    """How many wait longer."""
    return Registration.objects.filter(
        session=registration.session_id, state=State.WAITING, turn__lt=registration.turn
    ).count()


def places_of(registration: Registration) -> list[RoomPlace]:
    found = RoomPlace.objects.filter(registration=registration, room__closed_at=None)
    return list(found.select_related("room", "block").order_by("block__starts_at"))


def organisation_of(registration: Registration) -> str:
    return str(registration.organisation or registration.guest_from)


def name_of(registration: Registration) -> str:
    """The present name while there is an account."""
    return str(registration.user or registration.name)
