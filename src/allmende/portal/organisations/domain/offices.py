"""Offices: the units that answer for a subject."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.models import Member, Office, Organisation

FIELDS = ("name", "email", "phone", "address", "room", "hours")


@transaction.atomic
def create(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> Office:
    require(rules.may_administer, by, organisation)
    office = Office(organisation=organisation, **{name: values[name] for name in FIELDS})
    _check(office)
    office.save()
    audit.record("organisations.office_created", by=by, about=office)
    return office


@transaction.atomic
def change(office: Office, *, values: Mapping[str, Any], by: Member) -> Office:
    require(rules.may_administer, by, office.organisation)
    current = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    before = {name: getattr(current, name) for name in FIELDS}
    after = {name: values[name] for name in FIELDS}
    for name, value in after.items():
        setattr(current, name, value)
    _check(current)
    current.save()
    changed = audit.changes(before, after)
    if changed:
        audit.record("organisations.office_changed", by=by, about=current, details=changed)
    return current


@transaction.atomic
def delete(office: Office, *, by: Member) -> None:
    """Members, documents and inquiries of the office stay, without an office."""
    require(rules.may_administer, by, office.organisation)
    kept = {name: getattr(office, name) for name in FIELDS}
    audit.record("organisations.office_deleted", by=by, about=office, details=kept)
    office.delete()


def _check(office: Office) -> None:
    same = Office.objects.filter(organisation=office.organisation, name__iexact=office.name)
    if same.exclude(pk=office.pk).exists():
        raise Refused("Eine Stelle mit diesem Namen gibt es schon.")
