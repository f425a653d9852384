"""Experts who belong to no organisation. One technical organisation of their own carries their
memberships; it has no inside, no pages and no place in lists.
"""

from django.db import transaction
from django.db.models import QuerySet

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member, Organisation, User

NAME = "Fachleute im Netzwerk"
SLUGS = ("fachleute", "fachleute-im-netzwerk")


def organisation() -> Organisation:
    """The one, made when the first expert is accepted."""
    taken = Organisation.objects.filter(slug=SLUGS[0]).exclude(kind=OrganisationKind.EXPERTS)
    found, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.EXPERTS,
        defaults={"slug": SLUGS[taken.exists()], "name": NAME, "state": ""},
    )
    return found


def people() -> QuerySet[Member]:
    found = Member.objects.filter(organisation__kind=OrganisationKind.EXPERTS)
    return found.select_related("user", "organisation").prefetch_related("user__network_roles")


@transaction.atomic
def remove(member: Member, *, by: User) -> None:
    """End the membership of an expert; what the person wrote stays."""
    require(rules.may_run_network, by)
    details = {"user": member.user_id, "Person": str(member.user)}
    audit.record("organisations.expert_removed", by=by, about=member, details=details)
    member.delete()
