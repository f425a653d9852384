"""Collects the facts of many use cases with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.ladders import RiskClass
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.register.domain import record
from allmende.portal.register.domain.assessing import DutyView, readable
from allmende.portal.register.domain.criteria import rate
from allmende.portal.register.domain.evidence import valid_on
from allmende.portal.register.domain.impact.queries import kinds_needed, settles
from allmende.portal.register.domain.maturity.computing import Maturity, Rung, computed, ladder
from allmende.portal.register.domain.maturity.facts import Facts, Proof
from allmende.portal.register.enums import (
    EvidenceKind,
    EvidenceSubject,
    State,
    Tri,
)
from allmende.portal.register.models import (
    Assessment,
    Criterion,
    DutyStatus,
    Evidence,
    Goal,
    ImpactDocument,
    Publication,
    Score,
    UseCase,
)

MUNICIPAL = (OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY)
STRONG = [kind for kind in EvidenceKind if kind not in {EvidenceKind.CLAIM, EvidenceKind.DOCUMENT}]


@dataclass
class _Rows:
    """What belongs to one use case."""

    evidence: list[Evidence] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    duties: dict[str, DutyStatus] = field(default_factory=dict)
    documents: list[ImpactDocument] = field(default_factory=list)
    scores: dict[int, Score] = field(default_factory=dict)
    assessment: Assessment | None = None
    published_to: str = ""
    adopters: set[int] = field(default_factory=set)


def maturity_of(
    use_case: UseCase, *, on: date | None = None, as_published_to: str = ""
) -> Maturity:
    """``as_published_to``: as if it stood published to that audience (while publishing)."""
    facts = facts_of([use_case], on=on)[use_case.pk]
    return computed(replace(facts, published_to=as_published_to or facts.published_to))


def maturity_of_many(
    use_cases: Iterable[UseCase], *, on: date | None = None
) -> dict[UUID, Maturity]:
    """By the use case's id; the number of queries does not depend on how many there are."""
    return {pk: computed(facts) for pk, facts in facts_of(list(use_cases), on=on).items()}


def ladder_of(use_case: UseCase, *, on: date | None = None) -> tuple[Maturity, list[Rung]]:
    """The maturity with all levels and what each of them still asks for."""
    facts = facts_of([use_case], on=on)[use_case.pk]
    return computed(facts), ladder(facts)


def facts_of(use_cases: Sequence[UseCase], *, on: date | None = None) -> dict[UUID, Facts]:
    day = on or timezone.localdate()
    rows = _rows(use_cases, day)
    matrix = _matrices({case.organisation_id for case in use_cases})
    return {
        case.pk: _facts(case, rows[case.pk], matrix.get(case.organisation_id, []), day)
        for case in use_cases
    }


def _rows(use_cases: Sequence[UseCase], day: date) -> dict[UUID, _Rows]:
    found: dict[UUID, _Rows] = defaultdict(_Rows)
    mine = {"use_case__in": [case.pk for case in use_cases]}
    for evidence in Evidence.objects.filter(**mine).select_related("goal"):
        found[evidence.use_case_id].evidence.append(evidence)
    for goal in Goal.objects.filter(**mine):
        found[goal.use_case_id].goals.append(goal)
    for status in DutyStatus.objects.filter(**mine).select_related("evidence"):
        found[status.use_case_id].duties[status.rule] = status
    for document in ImpactDocument.objects.filter(**mine).defer("sections"):
        found[document.use_case_id].documents.append(document)
    for score in Score.objects.filter(**mine):
        found[score.use_case_id].scores[score.criterion_id] = score
    for assessment in Assessment.objects.filter(**mine, is_current=True).defer("answers"):
        found[assessment.use_case_id].assessment = assessment
    current = Publication.objects.filter(**mine, is_current=True, withdrawn_at=None)
    for pk, audience in current.values_list("use_case", "audience"):
        found[pk].published_to = audience
    for pk, adopter in _evaluated_adoptions(mine["use_case__in"], day):
        found[pk].adopters.add(adopter)
    return found


def _evaluated_adoptions(pks: Sequence[UUID], day: date) -> Iterable[tuple[UUID, int]]:
    """``(use case, adopting municipality)`` where that one has measured for itself."""
    found = Evidence.objects.filter(
        valid_on(day),
        subject=EvidenceSubject.EVALUATION,
        kind__in=STRONG,
        use_case__origin__use_case__in=pks,
        use_case__organisation__kind__in=MUNICIPAL,
    )
    columns = (
        "use_case__origin__use_case",
        "use_case__organisation",
        "use_case__origin__organisation",
    )
    return [
        (pk, adopter)
        for pk, adopter, source in found.values_list(*columns)
        if adopter != source  # a copy inside the same organisation proves nothing
    ]


def _matrices(organisations: set[int]) -> dict[int, list[Criterion]]:
    found: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.filter(organisation__in=organisations, is_active=True):
        found[criterion.organisation_id].append(criterion)
    return found


def _facts(case: UseCase, rows: _Rows, matrix: Sequence[Criterion], day: date) -> Facts:
    assessed = readable(rows.assessment)
    scored = rate(case, matrix, rows.scores)
    return Facts(
        on=day,
        state=case.state,
        suspended=case.is_suspended,
        filled=frozenset(
            name for name in record.FIELDS if getattr(case, name) not in ("", None, [])
        ),
        has_owner=case.owner_id is not None,
        has_personal_data={Tri.YES: True, Tri.NO: False}.get(Tri(case.personal_data))
        if case.personal_data
        else None,
        scored=bool(matrix) and scored.is_complete,
        has_baseline=any(_has_baseline(goal) and goal.target is not None for goal in rows.goals),
        published_to=rows.published_to,
        operating_since=_operating_since(case),
        review_due=case.review_due,
        evaluated_adoptions=len(rows.adopters),
        proofs=tuple(_proof(one) for one in rows.evidence),
        **_legal(assessed, rows, day),
    )


def _legal(assessed: Result | None, rows: _Rows, day: date) -> dict[str, Any]:
    if assessed is None or rows.assessment is None:
        return {}
    return {
        "risk": assessed.risk.value.value,
        "class_is_open": assessed.risk.value is RiskClass.REVIEW,
        "is_prohibited": assessed.risk.value is RiskClass.PROHIBITED,
        "rules_confirmed": not rows.assessment.needs_confirmation,
        "open_duties": _open_duties(assessed, rows.duties, day),
        "impact_open": frozenset(kinds_needed(assessed.impact.value, assessed, day))
        - _impact_settled(rows.documents),
    }


def _open_duties(assessed: Result, noted: Mapping[str, DutyStatus], day: date) -> int:
    """A duty that was met by evidence is open again once that is withdrawn or expired."""
    count = 0
    for duty in assessed.duties:
        status = noted.get(duty.rule)
        if status and status.evidence and not status.evidence.is_valid_on(day):
            status = None
        count += DutyView(replace(duty, due=duty.due_on(day)), status).is_open
    return count


def _impact_settled(documents: Iterable[ImpactDocument]) -> frozenset[str]:
    return frozenset(document.kind for document in documents if settles(document))


def _operating_since(case: UseCase) -> date | None:
    """A stated earlier beginning counts; that it is true is what the evidence must show."""
    if case.state != State.OPERATION:
        return None
    since = timezone.localdate(case.state_since)
    return min(since, case.starts_on) if case.starts_on else since


def _has_baseline(goal: Goal | None) -> bool:
    return goal is not None and goal.baseline is not None


def _proof(evidence: Evidence) -> Proof:
    return Proof(
        subject=evidence.subject,
        kind=evidence.kind,
        expires_on=evidence.expires_on,
        withdrawn=evidence.withdrawn_at is not None,
        against_baseline=_has_baseline(evidence.goal),
    )
