"""Members of an organisation, their roles and office."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import finding
from allmende.portal.organisations.enums import JOIN_WAITING, JoinKind, Role
from allmende.portal.organisations.models import (
    Group,
    JoinRequest,
    Member,
    Office,
    Organisation,
    RoleAssignment,
    User,
)

UNDO_TIME = timedelta(days=14)
REMOVED = "organisations.member_removed"
LAST_ADMINISTRATOR = (
    "{name} ist die letzte Person mit der Rolle „Administration“. "
    "Geben Sie zuerst einer anderen Person diese Rolle."
)


@transaction.atomic
def change(member: Member, *, roles: Iterable[str], office: Office | None, by: Member) -> Member:
    """Set roles and office."""
    require(rules.may_administer, by, member.organisation)
    _lock(member.organisation)
    wanted = {Role(role) for role in roles}
    if Role.ADMINISTRATOR not in wanted:
        _keep_an_administrator(member)
    if office and office.organisation_id != member.organisation_id:
        raise Refused("Diese Stelle gehört zu einer anderen Organisation.")
    before = _described(member.role_names, member.office)
    _set_roles(member, wanted)
    member.office = office
    member.save(update_fields=["office"])
    changed = audit.changes(before, _described(wanted, office))
    if changed:
        audit.record("organisations.member_changed", by=by, about=member, details=changed)
    return member


@transaction.atomic
def remove(member: Member, *, by: Member) -> None:
    """End a membership; it can be taken back for 14 days with ``restore``."""
    require(rules.may_administer, by, member.organisation)
    _end(member, by=by, action=REMOVED)


@transaction.atomic
def reset_second_factor(member: Member, *, by: Member) -> None:
    """Who has lost phone and codes gets in with the password again and is told by mail."""
    require(rules.may_administer, by, member.organisation)
    if Member.objects.filter(user=member.user).exclude(pk=member.pk).exists():
        raise Refused(
            "Die Person gehört auch zu anderen Organisationen. Nur sie selbst kann das ändern."
        )
    if member.user.is_superuser:
        raise Refused("Diese Person betreibt das Netzwerk. Nur sie selbst kann das ändern.")
    Authenticator.objects.filter(user=member.user).delete()
    audit.record("organisations.second_factor_reset", by=by, about=member)


@transaction.atomic
def leave(member: Member, *, by: Member) -> None:
    """A person ends the own membership."""
    require(rules.is_same_person, by, member.user)
    _end(member, by=by, action="organisations.member_left")


@transaction.atomic
def restore(entry: AuditEntry, *, organisation: Organisation, by: Member) -> Member:
    """Take a removal back: same roles, office and working groups."""
    require(rules.may_administer, by, organisation)
    if entry.organisation_id != organisation.pk or entry.action != REMOVED:
        raise Refused("Diese Entfernung gehört nicht zu Ihrer Organisation.")
    if entry.at < timezone.now() - UNDO_TIME:
        raise Refused("Die Entfernung liegt zu lange zurück. Laden Sie die Person neu ein.")
    kept = entry.details
    user = User.objects.filter(pk=kept["user"]).first()
    if user is None:
        raise Refused("Dieses Konto gibt es nicht mehr. Laden Sie die Person neu ein.")
    if Member.objects.filter(user=user, organisation=organisation).exists():
        raise Refused("Die Person ist schon wieder Mitglied.")
    member = _create(user, organisation, kept["roles"], office_id=kept["office"])
    member.groups.set(Group.objects.filter(pk__in=kept["groups"]))
    audit.record("organisations.member_restored", by=by, about=member)
    return member


def join(
    user: User, *, organisation: Organisation, roles: Iterable[str], by: Any, how: str
) -> Member:
    """Make the person a member. Called by invitations, requests to join and the first
    log-in only, which have checked the right to do so.
    """
    if Member.objects.filter(user=user, organisation=organisation).exists():
        raise Refused(f"Sie sind schon Mitglied von {organisation}.")
    member = _create(user, organisation, roles)
    _represent(organisation)
    audit.record("organisations.member_joined", by=by, about=member, details={"Weg": how})
    return member


def _represent(organisation: Organisation) -> None:
    """From a list until now: the first member acts for it, and decides about who comes next."""
    if organisation.is_claimed:
        return
    Organisation.objects.filter(pk=organisation.pk).update(is_claimed=True)
    organisation.is_claimed = True
    others = JoinRequest.objects.filter(organisation=organisation, kind=JoinKind.CLAIM)
    others.filter(state__in=JOIN_WAITING).update(kind=JoinKind.APPROVAL)
    finding.put_organisation(organisation)


def _create(
    user: User, organisation: Organisation, roles: Iterable[str], *, office_id: int | None = None
) -> Member:
    offices = Office.objects.filter(organisation=organisation)
    office = offices.filter(pk=office_id).first() if office_id else None
    member = Member.objects.create(user=user, organisation=organisation, office=office)
    _set_roles(member, {Role(role) for role in roles})
    return member


def _end(member: Member, *, by: Member, action: str) -> None:
    _lock(member.organisation)
    _keep_an_administrator(member)
    details = {
        "user": member.user_id,
        "roles": sorted(member.role_names),
        "office": member.office_id,
        "groups": sorted(member.groups.values_list("pk", flat=True)),
    }
    audit.record(action, by=by, about=member, details=details)
    member.delete()


def _lock(organisation: Organisation) -> None:
    # Two administrators who demote each other at the same moment must not both succeed.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _keep_an_administrator(member: Member) -> None:
    administrators = RoleAssignment.objects.filter(
        role=Role.ADMINISTRATOR,
        member__organisation_id=member.organisation_id,
        member__user__is_active=True,
    )
    mine = administrators.filter(member=member).exists()
    if mine and not administrators.exclude(member=member).exists():
        raise Refused(LAST_ADMINISTRATOR.format(name=member.user))


def _set_roles(member: Member, wanted: set[Role]) -> None:
    if wanted and not member.organisation.has_inside:
        raise Refused("Fachleute ohne Organisation haben hier keine Rollen.")
    RoleAssignment.objects.filter(member=member).exclude(role__in=wanted).delete()
    RoleAssignment.objects.bulk_create(
        [RoleAssignment(member=member, role=role) for role in wanted], ignore_conflicts=True
    )
    member.role_names = {role.value for role in wanted}


def _described(roles: Iterable[str], office: Office | None) -> dict[str, str]:
    labels = sorted(str(Role(role).label) for role in roles)
    return {"Rollen": ", ".join(labels) or "keine", "Stelle": str(office or "keine")}
