"""Reads of sign-offs: the chain of one use case, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import chain, use_cases
from allmende.portal.register.domain.decisions import passes
from allmende.portal.register.enums import OFFICE_ROLE, Decision, Participation
from allmende.portal.register.models import Assessment, ChainStep, Signoff, UseCase


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of the chain for one use case in its current round."""

    step: ChainStep
    kind: Participation
    skipped: str  # why it is left out; empty where it is needed
    signoff: Signoff | None

    @property
    def is_settled(self) -> bool:
        return bool(self.skipped) or (self.signoff is not None and passes(self.signoff))


def chain_of(organisation: Organisation) -> list[ChainStep]:
    return chain.chain_of(organisation.pk)


def visible_to(member: Member) -> QuerySet[Signoff]:
    """Every sign-off of the own organisation; colleagues read them all."""
    return Signoff.objects.filter(
        use_case__organisation_id=member.organisation_id,
        use_case__organisation__is_active=True,
    ).select_related(
        "use_case__organisation",
        "use_case__owner__user",
        "step",
        "assigned_to__user",
        "requested_by__user",
    )


def inbox(member: Member) -> QuerySet[Signoff]:
    """What waits for this person: by role, as the responsible person, or delegated."""
    by_role = Q(role__in=member.role_names) | Q(role=OFFICE_ROLE, use_case__owner=member)
    mine = Q(assigned_to=member) | (by_role & Q(assigned_to=None))
    return visible_to(member).filter(mine, decision=Decision.OPEN)


def progress(use_case: UseCase, *, assessment: Assessment | None) -> list[Progress]:
    """The chain with the latest sign-off of each step, in two queries."""
    latest = {
        row.step_id: row
        for row in Signoff.objects.filter(use_case=use_case, round=use_case.round)
        .select_related("assigned_to__user")
        .order_by("pk")
    }
    return [
        Progress(
            step,
            chain.kind_of(step, assessment),
            "" if chain.is_needed(step, use_case, assessment) else chain.SKIPPED[step.condition],
            latest.get(step.pk),
        )
        for step in chain.chain_of(use_case.organisation_id)
    ]


def before(rows: Iterable[Progress], to: str) -> list[Progress]:
    """Those that have to be settled before that state, the earlier ones included."""
    limit = chain.RANK.get(to, -1)
    return [row for row in rows if chain.RANK[row.step.before_state] <= limit]


def missing(use_case: UseCase, to: str) -> list[ChainStep]:
    rows = progress(use_case, assessment=assessment_of(use_case))
    return [row.step for row in before(rows, to) if not row.is_settled]


def recipients(signoff: Signoff) -> list[Member]:
    """Who has to act on it."""
    if signoff.assigned_to:
        return [signoff.assigned_to]
    if signoff.role == OFFICE_ROLE:
        return [signoff.use_case.owner] if signoff.use_case.owner else []
    return use_cases.holders(signoff.use_case.organisation_id, signoff.role)


def address_of(signoff: Signoff) -> str:
    return f"{use_cases.address_of(signoff.use_case)}freigaben/{signoff.pk}/"


def assessment_of(use_case: UseCase) -> Assessment | None:
    return Assessment.objects.filter(use_case=use_case, is_current=True).first()
