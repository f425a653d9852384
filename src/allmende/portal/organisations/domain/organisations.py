"""Organisations of the network: create, change, close."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import finding, freemail
from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.organisations.models import Member, Organisation, User

# An administrator must not take over other people's mail domain or hang under another town.
SETTINGS = ("name", "population", "ags", "topics")
NETWORK_SETTINGS = ("slug", "kind", "state", "mail_domain", "parent", *SETTINGS)


@transaction.atomic
def create(values: Mapping[str, Any], *, by: User) -> Organisation:
    require(rules.may_run_network, by)
    organisation = Organisation(**_only(values, NETWORK_SETTINGS))
    _check(organisation)
    organisation.save()
    finding.put_organisation(organisation)
    audit.record(
        "organisations.created", by=by, about=organisation, organisation_id=organisation.pk
    )
    return organisation


@transaction.atomic
def change_settings(
    organisation: Organisation, *, values: Mapping[str, Any], by: Member
) -> Organisation:
    """What the organisation's own administration decides."""
    require(rules.may_administer, by, organisation)
    return _change(organisation, _only(values, SETTINGS), by=by)


@transaction.atomic
def change(organisation: Organisation, *, values: Mapping[str, Any], by: User) -> Organisation:
    """What only those who run the network decide, too."""
    require(rules.may_run_network, by)
    return _change(organisation, _only(values, NETWORK_SETTINGS), by=by)


@transaction.atomic
def close(organisation: Organisation, *, by: User) -> None:
    """Its pages and log-ins stop at once; nothing is deleted."""
    require(rules.may_run_network, by)
    _set_active(organisation, active=False, by=by)


@transaction.atomic
def reopen(organisation: Organisation, *, by: User) -> None:
    require(rules.may_run_network, by)
    _set_active(organisation, active=True, by=by)


def _only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _change(
    organisation: Organisation, values: dict[str, Any], *, by: Member | User
) -> Organisation:
    current = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    before = {name: getattr(current, name) for name in values}
    for name, value in values.items():
        setattr(current, name, value)
    _check(current)
    current.save()
    finding.put_organisation(current)
    changed = audit.changes(before, values)
    if changed:
        audit.record(
            "organisations.changed",
            by=by,
            about=current,
            organisation_id=current.pk,
            details=changed,
        )
    return current


def _check(organisation: Organisation) -> None:
    if organisation.kind == OrganisationKind.EXPERTS:
        raise Refused("Diese Art legt Allmende selbst an. Wählen Sie eine andere.")
    others = Organisation.objects.exclude(pk=organisation.pk)
    organisation.mail_domain = organisation.mail_domain.strip().lower().removeprefix("@")
    if others.filter(name__iexact=organisation.name).exists():
        raise Refused("Eine Organisation mit diesem Namen gibt es schon.")
    if others.filter(slug=organisation.slug).exists():
        raise Refused("Dieser Kurzname ist schon vergeben.")
    domain = organisation.mail_domain
    if domain in freemail.DOMAINS:
        raise Refused(freemail.SENTENCE.format(domain=domain))
    if domain and others.filter(mail_domain__iexact=domain).exists():
        raise Refused("Diese E-Mail-Domäne gehört schon zu einer anderen Organisation.")
    _check_parent(organisation)


def _check_parent(organisation: Organisation) -> None:
    above = organisation.parent
    seen: set[int] = set()
    while above and above.pk not in seen:
        if above.pk == organisation.pk:
            raise Refused("Eine Organisation kann nicht über sich selbst stehen.")
        seen.add(above.pk)
        above = above.parent


def _set_active(organisation: Organisation, *, active: bool, by: User) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(is_active=active)
    organisation.is_active = active
    finding.refresh(organisation)
    action = "organisations.reopened" if active else "organisations.closed"
    audit.record(action, by=by, about=organisation, organisation_id=organisation.pk)
