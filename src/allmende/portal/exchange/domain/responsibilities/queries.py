"""Reads of matrices, each inside the scope of who reads."""

from django.db.models import Count, Q, QuerySet

from allmende.portal.core.domain import search
from allmende.portal.exchange.models import Matrix
from allmende.portal.organisations.domain.audience import find_keys, visible_to
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member

KIND = "matrix"


def visible(reader: Member | None) -> QuerySet[Matrix]:
    found = Matrix.objects.filter(visible_to(reader))
    return found.select_related("organisation", "author", "group")


def one(reader: Member | None, pk: int) -> Matrix | None:
    return visible(reader).filter(pk=pk).first()


def find(member: Member, *, text: str = "", own: bool = False) -> QuerySet[Matrix]:
    found = visible(member).annotate(task_count=Count("tasks"))
    if own:
        found = found.filter(organisation=member.organisation_id)
    if text:
        ids = search.matching(text, kinds=[KIND], keys=find_keys(member)).order_by()
        found = found.filter(Q(pk__in=ids) | Q(title__icontains=text))
    return found


def has_no_inside(member: Member) -> bool:
    return bool(member.organisation.kind == OrganisationKind.EXPERTS)
