"""Organisers register somebody who has asked by telephone."""

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending import guests, links, registering
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import AFTERWARDS, LIVE
from allmende.portal.events.domain.planning import people
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member, User

THERE = "{name} ist schon angemeldet. Stand: {state}."


@one_by_one
def add_member(session: Session, *, who: str, by: Member) -> Registration:
    """By name or address; only people who may see the session. Full means: waiting list."""
    require(rules.may_organise, by, session)
    session = lock(session.pk)
    user = people.named(session, who)
    if user is None:
        raise Refused("Schreiben Sie, wen Sie anmelden möchten.")
    registration = Registration.objects.filter(session=session, user=user).first()
    registration = registration or Registration(session=session, user=user)
    _refuse_known(registration)
    registration.name = str(user)[:150]
    registration.organisation_id = _home(session, user)
    return _enter(session, registration, by)


@one_by_one
def add_guest(
    session: Session, *, name: str, email: str, come_from: str, by: Member
) -> Registration:
    """Without a question to confirm: the organiser vouches, the letter says how to get out."""
    require(rules.may_organise, by, session)
    session = lock(session.pk)
    if not guests.admits(session):
        raise Refused("Diese Veranstaltung nimmt keine Gäste auf. Ändern Sie das zuerst dort.")
    address = email.strip().lower()
    registration = Registration.objects.filter(session=session, guest_email=address).first()
    registration = registration or Registration(session=session, guest_email=address)
    _refuse_known(registration)
    registration.name, registration.guest_from = name[:150], come_from[:150]
    registration.shows_name = False
    registration.token_hash = links.hashed(links.token_of(registration))
    registration.expires_at = session.ends_at + AFTERWARDS
    return _enter(session, registration, by)


def _enter(session: Session, registration: Registration, by: Member) -> Registration:
    registering.enter(session, registration)
    details = {"registration": str(registration.pk), "state": registration.state}
    audit.record("events.was_registered", by=by, about=session, details=details)
    return registration


def _refuse_known(registration: Registration) -> None:
    if not registration._state.adding and registration.state in LIVE:
        state = registration.get_state_display()
        raise Refused(THERE.format(name=registration.name, state=state))


def _home(session: Session, user: User) -> int | None:
    """One organisation of the person from which the session can be seen."""
    there = people.candidates(session).filter(user=user).order_by("joined_at", "pk")
    return there.values_list("organisation_id", flat=True).first()
