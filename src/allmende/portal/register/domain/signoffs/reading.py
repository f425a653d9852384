"""Reads of sign-offs: the chain of one use case, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import chain, use_cases
from allmende.portal.register.domain.decisions import passes
from allmende.portal.register.enums import OFFICE_ROLE, Decision, Participation
from allmende.portal.register.models import Assessment, ChainStep, Signoff, UseCase

type Found = QuerySet[Signoff]


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


def visible_to(member: Member) -> Found:
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


def inbox(member: Member) -> Found:
    """What waits for this person: by role, as the responsible person, or delegated."""
    return visible_to(member).filter(_waits_for(member), decision=Decision.OPEN)


def find(member: Member, *, whose: str = "mine", state: str = "open", text: str = "") -> Found:
    """Sign-offs of the own house, narrowed; ``whose``: mine, delegated, requested or all."""
    found = visible_to(member)
    if whose == "delegated":
        found = found.filter(assigned_to=member)
    elif whose == "requested":
        found = found.filter(requested_by=member)
    elif whose != "all":
        found = found.filter(_waits_for(member))
    if state in ("open", "overdue"):
        found = found.filter(decision=Decision.OPEN)
    elif state == "decided":
        found = found.exclude(decision__in=(Decision.OPEN, Decision.OBSOLETE))
    if state == "overdue":
        found = found.filter(due_on__lt=timezone.localdate())
    if text:
        found = found.filter(Q(use_case__title__icontains=text) | Q(step_title__icontains=text))
    return found


def _waits_for(member: Member) -> Q:
    by_role = Q(role__in=member.role_names) | Q(role=OFFICE_ROLE, use_case__owner=member)
    return Q(assigned_to=member) | (by_role & Q(assigned_to=None))


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


def held_roles(organisation_id: int) -> set[str]:
    """Roles that somebody active has, so that a page can say where nobody could decide."""
    active = Member.objects.filter(organisation_id=organisation_id, user__is_active=True)
    return set(active.exclude(roles=None).values_list("roles__role", flat=True))


def address_of(signoff: Signoff) -> str:
    return f"{use_cases.address_of(signoff.use_case)}freigaben/{signoff.pk}/"


def assessment_of(use_case: UseCase) -> Assessment | None:
    return Assessment.objects.filter(use_case=use_case, is_current=True).first()
