"""What organisations offer to others, and what they look for."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from allmende.portal.core.domain import audit, search
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import finding, profiles
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Member, Offering, Organisation

FIELDS = ("kind", "title", "text", "topic")
MOST = 60


def of(organisation: Organisation) -> QuerySet[Offering]:
    """All of them, for those who keep the profile."""
    return Offering.objects.filter(organisation=organisation).order_by("kind", "title", "pk")


def visible(reader: Member | None) -> QuerySet[Offering]:
    """Of open organisations, as far as the audience of their offers goes."""
    found = Offering.objects.filter(
        profiles.visible_part(reader, "offers", before="organisation__"),
        organisation__is_active=True,
    )
    return found.select_related("organisation")


@transaction.atomic
def create(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> Offering:
    require(rules.may_administer, by, organisation)
    if of(organisation).count() >= MOST:
        raise Refused(f"Mehr als {MOST} Einträge liest niemand. Löschen Sie zuerst einen alten.")
    profiles.ensure(organisation)
    offering = Offering(organisation=organisation, **_checked(values))
    offering.save()
    finding.put_offering(offering)
    audit.record("organisations.offering_created", by=by, about=offering)
    return offering


@transaction.atomic
def change(offering: Offering, *, values: Mapping[str, Any], by: Member) -> Offering:
    require(rules.may_administer, by, offering.organisation)
    current = Offering.objects.select_for_update(of=("self",)).get(pk=offering.pk)
    after = _checked(values)
    changed = audit.changes({name: getattr(current, name) for name in FIELDS}, after)
    for name, value in after.items():
        setattr(current, name, value)
    current.save()
    finding.put_offering(current)
    if changed:
        audit.record("organisations.offering_changed", by=by, about=current, details=changed)
    return current


@transaction.atomic
def delete(offering: Offering, *, by: Member) -> None:
    require(rules.may_administer, by, offering.organisation)
    kept = {name: getattr(offering, name) for name in FIELDS}
    audit.record("organisations.offering_deleted", by=by, about=offering, details=kept)
    search.remove(finding.OFFERING, [offering.pk])
    offering.delete()


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {name: values[name] for name in FIELDS}
    if wanted["topic"] and wanted["topic"] not in TOPICS:
        raise Refused("Dieses Themenfeld gibt es nicht. Wählen Sie eines aus der Liste.")
    return wanted
