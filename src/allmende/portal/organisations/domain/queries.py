"""Reads of organisations, their people, offices and pages."""

from typing import Any

from django.db.models import QuerySet

from allmende.portal.organisations.enums import PageKind
from allmende.portal.organisations.models import Group, Member, Office, Organisation, Page


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


def organisation_by_slug(slug: str) -> Organisation | None:
    """An active organisation, the one above it already fetched; None where there is none."""
    return public_organisations().select_related("parent").filter(slug=slug).first()


def offices_of(organisation: Organisation) -> QuerySet[Office]:
    return Office.objects.filter(organisation=organisation)


def groups_of(organisation: Organisation) -> QuerySet[Group]:
    return Group.objects.filter(organisation=organisation)


def page_kinds(organisation: Organisation) -> list[tuple[str, str]]:
    """The public pages that this organisation has written, as ``(kind, title)``, for the footer."""
    written = set(Page.objects.filter(organisation=organisation).values_list("kind", flat=True))
    return [(kind.value, str(kind.label)) for kind in PageKind if kind.value in written]


def page_in(organisation: Organisation, *, kind: str, language: str) -> Page | None:
    """The page in that language, else in German."""
    pages = {
        page.language: page for page in Page.objects.filter(organisation=organisation, kind=kind)
    }
    return pages.get(language) or pages.get("de")
