"""Starting a document and writing its sections. Text by hand is never overwritten."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.impact import checklist, content, queries
from allmende.portal.register.domain.impact.content import Entry, entry_of
from allmende.portal.register.domain.impact.prefilling import prefills
from allmende.portal.register.domain.impact.sections import SECTION, Section
from allmende.portal.register.enums import ImpactKind, ImpactState
from allmende.portal.register.models import ImpactDocument, UseCase

LONGEST = 20_000
CHANGED = (
    "Jemand anderes hat diesen Abschnitt inzwischen geändert. Ihr Text ist nicht verloren, und "
    "nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)
NOT_OFFERED = (
    "Für diesen Anwendungsfall verlangt Art. 27 der KI-Verordnung keine "
    "Grundrechte-Folgenabschätzung. Wenn das nicht stimmt, prüfen Sie die Einstufung."
)
TOO_LONG = "Bitte kürzen Sie den Text auf höchstens 20.000 Zeichen."
NO_REFERENCE = "Es gibt keine DSFA, auf die sich dieser Abschnitt beziehen kann."


@transaction.atomic
def start(use_case: UseCase, *, kind: ImpactKind, by: Member) -> ImpactDocument:
    """The one document of its kind; where somebody was faster, theirs."""
    require(rules.may_edit, by, use_case)
    if kind not in queries.basis(use_case).offered:
        raise Refused(NOT_OFFERED)
    try:
        with transaction.atomic():
            document = ImpactDocument.objects.create(use_case=use_case, kind=kind)
    except IntegrityError:
        return ImpactDocument.objects.get(use_case=use_case, kind=kind)
    audit.record("register.impact_started", by=by, about=use_case, details={"Dokument": kind.label})
    return document


@transaction.atomic
def write(
    document: ImpactDocument, *, key: str, text: str, refers: bool, revision: int, by: Member
) -> ImpactDocument:
    """Save one section; ``revision`` of the section that was read, 0 for a prefilled one."""
    require(rules.may_edit, by, document.use_case)
    section = SECTION[key]
    if len(text) > LONGEST:
        raise Refused(TOO_LONG)
    now = locked(document)
    if refers and not content.may_refer(now, key, content.dsfa_for(now, now.use_case)):
        raise Refused(NO_REFERENCE)
    stands = entry_of(now, key)
    _expect(stands.revision, revision)
    text = text.replace("\r\n", "\n").strip()
    entry = Entry(text, _prefill(now, section), refers, revision=revision + 1)
    return _save(document, now, {key: entry.as_json()}, section.title, by)


@transaction.atomic
def settle_change(
    document: ImpactDocument, *, key: str, take_over: bool, revision: int, by: Member
) -> ImpactDocument:
    """The record has changed: replace the text by what it says now, or keep the text."""
    require(rules.may_edit, by, document.use_case)
    section = SECTION[key]
    now = locked(document)
    stands = entry_of(now, key)
    _expect(stands.revision, revision)
    says = _prefill(now, section)
    entry = Entry(says if take_over else stands.text, says, stands.refers, revision=revision + 1)
    return _save(document, now, {key: entry.as_json()}, section.title, by)


@transaction.atomic
def answer_checks(
    document: ImpactDocument, *, answers: Mapping[str, str], revision: int, by: Member
) -> ImpactDocument:
    """The optional questions; unknown ones and unknown answers are dropped."""
    require(rules.may_edit, by, document.use_case)
    now = locked(document)
    _expect(content.checks_revision(now), revision)
    known = {
        key: answer
        for key, answer in answers.items()
        if key in checklist.CHECKS and answer in checklist.ANSWER_WORDS and answer
    }
    stored = {"answers": known, "revision": revision + 1}
    return _save(document, now, {checklist.KEY: stored}, "Prüffragen", by)


def changed(document: ImpactDocument, now: ImpactDocument, what: str, *, by: Member) -> None:
    """Every change makes a new version, which no opinion knows; ``now`` is locked."""
    now.revision += 1
    now.state = ImpactState.DRAFT
    now.save(update_fields=["sections", "revision", "state", "updated_at"])
    document.refresh_from_db()
    details = {"Dokument": document.get_kind_display(), "Abschnitt": what}
    audit.record("register.impact_changed", by=by, about=document.use_case, details=details)


def locked(document: ImpactDocument) -> ImpactDocument:
    found = ImpactDocument.objects.select_for_update(of=("self",)).select_related(
        "use_case__organisation", "use_case__office"
    )
    return found.get(pk=document.pk)


def _expect(stands: int, read: int) -> None:
    if stands != read:
        raise Conflict(CHANGED)


def _save(
    document: ImpactDocument, now: ImpactDocument, entries: dict[str, Any], what: str, by: Member
) -> ImpactDocument:
    now.sections |= entries
    changed(document, now, what, by=by)
    return document


def _prefill(document: ImpactDocument, section: Section) -> str:
    result = queries.basis(document.use_case).result
    return prefills(document.use_case, document.kind, result)[section.key]
