"""Answers of people to the questionnaire. Two at once: question by question, never overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import RuleSet
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules as permissions
from allmende.portal.register.models import AnswerSheet, UseCase

LONGEST_NOTE = 2_000
TRIES = 5
DIFFER = (
    "Jemand anderes hat hier inzwischen anders geantwortet. Ihre Antworten sind nicht verloren, "
    "und nichts wurde überschrieben. Vergleichen Sie beide und speichern Sie dann erneut."
)


class AnswersDiffer(Conflict):
    """``questions``: where somebody else has answered differently meanwhile."""

    def __init__(self, questions: Iterable[str] = ()) -> None:
        super().__init__(DIFFER)
        self.questions = tuple(questions)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood on the page when the person began; it decides question by question."""

    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def sheet_of(use_case: UseCase) -> AnswerSheet:
    """The answers as they stand; an unsaved empty sheet of revision 0 before the first one."""
    found = AnswerSheet.objects.filter(use_case=use_case).select_related("updated_by__user").first()
    return found or AnswerSheet(use_case=use_case, revision=0)


def preview(use_case: UseCase, *, on: date | None = None, rules: RuleSet | None = None) -> Result:
    """What the rules make of the answers as they stand; nothing is stored."""
    return evaluated(use_case, sheet_of(use_case).answers, on=on, rules=rules)


def evaluated(
    use_case: UseCase,
    answers: Mapping[str, str],
    *,
    on: date | None = None,
    rules: RuleSet | None = None,
) -> Result:
    return evaluate(
        given(answers),
        rules=rules or shipped(),
        state=use_case.organisation.state,
        on=on or timezone.localdate(),
    )


def given(answers: Mapping[str, str]) -> dict[str, Answer]:
    return {question: Answer(value) for question, value in answers.items()}


def answer(
    use_case: UseCase,
    *,
    answers: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    revision: int,
    by: Member,
    seen: Seen | None = None,
    rules: RuleSet | None = None,
) -> AnswerSheet:
    """Change some answers; an empty one takes the answer back. Others keep what they are.

    ``revision``: of the sheet that was read, 0 where there was none. With ``seen`` only
    questions count that were changed against it, and two people who answer different questions
    do not disturb each other. Raises AnswersDiffer otherwise; nothing is written then.
    """
    require(permissions.may_edit, by, use_case)
    wanted = _checked(answers, notes or {}, rules or shipped())
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _write(use_case, wanted, revision, seen, by, rules or shipped())
        except (_Overtaken, IntegrityError):
            if seen is None:
                raise AnswersDiffer(answers) from None
    raise AnswersDiffer(answers)


class _Overtaken(Exception):
    """Somebody else wrote between our reading and our writing."""


def _checked(answers: Mapping[str, str], notes: Mapping[str, str], rules: RuleSet) -> Seen:
    unknown = (set(answers) | set(notes)) - set(rules.question)
    if unknown:
        raise Refused(f"Diese Frage gibt es nicht: {', '.join(sorted(unknown))}.")
    wrong = next((v for v in answers.values() if v not in {"", *Answer}), None)
    if wrong is not None:
        raise Refused(f"„{wrong[:40]}“ ist keine Antwort. Möglich sind ja, nein und unklar.")
    long = next((q for q, note in notes.items() if len(note) > LONGEST_NOTE), None)
    if long:
        title = rules.question[long].title
        raise Refused(f"Bitte kürzen Sie die Anmerkung zu „{title}“ auf 2.000 Zeichen.")
    return Seen(answers, {q: note.strip().replace("\r\n", "\n") for q, note in notes.items()})


def _write(
    use_case: UseCase,
    wanted: Seen,
    revision: int,
    seen: Seen | None,
    by: Member,
    rules: RuleSet,
) -> AnswerSheet:
    sheet = sheet_of(use_case)
    if sheet.revision != revision and seen is None:
        raise _Overtaken
    old = dict(sheet.answers)
    if seen:
        _refuse_clashes(sheet, wanted, seen)
    sheet.answers = _merged(old, wanted.answers, seen.answers if seen else None)
    sheet.notes = _merged(sheet.notes, wanted.notes, seen.notes if seen else None)
    _store(sheet, by)
    changed = audit.changes(_in_words(old, rules), _in_words(sheet.answers, rules))
    if changed:
        # About the sheet: a questionnaire of forty answers would bury the use case's history.
        audit.record(
            "register.answered",
            by=by,
            about=sheet,
            organisation_id=use_case.organisation_id,
            details=changed,
        )
    return sheet


def _refuse_clashes(sheet: AnswerSheet, wanted: Seen, seen: Seen) -> None:
    clashes = {
        question
        for stands, mine, before in (
            (sheet.answers, wanted.answers, seen.answers),
            (sheet.notes, wanted.notes, seen.notes),
        )
        for question, value in mine.items()
        if stands.get(question, "") not in {before.get(question, ""), value}
        and value != before.get(question, "")
    }
    if clashes:
        raise AnswersDiffer(sorted(clashes))


def _merged(
    stands: Mapping[str, str], mine: Mapping[str, str], before: Mapping[str, str] | None
) -> dict[str, str]:
    """What was not changed on the page stays as somebody else may have made it."""
    changed = {
        question: value
        for question, value in mine.items()
        if before is None or value != before.get(question, "")
    }
    return {question: value for question, value in {**stands, **changed}.items() if value}


def _store(sheet: AnswerSheet, by: Member) -> None:
    sheet.updated_by, sheet.updated_at = by, timezone.now()
    if sheet.pk is None:
        sheet.revision = 1
        sheet.save(force_insert=True)
        return
    mine = AnswerSheet.objects.filter(pk=sheet.pk, revision=sheet.revision)
    if not mine.update(
        revision=F("revision") + 1,
        answers=sheet.answers,
        notes=sheet.notes,
        updated_by=by,
        updated_at=sheet.updated_at,
    ):
        raise _Overtaken
    sheet.revision += 1


def _in_words(answers: Mapping[str, str], rules: RuleSet) -> dict[str, str]:
    known = rules.question
    return {q: v for q, v in answers.items() if q not in known} | {
        question.title: answers.get(question.id, "offen") for question in known.values()
    }
