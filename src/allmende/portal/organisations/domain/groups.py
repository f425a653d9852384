"""Working groups: who reads what is meant for one group only."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError

from allmende.portal.core.domain import audit, search
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import finding
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Group, Member, Organisation


@transaction.atomic
def create(
    organisation: Organisation,
    *,
    name: str,
    members: Iterable[Member],
    by: Member,
    purpose: str = "",
    topic: str = "",
    is_open: bool = False,
) -> Group:
    """``members`` must belong to the organisation; people from elsewhere come by ``add_guest``,
    or ask where the group is open.
    """
    require(rules.may_administer, by, organisation)
    group = Group(organisation=organisation, name=name)
    _describe(group, purpose=purpose, topic=topic, is_open=is_open)
    _check(group)
    group.save()
    group.members.set(_own(members, organisation))
    finding.put_group(group)
    audit.record("organisations.group_created", by=by, about=group, details=_facts(group))
    return group


@transaction.atomic
def change(
    group: Group,
    *,
    name: str,
    members: Iterable[Member],
    by: Member,
    purpose: str | None = None,
    topic: str | None = None,
    is_open: bool | None = None,
) -> Group:
    """Set what is given, and the own members; guests from other organisations stay."""
    require(rules.may_administer, by, group.organisation)
    before = _facts(Group.objects.get(pk=group.pk))
    group.name = name
    _describe(group, purpose=purpose, topic=topic, is_open=is_open)
    _check(group)
    group.save()
    guests = group.members.exclude(organisation=group.organisation)
    group.members.set([*guests, *_own(members, group.organisation)])
    if not group.is_open:
        group.requests.all().delete()
    finding.put_group(group)
    changed = audit.changes(before, _facts(group))
    if changed:
        audit.record("organisations.group_changed", by=by, about=group, details=changed)
    return group


@transaction.atomic
def add_guest(group: Group, *, email: str, by: Member) -> list[Member]:
    """Add a person of another organisation by mail address, in all its active organisations."""
    require(rules.may_administer, by, group.organisation)
    found = list(
        Member.objects.filter(user__email__iexact=email.strip(), organisation__is_active=True)
    )
    if not found:
        raise Refused(f"Zu {email} gibt es im Netzwerk kein Mitglied.")
    group.members.add(*found)
    audit.record(
        "organisations.group_guest_added", by=by, about=group, details={"Person": str(found[0])}
    )
    return found


@transaction.atomic
def remove_guest(group: Group, *, member: Member, by: Member) -> None:
    require(rules.may_administer, by, group.organisation)
    group.members.remove(member)
    audit.record(
        "organisations.group_guest_removed", by=by, about=group, details={"Person": str(member)}
    )


@transaction.atomic
def delete(group: Group, *, by: Member) -> None:
    require(rules.may_administer, by, group.organisation)
    audit.record("organisations.group_deleted", by=by, about=group, details=_people(group))
    search.remove(finding.GROUP, [group.pk])
    try:
        group.delete()
    except ProtectedError as error:
        names = ", ".join(sorted(str(thing) for thing in error.protected_objects))
        raise Refused(
            f"Die Arbeitsgruppe wird noch gebraucht: {names}. Ändern Sie dort zuerst, wer es sieht."
        ) from error


def _own(members: Iterable[Member], organisation: Organisation) -> list[Member]:
    chosen = list(members)
    if any(member.organisation_id != organisation.pk for member in chosen):
        raise Refused("Wählen Sie nur Mitglieder der eigenen Organisation.")
    return chosen


def _check(group: Group) -> None:
    same = Group.objects.filter(organisation=group.organisation, name__iexact=group.name)
    if same.exclude(pk=group.pk).exists():
        raise Refused("Eine Arbeitsgruppe mit diesem Namen gibt es schon.")


def _describe(
    group: Group, *, purpose: str | None, topic: str | None, is_open: bool | None
) -> None:
    if topic and topic not in TOPICS:
        raise Refused("Dieses Themenfeld gibt es nicht. Wählen Sie eines aus der Liste.")
    group.purpose = group.purpose if purpose is None else purpose
    group.topic = group.topic if topic is None else topic
    group.is_open = group.is_open if is_open is None else is_open


def _facts(group: Group) -> dict[str, str]:
    return {
        "Name": group.name,
        "Themenfeld": str(TOPICS.get(group.topic, "keines")),
        "Für das Netzwerk": "offen" if group.is_open else "geschlossen",
        **_people(group),
    }


def _people(group: Group) -> dict[str, str]:
    names = group.members.values_list("user__name", flat=True)
    return {"Personen": ", ".join(sorted(names)) or "keine"}
