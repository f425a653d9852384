"""Organisations, what they offer and open working groups in the one search table."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Model, QuerySet

from allmende.portal.core.domain import search
from allmende.portal.organisations.domain.audience import NETWORK_KEY, NETWORK_PUBLIC_KEY, key_for
from allmende.portal.organisations.enums import TOPICS, Audience, OrganisationKind
from allmende.portal.organisations.models import Group, Offering, Organisation, Profile

ORGANISATION = "organisation"
OFFERING = "offering"
GROUP = "group"


def put_organisation(organisation: Organisation) -> None:
    """What it says of itself counts only as far as its audience reads it."""
    profile = Profile.objects.filter(organisation=organisation).first()
    about = profile.about if profile else ""
    audience = profile.about_audience if profile else Audience.NETWORK
    if audience == Audience.ORGANISATION:
        about = ""
    members_only = bool(about) and audience == Audience.NETWORK
    search.put(
        ORGANISATION,
        organisation.pk,
        scope=NETWORK_KEY if members_only else NETWORK_PUBLIC_KEY,
        organisation_id=organisation.pk,
        title=organisation.name,
        body=f"{organisation.get_kind_display()} {organisation.get_state_display()}\n{about}",
        at=organisation.created_at,
    )


def scope_of(offering: Offering, profile: Profile | None) -> str:
    audience = profile.offers_audience if profile else Audience.NETWORK
    return key_for(audience, organisation_id=offering.organisation_id)


def put_offering(offering: Offering) -> None:
    profile = Profile.objects.filter(organisation_id=offering.organisation_id).first()
    topic = TOPICS.get(offering.topic, "")
    search.put(
        OFFERING,
        offering.pk,
        scope=scope_of(offering, profile),
        organisation_id=offering.organisation_id,
        title=offering.title,
        body=f"{offering.get_kind_display()} {topic} {offering.organisation}\n{offering.text}",
        at=offering.created_at,
    )


def put_group(group: Group) -> None:
    search.put(
        GROUP,
        group.pk,
        scope=NETWORK_KEY if group.is_open else f"group:{group.pk}",
        organisation_id=group.organisation_id,
        title=group.name,
        body=f"Arbeitsgruppe {TOPICS.get(group.topic, '')}\n{group.purpose}",
        at=group.organisation.created_at,
    )


@transaction.atomic
def refresh(organisation: Organisation) -> None:
    """After its state or its audiences have changed."""
    offerings = Offering.objects.filter(organisation=organisation).select_related("organisation")
    groups = Group.objects.filter(organisation=organisation).select_related("organisation")
    if not organisation.is_active:
        search.remove(ORGANISATION, [organisation.pk])
        search.remove(OFFERING, [one.pk for one in offerings])
        search.remove(GROUP, [one.pk for one in groups])
        return
    put_organisation(organisation)
    for offering in offerings:
        put_offering(offering)
    for group in groups:
        put_group(group)


@transaction.atomic
def rebuild() -> int:
    """Make everything findable anew, such as after a restored backup."""
    for kind in (ORGANISATION, OFFERING, GROUP):
        search.clear(kind)
    return catch_up()


def catch_up() -> int:
    """Put in what is missing. Run daily. Those from a list are found in the directory only."""
    open_ones = Organisation.objects.filter(is_active=True, is_claimed=True)
    organisations = open_ones.exclude(kind=OrganisationKind.EXPERTS)
    within = {"organisation__in": organisations}
    return (
        _missing(ORGANISATION, organisations, put_organisation)
        + _missing(OFFERING, Offering.objects.filter(**within), put_offering)
        + _missing(GROUP, Group.objects.filter(**within), put_group)
    )


def _missing[M: Model](kind: str, wanted: QuerySet[M], put: Callable[[M], None]) -> int:
    missing = set(wanted.values_list("pk", flat=True)) - search.known(kind)
    for one in wanted.filter(pk__in=missing):
        put(one)
    return len(missing)
