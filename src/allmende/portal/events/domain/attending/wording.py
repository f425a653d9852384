"""The words of the letters to people who are registered. Pure: a registration in, a text out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from allmende.portal.core.enums import Reason
from allmende.portal.events.domain.attending import links
from allmende.portal.events.domain.attending.states import moment
from allmende.portal.events.domain.calendar.inviting import Method
from allmende.portal.events.enums import LetterKind, SessionState
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Registration, RoomPlace, Session


@dataclass(frozen=True, slots=True)
class Letter:
    """``method``: of the calendar entry, none without one. ``news``: the notification of a
    member; empty where the person did it and has seen it already.
    """

    subject: str
    says: str
    method: Method | None = None
    news: str = ""
    reason: Reason = Reason.ATTENDING


def letter(registration: Registration) -> Letter | None:
    """What is to be told now; None where there is nothing that the person does not know."""
    session = registration.session
    if session.state == SessionState.CANCELLED:
        return _called_off(registration)
    if registration.due == LetterKind.STATE:
        makers = {
            State.CONFIRMED: _confirmed,
            State.WAITING: _waiting,
            State.OFFERED: _offered,
            State.CANCELLED: _cancelled,
        }
        make = makers.get(State(registration.state))
        return make(registration) if make else None
    if registration.state not in {State.CONFIRMED, State.WAITING, State.OFFERED}:
        return None
    if registration.due == LetterKind.ROOMS:
        return _rooms(registration) if registration.state == State.CONFIRMED else None
    return _changed(registration)


def text(registration: Registration, says: str, places: Iterable[RoomPlace]) -> str:
    """The whole letter: what is new, the facts, and where to change it."""
    session = registration.session
    lines = [f"Guten Tag {registration.user or registration.name},", "", says, ""]
    lines += facts(session)
    if registration.state in {State.CONFIRMED, State.ATTENDED}:
        lines += [f"Raum ({place.block.title}): {place.room.title}" for place in places]
    lines += [
        "",
        f"Ihre Anmeldung ansehen, ändern oder absagen:\n"
        f"{links.absolute(links.personal(registration))}",
    ]
    if registration.guest_email and registration.expires_at:
        day = timezone.localtime(registration.expires_at)
        lines += ["", f"Ihre Angaben löschen wir am {day.day}.{day.month}.{day.year}."]
    return "\n".join([*lines, "", str(session.organisation), ""])


def facts(session: Session) -> list[str]:
    end = timezone.localtime(session.ends_at)
    same = timezone.localtime(session.starts_at).date() == end.date()
    until = f"{end:%H:%M} Uhr" if same else moment(session.ends_at)
    found = [session.title, f"Beginn: {moment(session.starts_at)}, Ende: {until}"]
    return [*found, f"Ort: {session.place}"] if session.place else found


def _confirmed(registration: Registration) -> Letter:
    title = registration.session.title
    if registration.told == State.WAITING:
        return Letter(
            f"Sie haben einen Platz: {title}",
            "ein Platz ist frei geworden und gehört jetzt Ihnen. Können Sie nicht mehr "
            "teilnehmen, melden Sie sich bitte ab: Dann rückt die nächste Person nach.",
            "REQUEST",
            f"Sie sind nachgerückt und haben einen Platz: {title}",
        )
    return Letter(
        f"Angemeldet: {title}",
        "Sie sind angemeldet. Der Kalendereintrag ist angehängt.",
        "REQUEST",
    )


def _waiting(registration: Registration) -> Letter:
    return Letter(
        f"Auf der Warteliste: {registration.session.title}",
        "alle Plätze sind vergeben, Sie stehen auf der Warteliste. Wird ein Platz frei, rücken "
        "Sie der Reihe nach auf, und wir schreiben Ihnen. Ab 24 Stunden vor dem Beginn bieten "
        "wir freie Plätze an: Dann haben Sie zwei Stunden Zeit, den Platz zu nehmen.",
    )


def _offered(registration: Registration) -> Letter:
    title = registration.session.title
    until = moment(registration.offered_until or registration.session.starts_at)
    return Letter(
        f"Platz frei bis {until}: {title}",
        f"ein Platz ist frei geworden. Wir halten ihn bis {until} für Sie. Nehmen Sie ihn mit "
        "dem Link unten an. Danach geht er an die nächste Person.",
        news=f"Ein Platz ist frei, bitte bis {until} annehmen: {title}",
        reason=Reason.ASSIGNED,
    )


def _cancelled(registration: Registration) -> Letter | None:
    """Whoever was never told of a registration needs no letter about its end."""
    if not registration.told or registration.told == State.CANCELLED:
        return None
    title = registration.session.title
    had_entry = registration.told in {State.CONFIRMED, State.ATTENDED}
    says = "Ihre Anmeldung ist gelöscht."
    if registration.note:
        says += f" Grund: {registration.note}"
    news = f"Ihre Anmeldung zu „{title}“ ist gelöscht." if registration.note else ""
    return Letter(f"Abgemeldet: {title}", says, "CANCEL" if had_entry else None, news)


def _called_off(registration: Registration) -> Letter | None:
    gone = registration.state in {State.CANCELLED, State.UNCONFIRMED, State.NO_SHOW}
    if gone or not registration.told:
        return None
    session = registration.session
    reason = f" Grund: {session.cancelled_reason}" if session.cancelled_reason else ""
    return Letter(
        f"Abgesagt: {session.title}",
        f"diese Veranstaltung findet nicht statt.{reason}",
        "CANCEL" if registration.told == State.CONFIRMED else None,
        f"Abgesagt: {session.title}",
    )


def _changed(registration: Registration) -> Letter:
    title = registration.session.title
    entry = registration.state == State.CONFIRMED
    says = "Zeit oder Ort dieser Veranstaltung sind neu. Ihre Anmeldung gilt weiter."
    if entry:
        says += " Der angehängte Eintrag ersetzt den alten in Ihrem Kalender."
    return Letter(
        f"Geändert: {title}", says, "REQUEST" if entry else None, f"Zeit oder Ort sind neu: {title}"
    )


def _rooms(registration: Registration) -> Letter:
    title = registration.session.title
    return Letter(
        f"Ihr Raum: {title}",
        "die Räume sind verteilt. Ihren Raum lesen Sie unten. Solange Plätze frei sind, können "
        "Sie in einen anderen wechseln.",
        "REQUEST",
        f"Ihr Raum steht fest: {title}",
    )
