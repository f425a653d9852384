"""What the states of a registration mean for places, and how they are shown."""

from datetime import datetime, timedelta

from django.utils import timezone

from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session

HOLDING = (State.CONFIRMED, State.OFFERED, State.ATTENDED, State.NO_SHOW)  # has a place
TAKING_PART = (State.CONFIRMED, State.ATTENDED)  # shown as participants
LIVE = (*HOLDING, State.WAITING)
BADGES: dict[str, str] = {
    State.UNCONFIRMED: "warning",
    State.CONFIRMED: "success",
    State.WAITING: "warning",
    State.OFFERED: "warning",
    State.CANCELLED: "info",
    State.ATTENDED: "success",
    State.NO_SHOW: "info",
}
# Hours that have passed, whatever the clock on the wall did in between.
OFFERS_FROM = timedelta(hours=24)  # so long before the beginning nobody moves up unasked
OFFER_HELD = timedelta(hours=2)
ROOMS_BEFORE = timedelta(hours=24)  # the cut-off of the room choice where none is set
AFTERWARDS = timedelta(days=30)  # guests are forgotten so long after the session


def refusal(session: Session, *, now: datetime | None = None) -> str:
    """Why nobody can register at the moment; empty where it is possible."""
    now = now or timezone.now()
    if session.state == SessionState.CANCELLED:
        return "Diese Veranstaltung ist abgesagt. Eine Anmeldung ist nicht mehr möglich."
    if session.state == SessionState.DONE or now >= session.ends_at:
        return "Diese Veranstaltung ist vorbei. Eine Anmeldung ist nicht mehr möglich."
    if session.state != SessionState.PUBLISHED:
        return "Diese Veranstaltung ist noch nicht angekündigt. Die Anmeldung beginnt danach."
    if session.registers_from and now < session.registers_from:
        return f"Die Anmeldung beginnt am {moment(session.registers_from)}."
    if session.registers_until and now >= session.registers_until:
        return f"Die Anmeldung ist seit dem {moment(session.registers_until)} geschlossen."
    return ""


def moment(at: datetime) -> str:
    """A date with its time, as people write it."""
    local = timezone.localtime(at)
    return f"{local.day}.{local.month}.{local.year}, {local:%H:%M} Uhr"


def rooms_cutoff(session: Session) -> datetime:
    return session.rooms_until or session.starts_at - ROOMS_BEFORE
