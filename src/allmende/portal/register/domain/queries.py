"""Reads of the own register, each inside the scope of who reads."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from allmende.portal.organisations.domain.audience import visible_to as visible
from allmende.portal.organisations.models import Member
from allmende.portal.register.enums import CLOSED_STATES
from allmende.portal.register.models import Goal, UseCase


def visible_to(member: Member) -> QuerySet[UseCase]:
    """Use cases that the member may read as they stand, with what every list shows."""
    return UseCase.objects.filter(visible(member)).select_related(
        "organisation", "office", "owner__user", "created_by__user"
    )


def own(member: Member) -> QuerySet[UseCase]:
    """The register of the member's organisation."""
    return visible_to(member).filter(organisation_id=member.organisation_id)


def find(
    member: Member,
    *,
    text: str = "",
    state: str = "",
    field: str = "",
    office: str = "",
    risk: str = "",
    mine: bool = False,
) -> QuerySet[UseCase]:
    """The own register, narrowed; ``field`` is a value of KokiField or UrbanField."""
    found = own(member)
    if text:
        found = found.filter(_mentions(text))
    if state == "active":
        found = found.exclude(state__in=CLOSED_STATES)
    elif state:
        found = found.filter(state=state)
    if field:
        # Quoted as in JSON, so that no key is found inside another one.
        quoted = f'"{field}"'
        found = found.filter(Q(fields_koki__icontains=quoted) | Q(fields_urban__icontains=quoted))
    if office.isdecimal():
        found = found.filter(office_id=office)
    if risk:
        found = found.filter(assessments__is_current=True, assessments__risk=risk)
    return found.filter(owner=member) if mine else found


def one(member: Member, pk: UUID) -> UseCase | None:
    return visible_to(member).filter(pk=pk).first()


def goals_of(use_case: UseCase) -> QuerySet[Goal]:
    return Goal.objects.filter(use_case=use_case)


def counts(member: Member) -> dict[str, int]:
    """How many use cases of the own organisation stand where."""
    rows = own(member).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def _mentions(text: str) -> Q:
    found = Q(title__icontains=text) | Q(summary__icontains=text) | Q(provider__icontains=text)
    found |= Q(system_name__icontains=text) | Q(tags__icontains=text)
    digits = text.upper().removeprefix("KI-").strip()
    return found | Q(number=int(digits)) if digits.isdecimal() and len(digits) < 9 else found
