"""The states of a call. What has a date happens at that date, whether or not a job has run."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.models import Call

TRANSITIONS: dict[CallState, tuple[CallState, ...]] = {
    CallState.DRAFT: (CallState.OPEN, CallState.CANCELLED),
    CallState.OPEN: (CallState.JURY, CallState.CANCELLED),
    CallState.JURY: (CallState.DECIDED, CallState.CANCELLED),
    CallState.DECIDED: (),
    CallState.CANCELLED: (),
}


def state_of(call: Call, now: datetime | None = None) -> CallState:
    """Where the call stands right now: one that is closed is with the jury."""
    state = CallState(call.state)
    if state == CallState.OPEN and call.closes_at and (now or timezone.now()) >= call.closes_at:
        return CallState.JURY
    return state


def has_begun(call: Call, now: datetime | None = None) -> bool:
    return bool(call.opens_at and call.opens_at <= (now or timezone.now()))


def takes_submissions(call: Call, now: datetime | None = None) -> bool:
    return state_of(call, now) == CallState.OPEN and has_begun(call, now)


def require_open(call: Call) -> None:
    """Refused with the exact moment, so that nobody argues about minutes."""
    now = timezone.now()
    match state_of(call, now):
        case CallState.OPEN if not has_begun(call, now):
            raise Refused(f"Der Aufruf beginnt am {moment(call.opens_at)}.")
        case CallState.OPEN:
            return
        case CallState.JURY:
            raise Refused(
                f"Einsendeschluss war am {moment(call.closes_at)}. Auf dem Server ist es jetzt "
                f"{moment(now)}. Ihr Entwurf bleibt erhalten, nimmt aber nicht mehr teil."
            )
        case CallState.CANCELLED:
            raise Refused("Der Aufruf wurde abgesagt. Ihr Entwurf bleibt erhalten.")
        case _:
            raise Refused("Der Aufruf nimmt keine Einreichungen an.")


def advance(call: Call, *, to: CallState, **fields: object) -> None:
    """The one way from state to state; Refused where there is none or somebody was faster."""
    now_at = state_of(call)
    if to not in TRANSITIONS[now_at]:
        raise Refused(f"Der Aufruf ist schon im Stand „{now_at.label}“. Das geht nicht mehr.")
    mine = Call.objects.filter(pk=call.pk, state=call.state)
    if not mine.update(state=to, revision=call.revision + 1, **fields):
        raise Refused("Jemand anderes hat den Stand gerade geändert. Laden Sie die Seite neu.")
    call.refresh_from_db()


def in_state(state: str) -> Q:
    """For lists: the same as ``state_of``, asked of the database."""
    closed = Q(state=CallState.OPEN, closes_at__lte=timezone.now())
    if state == CallState.JURY:
        return Q(state=state) | closed
    return Q(state=state) & ~closed if state == CallState.OPEN else Q(state=state)


@transaction.atomic
def lock(call: Call) -> Call:
    """Inside a transaction: nobody else changes it meanwhile."""
    return (
        Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=call.pk)
    )


def moment(value: datetime | None) -> str:
    return f"{date_format(timezone.localtime(value), 'j.n.Y, H:i:s')} Uhr" if value else "–"
