"""Feedback of citizens and questions of the network about a published entry, and the answers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import catalogue, message_mails, use_cases
from allmende.portal.register.domain.inbox import (
    answers_any,
    asked_by,
    in_state,
    inbox,
    open_in,
    readable,
    state_of,
    use_case_of,
)
from allmende.portal.register.enums import MessageKind
from allmende.portal.register.models import Message, Publication

__all__ = [
    "answer",
    "answers_any",
    "ask",
    "asked_by",
    "close",
    "forget_expired",
    "give_feedback",
    "in_state",
    "inbox",
    "open_in",
    "readable",
    "state_of",
    "use_case_of",
]

UNANSWERED = timedelta(days=365)
ANSWERED = timedelta(days=180)
CHANGED = (
    "Jemand anderes hat diese Nachricht inzwischen bearbeitet. Ihr Text wurde nicht gespeichert "
    "und nichts überschrieben. Vergleichen Sie beide und senden Sie dann erneut."
)


@transaction.atomic
def ask(publication: Publication, *, text: str, by: Member) -> Message:
    """A colleague of the network asks the owner; who asks is visible to them."""
    require(rules.may_ask_owner, by, publication.organisation_id)
    if catalogue.one(by, publication.entry) is None:
        raise Refused("Diesen Eintrag gibt es nicht mehr. Er wurde inzwischen zurückgezogen.")
    message = _create(
        publication,
        MessageKind.QUESTION,
        text=text,
        author=by,
        author_label=f"{by.user}, {by.organisation}",
    )
    audit.record("register.question_asked", by=by, about=message)
    _tell(_recipients(publication), message, f"Frage zu „{publication.title}“ von {by.user}")
    return message


@transaction.atomic
def give_feedback(publication: Publication, *, text: str, contact: str = "") -> Message:
    """Anybody may, about what is public."""
    message = _create(
        publication,
        MessageKind.FEEDBACK,
        text=text,
        contact=contact,
        expires_at=timezone.now() + UNANSWERED,
    )
    audit.record("register.feedback_received", by=None, about=message)
    _tell(_recipients(publication), message, f"Rückmeldung zu „{publication.title}“")
    address = publication.data.get("record", {}).get("contact_email")
    if address:
        message_mails.announce(publication, address)
    return message


@transaction.atomic
def answer(message: Message, *, text: str, revision: int, by: Member) -> Message:
    """A mail goes into the queue: a mail server that is away costs nothing."""
    require(rules.may_answer, by, message)
    _change(message, revision, answer=text, answered_by_label=str(by.user))
    if message.contact:
        message_mails.send(message)
    return _answered(message, by)


@transaction.atomic
def close(message: Message, *, revision: int, by: Member) -> Message:
    """End it, with or without an answer."""
    require(rules.may_answer, by, message)
    now = timezone.now()
    _change(message, revision, closed_at=now, **_forgotten(message))
    audit.record("register.message_closed", by=by, about=message)
    return message


def forget_expired() -> int:
    """Delete citizens' feedback whose time is over. Run daily."""
    return Message.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def address_of(message: Message) -> str:
    return f"/anwendungsfaelle/nachrichten/{message.pk}/"


def _create(publication: Publication, kind: str, *, text: str, **fields: Any) -> Message:
    return Message.objects.create(
        entry=publication.entry,
        entry_title=publication.title,
        organisation_id=publication.organisation_id,
        kind=kind,
        text=text,
        **fields,
    )


def _answered(message: Message, by: Member) -> Message:
    fields = {"answered_at": timezone.now(), **_forgotten(message)}
    Message.objects.filter(pk=message.pk).update(**fields)
    message.refresh_from_db()
    audit.record("register.message_answered", by=by, about=message)
    if message.author and message.author_id != by.pk:
        _tell([message.author], message, f"Antwort zu „{message.entry_title}“")
    return message


def _forgotten(message: Message) -> dict[str, Any]:
    """Feedback of citizens has an end; questions of colleagues are kept."""
    if message.kind != MessageKind.FEEDBACK:
        return {}
    return {"expires_at": timezone.now() + ANSWERED}


def _change(message: Message, revision: int, **fields: Any) -> None:
    open_one = Message.objects.filter(pk=message.pk, revision=revision, closed_at=None)
    if not open_one.update(revision=F("revision") + 1, **fields):
        message.refresh_from_db()
        raise Conflict(CHANGED)
    message.refresh_from_db()


def _recipients(publication: Publication) -> list[Member]:
    """Who is responsible, and the AI officers."""
    people = use_cases.officers(publication.organisation_id)
    use_case = use_case_of(publication.entry)
    owner = use_case.owner if use_case else None
    if owner and owner.pk not in {person.pk for person in people}:
        people.append(owner)
    return people


def _tell(people: Iterable[Member], message: Message, text: str) -> None:
    for person in people:
        notify(
            person.user,
            text=text,
            url=address_of(message),
            reason=Reason.ASSIGNED,
            organisation_id=person.organisation_id,
        )
