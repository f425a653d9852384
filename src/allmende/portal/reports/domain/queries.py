"""Reads of saved reports, each inside the scope of who reads."""

from django.db.models import QuerySet

from allmende.portal.organisations.models import Member
from allmende.portal.reports.models import LetterTemplate, Report


def visible_to(member: Member) -> QuerySet[Report]:
    return Report.objects.filter(
        organisation_id=member.organisation_id, organisation__is_active=True
    ).select_related("organisation")


def find(member: Member, *, kind: str = "", state: str = "", text: str = "") -> QuerySet[Report]:
    found = visible_to(member)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found.filter(title__icontains=text) if text else found


def one(member: Member, pk: int) -> Report | None:
    return visible_to(member).filter(pk=pk).first()


def template_of(organisation_id: int) -> LetterTemplate | None:
    return LetterTemplate.objects.filter(organisation_id=organisation_id).first()
