"""People without an account: they confirm their address, come by a personal link, are forgotten.

Nothing that a page answers tells whether an address was known. The letter does, to its owner.
"""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit, mail
from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.attending import links, places, registering
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import AFTERWARDS, LIVE, moment, refusal
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Registration, Session
from allmende.portal.organisations.enums import Audience

CONFIRM_WITHIN = timedelta(hours=24)
FORGOTTEN = "Gast"
NO_GUESTS = "Diese Veranstaltung ist nur für Mitglieder des Netzwerks. Melden Sie sich dort an."


def admits(session: Session) -> bool:
    return session.allows_guests and session.audience == Audience.PUBLIC


def forgotten_on(session: Session) -> date:
    """The day on which the guests of this session are deleted."""
    return timezone.localdate(session.ends_at + AFTERWARDS)


@one_by_one
def ask(
    session: Session, *, name: str, email: str, come_from: str, needs: str, shows_name: bool
) -> None:
    """Sends a letter with a link; only its use takes a place. Says nothing about the address."""
    if not admits(session):
        raise Refused(NO_GUESTS)
    if sentence := refusal(session):
        raise Refused(sentence)
    session = lock(session.pk)
    address = email.strip().lower()
    if (there := _known(session, address)) is not None:
        _remind(there)
        return
    registration = Registration.objects.filter(session=session, guest_email=address).first()
    registration = registration or Registration(session=session, guest_email=address)
    registration.name, registration.guest_from = name[:150], come_from[:150]
    registration.needs, registration.shows_name = needs[:300], shows_name
    registration.state, registration.due, registration.told = State.UNCONFIRMED, "", ""
    registration.turn = registration.turn or 0  # the turn is taken by confirming
    registration.token_hash = links.hashed(links.token_of(registration))
    registration.expires_at = timezone.now() + CONFIRM_WITHIN
    registration.save()
    _ask_to_confirm(registration)
    audit.record("events.guest_asked", by=None, about=session)


@one_by_one
def confirm(registration: Registration) -> Registration:
    """The guest has used the link: takes a place, or the end of the waiting list."""
    session = lock(registration.session_id)
    registration.refresh_from_db()
    if registration.state != State.UNCONFIRMED:
        return registration
    registration.expires_at = session.ends_at + AFTERWARDS
    registering.enter(session, registration)
    audit.record("events.guest_confirmed", by=None, about=session)
    return registration


def by_token(token: str) -> Registration | None:
    """Unconfirmed ones only as long as their link is good."""
    still = ~Q(state=State.UNCONFIRMED) | Q(expires_at__gt=timezone.now())
    found = Registration.objects.filter(still, token_hash=links.hashed(token))
    return found.select_related("session__organisation", "session__series").first()


@one_by_one
def erase(registration: Registration) -> None:
    """On request: leaves the session and forgets the person at once."""
    session = lock(registration.session_id)
    registration.refresh_from_db()
    registration.session = session
    if registration.state in {State.CONFIRMED, State.WAITING, State.OFFERED}:
        places.move(registration, State.CANCELLED)
    _forget(Registration.objects.filter(pk=registration.pk))
    places.promote(session)
    audit.record("events.guest_erased", by=None, about=session)


def forget_expired() -> int:
    """Run daily. Unconfirmed guests vanish; of the others stays that somebody was there."""
    over = Registration.objects.filter(guest_email__isnull=False, expires_at__lte=timezone.now())
    gone = over.filter(state=State.UNCONFIRMED).delete()[0]
    return gone + _forget(over)


def follow(session: Session) -> None:
    """The session has moved: the day of deletion moves with it."""
    guests = Registration.objects.filter(session=session, guest_email__isnull=False)
    guests.exclude(state=State.UNCONFIRMED).update(expires_at=session.ends_at + AFTERWARDS)


def _forget(guests: QuerySet[Registration]) -> int:
    return guests.update(
        name=FORGOTTEN,
        guest_email=None,
        guest_from="",
        needs="",
        note="",
        token_hash=None,
        expires_at=None,
        due="",
        shows_name=False,
    )


def _known(session: Session, address: str) -> Registration | None:
    """Registered already, as a guest or by an account with the same address."""
    same = Q(guest_email=address) | Q(user__email__iexact=address)
    return Registration.objects.filter(same, session=session, state__in=LIVE).first()


def _remind(there: Registration) -> None:
    path = links.personal(there)
    mail.queue(
        to=there.user.email if there.user else str(there.guest_email),
        subject=f"Sie sind schon angemeldet: {there.session.title}",
        text=(
            f"Guten Tag,\n\njemand hat Ihre Adresse noch einmal für „{there.session.title}“ "
            f"angemeldet. Stand Ihrer Anmeldung: {there.get_state_display()}.\n\n"
            f"Ansehen, ändern oder abmelden:\n{links.absolute(path)}\n"
        ),
    )


def _ask_to_confirm(registration: Registration) -> None:
    session = registration.session
    mail.queue(
        to=str(registration.guest_email),
        subject=f"Bitte bestätigen: {session.title}",
        text=(
            f"Guten Tag {registration.name},\n\n"
            f"bitte bestätigen Sie Ihre Anmeldung zu „{session.title}“ am "
            f"{moment(session.starts_at)}:\n\n{links.absolute(links.personal(registration))}\n\n"
            "Erst mit der Bestätigung erhalten Sie einen Platz. Der Link gilt 24 Stunden. "
            "Danach löschen wir Ihre Angaben.\n\n"
            "Haben Sie sich nicht angemeldet? Dann brauchen Sie nichts zu tun.\n\n"
            f"{session.organisation}\n"
        ),
    )
