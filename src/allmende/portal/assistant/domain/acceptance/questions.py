"""The list of questions that the assistant must answer rightly. Nobody overwrites anybody."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from allmende.portal.assistant import rules
from allmende.portal.assistant.domain import checks
from allmende.portal.assistant.enums import Asker
from allmende.portal.assistant.models import AcceptanceQuestion
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge.domain import queries as knowledge
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Organisation

LONGEST = 300
CHANGED = (
    "Jemand anderes hat diese Prüffrage inzwischen geändert. Nichts wurde überschrieben. "
    "Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)
TWICE = "Diese Prüffrage gibt es schon."
NO_SOURCE = "Wählen Sie die erwartete Quelle, oder sagen Sie, dass keine Antwort erwartet wird."
BOTH = "Entweder eine erwartete Quelle oder keine Antwort: Entscheiden Sie sich für eines."
NOT_READABLE = (
    "Diese Quelle darf nicht lesen, wer hier fragt, oder sie gilt nicht mehr. Wählen Sie eine "
    "andere Quelle oder eine andere Zielgruppe."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question asks and what must come of it."""

    text: str
    audience: str = Asker.PUBLIC
    document: Any = None  # knowledge.Document
    expects_refusal: bool = False
    is_active: bool = True


def questions_of(organisation: Organisation) -> QuerySet[AcceptanceQuestion]:
    found = AcceptanceQuestion.objects.filter(organisation=organisation)
    return found.select_related("document", "organisation")


def find(
    organisation: Organisation, *, text: str = "", asker: str = "", state: str = ""
) -> QuerySet[AcceptanceQuestion]:
    """Narrowed; ``state`` is ``active``, ``inactive`` or ``incomplete`` (its source is gone)."""
    found = questions_of(organisation)
    if text:
        found = found.filter(text__icontains=text)
    if asker:
        found = found.filter(audience=asker)
    if state == "incomplete":
        return found.filter(document=None, expects_refusal=False)
    return found.filter(is_active=state == "active") if state else found


def keys_for(organisation: Organisation, asker: str) -> frozenset[str]:
    """What is read for those who ask."""
    if asker == Asker.STAFF:
        return audience.staff_keys(organisation)
    return audience.search_keys(organisation, None)


@transaction.atomic
def add(organisation: Organisation, *, wanted: Wanted, by: Member) -> AcceptanceQuestion:
    require(rules.may_test, by, organisation.pk)
    question = AcceptanceQuestion(organisation=organisation, **_values(organisation, wanted))
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(TWICE) from error
    audit.record("assistant.test_question_saved", by=by, about=question)
    return question


@transaction.atomic
def change(
    question: AcceptanceQuestion, *, wanted: Wanted, revision: int, by: Member
) -> AcceptanceQuestion:
    """Raises Conflict where somebody else wrote since ``revision`` was read."""
    require(rules.may_test, by, question.organisation_id)
    values = _values(question.organisation, wanted)
    mine = AcceptanceQuestion.objects.filter(pk=question.pk, revision=revision)
    try:
        with transaction.atomic():
            changed = mine.update(revision=F("revision") + 1, updated_at=timezone.now(), **values)
    except IntegrityError as error:
        raise Refused(TWICE) from error
    question.refresh_from_db()
    if not changed:
        raise Conflict(CHANGED)
    audit.record("assistant.test_question_saved", by=by, about=question)
    return question


@transaction.atomic
def delete(question: AcceptanceQuestion, *, by: Member) -> None:
    """Results of earlier runs keep its text."""
    require(rules.may_test, by, question.organisation_id)
    audit.record("assistant.test_question_deleted", by=by, about=question)
    question.delete()


def _values(organisation: Organisation, wanted: Wanted) -> dict[str, Any]:
    text = checks.question(wanted.text)
    if len(text) > LONGEST:
        raise Refused(f"Bitte kürzen Sie die Frage auf höchstens {LONGEST} Zeichen.")
    if wanted.document is None and not wanted.expects_refusal:
        raise Refused(NO_SOURCE)
    if wanted.document is not None:
        if wanted.expects_refusal:
            raise Refused(BOTH)
        readable = knowledge.documents_within(keys_for(organisation, wanted.audience))
        if not readable.filter(pk=wanted.document.pk).exists():
            raise Refused(NOT_READABLE)
    return {
        "text": text,
        "audience": wanted.audience,
        "document": wanted.document,
        "expects_refusal": wanted.expects_refusal,
        "is_active": wanted.is_active,
    }
