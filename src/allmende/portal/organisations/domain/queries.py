"""Reads of organisations, their people, offices and pages."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import invitations, join_requests
from allmende.portal.organisations.domain.members import REMOVED, UNDO_TIME
from allmende.portal.organisations.enums import OrganisationKind, PageKind
from allmende.portal.organisations.models import (
    Group,
    Invitation,
    Member,
    Office,
    Organisation,
    Page,
)


def public_organisations() -> QuerySet[Organisation]:
    """Those with public pages: open, represented by somebody, and more than experts."""
    return listed_organisations().filter(is_claimed=True)


def listed_organisations() -> QuerySet[Organisation]:
    """All of the directory, those from a list that nobody represents yet, too."""
    found = Organisation.objects.filter(is_active=True)
    return found.exclude(kind=OrganisationKind.EXPERTS)


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


def people_of(organisation: Organisation) -> QuerySet[Member]:
    return (
        Member.objects.filter(organisation=organisation)
        .select_related("user", "office", "organisation")
        .prefetch_related("roles")
    )


def find_people(
    organisation: Organisation, *, text: str = "", role: str = "", office: str = ""
) -> QuerySet[Member]:
    """Members by a part of name or address, by role and by the number of their office."""
    found = people_of(organisation)
    if text:
        found = found.filter(Q(user__name__icontains=text) | Q(user__email__icontains=text))
    if role:
        found = found.filter(roles__role=role)
    return found.filter(office_id=office) if office.isdecimal() else found


def invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(organisation=organisation).select_related(
        "organisation", "invited_by"
    )


def removed_people(organisation: Organisation) -> QuerySet[AuditEntry]:
    """Removals that can still be taken back, the latest first."""
    returned = Member.objects.filter(organisation=organisation).values_list("user_id", flat=True)
    since = timezone.now() - UNDO_TIME
    entries = AuditEntry.objects.filter(organisation=organisation, action=REMOVED, at__gte=since)
    return entries.exclude(details__user__in=list(returned))


def audit_entries(
    organisation: Organisation | None,
    *,
    action: str = "",
    actor: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEntry]:
    """The audit trail of one organisation, or of the network itself where it is None."""
    entries = AuditEntry.objects.filter(organisation=organisation)
    if action:
        entries = entries.filter(action=action)
    if actor:
        entries = entries.filter(actor_label__icontains=actor)
    if since:
        entries = entries.filter(at__date__gte=since)
    return entries.filter(at__date__lte=until) if until else entries


def audit_actions(organisation: Organisation) -> list[str]:
    """The actions that occur in an organisation's trail."""
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("action")
    return list(entries.values_list("action", flat=True).distinct())


def pages_of(organisation: Organisation) -> dict[tuple[str, str], Page]:
    """All written pages by kind and language."""
    written = Page.objects.filter(organisation=organisation)
    return {(page.kind, page.language): page for page in written}


def network() -> QuerySet[Organisation]:
    """Every organisation, closed ones too, with the number of its members."""
    found = Organisation.objects.exclude(kind=OrganisationKind.EXPERTS).select_related("parent")
    return found.annotate(people=Count("members", distinct=True))


def offices_with_people(organisation: Organisation) -> QuerySet[Office]:
    return offices_of(organisation).annotate(people=Count("member"))


def groups_with_people(organisation: Organisation) -> QuerySet[Group]:
    return groups_of(organisation).annotate(people=Count("members"))


def guests_of(group: Group) -> QuerySet[Member]:
    """People of other organisations in the group."""
    people = group.members.exclude(organisation_id=group.organisation_id)
    return people.select_related("user", "organisation")


def groups_with(user: Any) -> QuerySet[Group]:
    """The working groups that a person belongs to."""
    groups = Group.objects.filter(members__user=user).select_related("organisation")
    return groups.distinct()


def memberships(user: Any) -> QuerySet[Member]:
    """All memberships of a person, those in closed organisations too."""
    return Member.objects.filter(user=user).select_related("user", "organisation")


def administration_counts(organisation: Organisation) -> dict[str, int]:
    """What the entrance of the administration says about each of its rooms."""
    open_invitations = invitations.open_in(organisation).count()
    return {
        "members": people_of(organisation).count(),
        "invitations": open_invitations,
        "offices": offices_of(organisation).count(),
        "pages": len(page_kinds(organisation)),
        "groups": groups_of(organisation).count(),
        "joining": join_requests.waiting_in(organisation).count(),
    }
