"""Who was really there: noted by organisers, or by the code that is shown in the session."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member

AROUND = timedelta(minutes=30)  # the code is good from so long before to so long after
MARKED = (State.CONFIRMED, State.ATTENDED, State.NO_SHOW)
TOO_EARLY = "Die Veranstaltung hat noch nicht begonnen. Die Teilnahme tragen Sie danach ein."


@one_by_one
def mark(session: Session, pks: Collection[UUID], *, to: State, by: Member) -> int:
    """Attended, not there, or back to registered. Returns how many have changed."""
    require(rules.may_organise, by, session)
    session = lock(session.pk)
    if timezone.now() < session.starts_at - AROUND:
        raise Refused(TOO_EARLY)
    found = Registration.objects.filter(session=session, pk__in=pks, state__in=MARKED)
    attended = timezone.now() if to == State.ATTENDED else None
    count = found.exclude(state=to).update(state=to, attended_at=attended, told=to, due="")
    audit.record(
        "events.attendance_marked", by=by, about=session, details={"to": to.value, "n": count}
    )
    return count


@one_by_one
def mark_rest_absent(session: Session, *, by: Member) -> int:
    """Who is still only registered after the end was not there."""
    require(rules.may_organise, by, session)
    session = lock(session.pk)
    if timezone.now() < session.ends_at:
        raise Refused("Das geht nach dem Ende der Veranstaltung.")
    found = Registration.objects.filter(session=session, state=State.CONFIRMED)
    count = found.update(state=State.NO_SHOW, told=State.NO_SHOW, due="")
    audit.record("events.attendance_marked", by=by, about=session, details={"n": count})
    return count


@one_by_one
def check_in(registration: Registration, *, code: str, by: Member | None) -> Registration:
    """The person types the code that the organisers show during the session."""
    require(rules.is_own, by, registration)
    session = lock(registration.session_id)
    registration.refresh_from_db()
    if registration.state == State.ATTENDED:
        return registration
    if registration.state != State.CONFIRMED or not is_running(session):
        raise Refused("Die Teilnahme lässt sich nur während der Veranstaltung bestätigen.")
    if not constant_time_compare("".join(code.split()), code_of(session)):
        raise Refused("Dieser Code stimmt nicht. Lesen Sie ihn noch einmal ab.")
    registration.state, registration.attended_at = State.ATTENDED, timezone.now()
    registration.told = State.ATTENDED
    registration.save(update_fields=["state", "attended_at", "told"])
    audit.record("events.checked_in", by=by, about=session)
    return registration


def code_of(session: Session) -> str:
    """Six digits, the same for everybody in the session."""
    digest = salted_hmac(__name__, session.uid.hex, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:4]) % 1_000_000:06d}"


def is_running(session: Session) -> bool:
    if session.state not in {SessionState.PUBLISHED, SessionState.DONE}:
        return False
    return session.starts_at - AROUND <= timezone.now() <= session.ends_at + AROUND
