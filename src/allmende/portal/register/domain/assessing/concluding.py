"""Holding an assessment: from then on it never changes; a later one follows it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.changes import diff
from allmende.engines.regulation.ladders import RiskClass, label
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import RuleSet
from allmende.engines.regulation.storing import to_json
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules as permissions
from allmende.portal.register.domain.assessing.answering import evaluated, sheet_of
from allmende.portal.register.domain.assessing.results import current, result
from allmende.portal.register.models import Assessment, UseCase

NO_ANSWERS = "Beantworten Sie zuerst die Fragen. Erst dann gibt es etwas festzuhalten."
ANSWERED_MEANWHILE = (
    "Inzwischen hat jemand eine Antwort geändert. Sehen Sie sich das Ergebnis noch einmal an und "
    "halten Sie es dann fest."
)
INCOMPARABLE = (
    "Die frühere Einstufung stammt aus einer anderen Programmfassung und lässt sich nicht "
    "Punkt für Punkt vergleichen."
)


@transaction.atomic
def conclude(
    use_case: UseCase,
    *,
    by: Member,
    on: date | None = None,
    revision: int | None = None,
    rules: RuleSet | None = None,
) -> Assessment:
    """Store what the rules make of the answers. ``revision``: of the sheet that was shown."""
    require(permissions.may_assess, by, use_case)
    UseCase.objects.select_for_update().get(pk=use_case.pk)
    sheet = sheet_of(use_case)
    if not sheet.answers:
        raise Refused(NO_ANSWERS)
    if revision is not None and revision != sheet.revision:
        raise Conflict(ANSWERED_MEANWHILE)
    found = evaluated(use_case, sheet.answers, on=on, rules=rules)
    before = current(use_case)
    sentences = changes(before, found, rules=rules) if before else []
    new = store(use_case, sheet.answers, found, sentences, by=by)
    details = {
        "Klasse": [label(RiskClass(before.risk)) if before else "", label(found.risk.value)],
        "Regelwerk": ["", found.rules],
    }
    audit.record("register.assessed", by=by, about=use_case, details=details)
    return new


@transaction.atomic
def confirm(assessment: Assessment, *, by: Member) -> Assessment:
    """A person has seen what the new rules have changed."""
    require(permissions.may_assess, by, assessment.use_case)
    mine = Assessment.objects.filter(
        pk=assessment.pk, is_current=True, by_rules=True, confirmed_at=None
    )
    if not mine.update(confirmed_at=timezone.now()):
        raise Refused("Diese Einstufung ist schon bestätigt, oder es gibt eine neuere.")
    assessment.refresh_from_db(fields=["confirmed_at"])
    audit.record("register.assessment_confirmed", by=by, about=assessment.use_case)
    return assessment


def store(
    use_case: UseCase,
    answers: Mapping[str, str],
    found: Result,
    sentences: list[str],
    *,
    by: Member | None,
    by_rules: bool = False,
) -> Assessment:
    """The one place that writes assessments; the one before stays as it is."""
    use_case.assessments.filter(is_current=True).update(is_current=False)
    nothing_new = by_rules and not sentences
    return Assessment.objects.create(
        use_case=use_case,
        answers=dict(answers),
        rules_version=found.rules,
        state_code=found.state or "",
        on=found.on,
        result=to_json(found),
        risk=str(found.risk.value),
        impact=str(found.impact.value),
        automation=str(found.automation.value),
        participation=str(found.participation.value),
        changes=sentences,
        by_rules=by_rules,
        confirmed_at=timezone.now() if nothing_new else None,
        created_by=by,
    )


def changes(
    before: Assessment,
    found: Result,
    *,
    rules: RuleSet | None = None,
    same_day: bool = False,
) -> list[str]:
    """What differs, in sentences. ``same_day``: leave out what only the calendar has changed."""
    try:
        old = result(before)
    except ValueError:
        return [INCOMPARABLE]
    if same_day:
        old = old.seen_on(found.on)
    sentences = [change.sentence for change in diff(old, found)]
    return [*sentences, *_questions(old, found, rules or shipped())]


def _questions(old: Result, found: Result, rules: RuleSet) -> list[str]:
    """Questions that the newer rules ask on top, and answers they no longer need."""
    asked = [q for q in found.clarify if q not in old.clarify and q in rules.question]
    fresh = [f"Noch zu klären: „{rules.question[q].title}“." for q in asked]
    gone = [q for q in found.ignored if q not in old.ignored]
    return [
        *fresh,
        *(f"Die Frage „{q}“ gibt es nicht mehr; ihre Antwort zählt nicht." for q in gone),
    ]
