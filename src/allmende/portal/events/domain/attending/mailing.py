"""A letter of the organisers to those who are registered."""

from collections.abc import Collection
from typing import Any

from allmende.portal.core.domain import audit, mail, ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending import links, queries
from allmende.portal.events.domain.attending.invitations import address_of
from allmende.portal.events.domain.attending.locking import one_by_one
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.models import Registration, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member

A_DAY = 10
TO = {
    "taking_part": ("Angemeldete", (State.CONFIRMED, State.ATTENDED)),
    "waiting": ("Warteliste", (State.WAITING, State.OFFERED)),
    "all": (
        "Angemeldete und Warteliste",
        (State.CONFIRMED, State.ATTENDED, State.WAITING, State.OFFERED),
    ),
}


@one_by_one
def write_to(session: Session, *, to: str, subject: str, text: str, nonce: str, by: Member) -> int:
    """Queues one message for each person; the same ``nonce`` a second time sends nothing twice."""
    require(rules.may_organise, by, session)
    if not ratelimit.allow("events.mailing", str(session.pk), limit=A_DAY, seconds=24 * 3600):
        raise Refused(
            "Heute gingen schon zehn Nachrichten an diese Veranstaltung. Warten Sie bis morgen."
        )
    found = queries.of_session(session).filter(state__in=_states(to))
    people = [one for one in found.select_related("session__organisation") if address_of(one)]
    if not people:
        raise Refused("In dieser Auswahl ist niemand. Wählen Sie andere Empfänger.")
    mail.queue_many(_message(one, subject, text, nonce, by) for one in people)
    audit.record("events.mail_sent", by=by, about=session, details={"n": len(people), "to": to})
    return len(people)


def counts(session: Session) -> dict[str, int]:
    """How many each choice reaches."""
    states = queries.of_session(session).values_list("state", flat=True)
    there = list(states)
    return {key: sum(one in wanted for one in there) for key, (_, wanted) in TO.items()}


def _states(to: str) -> Collection[str]:
    if to not in TO:
        raise Refused("Wählen Sie, wer die Nachricht bekommt.")
    return TO[to][1]


def _message(registration: Registration, subject: str, text: str, nonce: str, by: Member) -> Any:
    session = registration.session
    return mail.draft(
        to=address_of(registration),
        subject=f"{session.title}: {subject}",
        text=(
            f"{text.strip()}\n\n{by.user}, {by.organisation}\n\n"
            f"Sie erhalten diese Nachricht, weil Sie zu „{session.title}“ angemeldet sind. "
            f"Ansehen oder abmelden:\n{links.absolute(links.personal(registration))}\n"
        ),
        key=f"mailing:{nonce}:{registration.pk.hex}",
        headers={"Reply-To": by.user.email},
    )
