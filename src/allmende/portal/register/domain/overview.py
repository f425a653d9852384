"""Everything that is recorded about the own use cases, for reports: read once, never per case."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import assessing, criteria, queries
from allmende.portal.register.domain.assessing.duties import DutyView, beside_notes
from allmende.portal.register.domain.evidence import valid_on
from allmende.portal.register.domain.maturity import Maturity, maturity_of_many
from allmende.portal.register.models import (
    Assessment,
    Criterion,
    Evidence,
    Goal,
    ImpactDocument,
    Incident,
    Publication,
    Score,
    Signoff,
    StrategyTarget,
    UseCase,
)

__all__ = ["Facts", "Goal", "Overview", "StrategyTarget", "overview", "targets_of"]


@dataclass(slots=True)
class Facts:
    """One use case with all that belongs to it; ``result`` is None before an assessment."""

    case: UseCase
    maturity: Maturity
    assessment: Assessment | None = None
    result: Result | None = None
    duties: list[DutyView] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    documents: dict[str, ImpactDocument] = field(default_factory=dict)
    signoffs: list[Signoff] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)  # valid on the day
    incidents: list[Incident] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    publication: Publication | None = None
    adoptions: int = 0  # how many organisations have taken it over


@dataclass(frozen=True, slots=True)
class Overview:
    on: date
    facts: list[Facts]
    criteria: list[Criterion]
    targets: list[StrategyTarget]


def overview(member: Member, *, published_only: bool = False, on: date | None = None) -> Overview:
    """The register of the member's organisation, in a fixed number of queries.

    ``published_only``: only use cases with a current publication.
    """
    day = on or timezone.localdate()
    cases = list(_cases(member, day))
    if published_only:
        cases = [case for case in cases if case.current_publications]  # type: ignore[attr-defined]
    levels = maturity_of_many(cases, on=day)
    taken = _adoptions(case.pk for case in cases)
    return Overview(
        on=day,
        facts=[_facts(case, levels[case.pk], taken.get(case.pk, 0), day) for case in cases],
        criteria=list(criteria.criteria_of(member.organisation)),
        targets=list(targets_of(member)),
    )


def targets_of(member: Member) -> Iterable[StrategyTarget]:
    found = StrategyTarget.objects.filter(organisation_id=member.organisation_id)
    return found.prefetch_related("use_cases")


def _cases(member: Member, day: date) -> Iterable[UseCase]:
    current = Publication.objects.filter(is_current=True, withdrawn_at=None).defer("data")
    return (
        queries.own(member)
        .order_by("number")
        .prefetch_related(
            Prefetch(
                "assessments",
                Assessment.objects.filter(is_current=True).defer("answers"),
                to_attr="current_assessments",
            ),
            Prefetch("evidence", Evidence.objects.filter(valid_on(day)), to_attr="valid_evidence"),
            Prefetch("scores", Score.objects.select_related("criterion")),
            Prefetch("publications", current, to_attr="current_publications"),
            Prefetch("impact_documents", ImpactDocument.objects.defer("sections")),
            "duty_states",
            "goals",
            "signoffs",
            "incidents",
        )
    )


def _facts(case: UseCase, level: Maturity, adoptions: int, day: date) -> Facts:
    held: list[Assessment] = case.current_assessments  # type: ignore[attr-defined]
    assessment = held[0] if held else None
    result = assessing.readable(assessment)
    published: list[Publication] = case.current_publications  # type: ignore[attr-defined]
    return Facts(
        case=case,
        maturity=level,
        assessment=assessment,
        result=result,
        duties=beside_notes(result, case.duty_states.all(), on=day) if result else [],
        goals=list(case.goals.all()),
        documents={document.kind: document for document in case.impact_documents.all()},
        signoffs=list(case.signoffs.all()),
        evidence=case.valid_evidence,  # type: ignore[attr-defined]
        incidents=list(case.incidents.all()),
        scores=list(case.scores.all()),
        publication=published[0] if published else None,
        adoptions=adoptions,
    )


def _adoptions(pks: Iterable[UUID]) -> dict[UUID, int]:
    found: dict[UUID, set[int]] = defaultdict(set)
    rows = UseCase.objects.filter(origin__use_case__in=list(pks)).values_list(
        "origin__use_case", "organisation"
    )
    for pk, organisation in rows:
        found[pk].add(organisation)
    return {pk: len(organisations) for pk, organisations in found.items()}
