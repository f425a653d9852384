"""Reads of organisations and members."""

from typing import Any

from django.db.models import QuerySet

from allmende.portal.organisations.models import Member, Office, Organisation


def members_of(user: Any) -> list[Member]:
    """The memberships of a person in active organisations, with roles, in a fixed order."""
    return list(
        Member.objects.filter(user=user, organisation__is_active=True)
        .select_related("organisation", "user", "office")
        .prefetch_related("roles")
        .order_by("organisation__name")
    )


def public_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_active=True)


def offices_of(organisation: Organisation) -> QuerySet[Office]:
    return Office.objects.filter(organisation=organisation)
