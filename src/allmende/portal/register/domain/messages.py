"""Feedback of citizens and questions of the network about a published entry, and the answers."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import catalogue, use_cases
from allmende.portal.register.enums import MessageKind
from allmende.portal.register.models import Message, Publication, UseCase

logger = logging.getLogger("allmende.register")
UNANSWERED = timedelta(days=365)
ANSWERED = timedelta(days=180)
CHANGED = (
    "Jemand anderes hat diese Nachricht inzwischen bearbeitet. Ihr Text wurde nicht gespeichert "
    "und nichts überschrieben. Vergleichen Sie beide und senden Sie dann erneut."
)
NOT_SENT = (
    "Die E-Mail konnte nicht verschickt werden. Ihr Text ist als Entwurf gespeichert. Versuchen "
    "Sie es in einigen Minuten erneut. Bleibt es dabei, sagen Sie der Administration Bescheid."
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
        transaction.on_commit(lambda: _announce(publication, address))
    return message


def answer(message: Message, *, text: str, revision: int, by: Member) -> Message:
    """Saved before a mail goes out; a mail server that is away costs nothing."""
    require(rules.may_answer, by, message)
    with transaction.atomic():
        _change(message, revision, answer=text, answered_by_label=str(by.user))
    if message.contact:
        _send(message)
    return _answered(message, by)


@transaction.atomic
def close(message: Message, *, revision: int, by: Member) -> Message:
    """End it, with or without an answer."""
    require(rules.may_answer, by, message)
    now = timezone.now()
    _change(message, revision, closed_at=now, **_forgotten(message))
    audit.record("register.message_closed", by=by, about=message)
    return message


def inbox(member: Member) -> QuerySet[Message]:
    """What the member may answer: all of the register, or what one is responsible for."""
    found = Message.objects.filter(organisation_id=member.organisation_id)
    if rules.may_manage(member, member.organisation_id):
        return found
    return found.filter(entry__in=_own_entries(member))


def asked_by(member: Member) -> QuerySet[Message]:
    """Questions of the member with their answers."""
    return Message.objects.filter(author=member).select_related("organisation")


def readable(member: Member) -> QuerySet[Message]:
    """Those to answer and those that the member has asked."""
    own = Q(author=member) | Q(pk__in=inbox(member).values("pk"))
    return Message.objects.filter(own).select_related("organisation", "author__user")


def in_state(found: QuerySet[Message], state: str) -> QuerySet[Message]:
    match state:
        case "open":
            return found.filter(answered_at=None, closed_at=None)
        case "answered":
            return found.filter(answered_at__isnull=False, closed_at=None)
        case "closed":
            return found.filter(closed_at__isnull=False)
    return found


def answers_any(member: Member) -> bool:
    """Whether the inbox is for this member at all."""
    managing = rules.may_manage(member, member.organisation_id)
    return managing or _own_entries(member).exists()


def open_in(member: Member) -> int:
    return inbox(member).filter(answered_at=None, closed_at=None).count()


def forget_expired() -> int:
    """Delete citizens' feedback whose time is over. Run daily."""
    return Message.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def state_of(message: Message) -> tuple[str, str]:
    """In words, and the kind of badge."""
    if message.closed_at:
        return "geschlossen", "info"
    return ("beantwortet", "success") if message.answered_at else ("offen", "warning")


def use_case_of(entry: UUID) -> UseCase | None:
    current = Publication.objects.filter(entry=entry, is_current=True)
    found = current.select_related("use_case__owner__user").first()
    return found.use_case if found else None


def address_of(message: Message) -> str:
    return f"/anwendungsfaelle/nachrichten/{message.pk}/"


def _own_entries(member: Member) -> QuerySet[Publication, UUID]:
    own = Publication.objects.filter(use_case__owner=member, is_current=True)
    return own.values_list("entry", flat=True)


def _create(publication: Publication, kind: str, *, text: str, **fields: Any) -> Message:
    return Message.objects.create(
        entry=publication.entry,
        entry_title=publication.title,
        organisation_id=publication.organisation_id,
        kind=kind,
        text=text,
        **fields,
    )


@transaction.atomic
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


def _announce(publication: Publication, address: str) -> None:
    """The contact that the entry names; the text itself stays in the portal."""
    mail = EmailMessage(
        subject=f"Rückmeldung zu „{publication.title}“",
        body=(
            f"Zum veröffentlichten Eintrag „{publication.title}“ ist eine Rückmeldung "
            "eingegangen.\n\nSie steht im KI-Register unter „Nachrichten“. Antworten können "
            "die KI-Beauftragten und die verantwortliche Person.\n"
        ),
        to=[address],
    )
    try:
        mail.send()
    except OSError as error:  # the notification has arrived already
        logger.warning("Feedback could not be announced by mail: %s", error)


def _send(message: Message) -> None:
    said = "\n".join(f"> {line}" for line in message.text.splitlines())
    mail = EmailMessage(
        subject=f"Antwort auf Ihre Rückmeldung zu „{message.entry_title}“",
        body=f"{message.answer}\n\n{message.organisation}\n\nIhre Rückmeldung:\n{said}\n",
        to=[message.contact],
    )
    try:
        mail.send()
    except OSError as error:
        raise Refused(NOT_SENT) from error
