"""Register for a session and leave it again. Nobody is booked twice, nobody is lost."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending import places, together
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import LIVE, refusal
from allmende.portal.events.domain.attending.together import Board
from allmende.portal.events.domain.planning import queries as planning
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.domain.audience import may_see
from allmende.portal.organisations.models import Member

TOO_LATE = "Die Veranstaltung ist vorbei. An der Anmeldung lässt sich nichts mehr ändern."
NO_OFFER = (
    "Dieses Angebot gilt nicht mehr, der Platz ging an die nächste Person. "
    "Melden Sie sich erneut an, dann stehen Sie wieder auf der Warteliste."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One click."""

    by: Member
    needs: str = ""
    shows_name: bool = True


def register(pk: int, *, by: Member, needs: str = "", shows_name: bool = True) -> Registration:
    """A place, or the end of the waiting list. A second time gives what there is already.

    Raises ``Session.DoesNotExist`` where the member must not know of the session. The session is
    not read before its lock: hundreds of people click in the same second.
    """
    require(rules.may_register, by)
    found = together.ride(pk, Asked(by, needs, shows_name), carry=register_all)
    if isinstance(found, Exception):
        raise found
    return found


@one_by_one
def register_all(pk: int, board: Board[Asked]) -> list[Registration | Exception]:
    """In the order of the clicks, within one transaction."""
    session = lock(pk)
    asked = board()
    there = Registration.objects.filter(session=session, user__in=[a.by.user_id for a in asked])
    known = {one.user_id: one for one in there}
    found: list[Registration | Exception] = []
    entering: dict[int, tuple[Registration, Asked]] = {}
    for one in asked:
        if not _knows(one.by, session):
            found.append(Session.DoesNotExist())
            continue
        mine = known.get(one.by.user_id)
        if mine is None or mine.state not in LIVE or _may_jump_in(session, mine):
            if sentence := refusal(session):
                found.append(Refused(sentence))
                continue
            mine = entering.setdefault(one.by.user_id, (_described(session, mine, one), one))[0]
        found.append(mine)
    enter(session, *(registration for registration, _ in entering.values()))
    audit.record_all(
        audit.entry("events.registered", by=one.by, about=session, details=_state(registration))
        for registration, one in entering.values()
    )
    return found


def _knows(member: Member, session: Session) -> bool:
    """As the planning's reads have it, without a question to the database but for drafts."""
    if session.state == SessionState.DRAFT:
        return planning.one(member, session.pk) is not None
    return may_see(member, session.scope)


def _described(session: Session, mine: Registration | None, asked: Asked) -> Registration:
    registration = mine or Registration(session=session, user=asked.by.user)
    registration.organisation = asked.by.organisation
    registration.name = str(asked.by.user)[:150]
    registration.needs, registration.shows_name = asked.needs, asked.shows_name
    return registration


def enter(session: Session, *registrations: Registration) -> None:
    """Under the lock: each takes a turn, and a place where one is free. Who waits goes first."""
    if not registrations:
        return
    if sentence := refusal(session):
        raise Refused(sentence)
    found = places.standing(session)
    runs = timezone.now() >= session.starts_at  # then a free place is whoever asks for it
    if found.waiting and not runs and found.has_room(session):
        places.promote(session)
        found = places.standing(session)
    new: list[Registration] = []
    for registration in registrations:
        registration.session = session
        registration.turn = found.last_turn + 1
        direct = found.has_room(session) and (runs or not found.waiting)
        to = State.CONFIRMED if direct else State.WAITING
        if registration._state.adding:
            places.assign(registration, to)
            new.append(registration)
        else:
            places.move(registration, to)
        found = found.after(to)
    Registration.objects.bulk_create(new)
    places.note_taken(session, found.held)


@one_by_one
def accept_offer(registration: Registration, *, by: Member | None) -> Registration:
    """``by`` is None where a guest has come through the personal link."""
    require(rules.is_own, by, registration)
    session = lock(registration.session_id)
    registration.refresh_from_db()
    if registration.state == State.CONFIRMED:
        return registration
    until = registration.offered_until
    if registration.state != State.OFFERED or (until and until <= timezone.now()):
        raise Refused(NO_OFFER)
    registration.session = session
    places.move(registration, State.CONFIRMED)
    audit.record("events.offer_accepted", by=by, about=session)
    return registration


@one_by_one
def cancel(registration: Registration, *, by: Member | None, reason: str = "") -> Registration:
    """By the person, or by an organiser with a reason. The next one moves up."""
    require(rules.may_cancel, by, registration)
    session = lock(registration.session_id)
    registration.refresh_from_db()
    if registration.state == State.CANCELLED:
        return registration
    if registration.state in {State.ATTENDED, State.NO_SHOW} or timezone.now() >= session.ends_at:
        raise Refused(TOO_LATE)
    registration.session = session
    places.move(registration, State.CANCELLED, note=reason)
    places.promote(session)
    action = "events.unregistered" if rules.is_own(by, registration) else "events.was_unregistered"
    audit.record(action, by=by, about=session, details={"registration": str(registration.pk)})
    return registration


@one_by_one
def change(
    registration: Registration, *, needs: str, shows_name: bool, by: Member | None
) -> Registration:
    """What the person has said about themselves."""
    require(rules.is_own, by, registration)
    registration.needs, registration.shows_name = needs, shows_name
    registration.save(update_fields=["needs", "shows_name"])
    audit.record("events.registration_changed", by=by, about=registration.session)
    return registration


def _may_jump_in(session: Session, mine: Registration) -> bool:
    """The session runs, a place is free: whoever waits and asks again gets it."""
    return (
        mine.state == State.WAITING
        and timezone.now() >= session.starts_at
        and places.standing(session).has_room(session)
    )


def _state(registration: Registration) -> dict[str, Any]:
    return {"state": registration.state}
