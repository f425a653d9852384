"""Reads of what is published: the network's catalogue and the public register of one town."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from allmende.portal.core.domain import search as words
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.domain.audience import visible_to
from allmende.portal.organisations.enums import TOPICS, Audience
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain.finding import KIND
from allmende.portal.register.enums import CLOSED_STATES
from allmende.portal.register.models import Publication, UseCase

# Fields of action as they can be filtered and followed: key -> words
FIELDS: dict[str, str] = {key: str(label) for key, label in TOPICS.items()}
# Sizes of municipalities: code -> words, from, below
SIZES: dict[str, tuple[str, int, int | None]] = {
    "5": ("unter 5.000", 0, 5_000),
    "20": ("5.000 bis unter 20.000", 5_000, 20_000),
    "50": ("20.000 bis unter 50.000", 20_000, 50_000),
    "100": ("50.000 bis unter 100.000", 50_000, 100_000),
    "500": ("100.000 bis unter 500.000", 100_000, 500_000),
    "mehr": ("ab 500.000", 500_000, None),
}
COSTS: dict[str, tuple[str, int, int | None]] = {
    "0": ("keine laufenden Kosten", 0, 1),
    "5": ("bis 5.000 Euro", 1, 5_001),
    "20": ("5.001 bis 20.000 Euro", 5_001, 20_001),
    "100": ("20.001 bis 100.000 Euro", 20_001, 100_001),
    "mehr": ("über 100.000 Euro", 100_001, None),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the catalogue; empty ones do not narrow."""

    text: str = ""
    field: str = ""  # key such as "koki:law"
    land: str = ""
    size: str = ""
    maturity: int | None = None  # at least
    cost: str = ""
    block: str = ""
    risk: str = ""
    state: str = ""
    organisation: str = ""  # number


def visible(member: Member | None) -> QuerySet[Publication]:
    """Current versions that are not withdrawn, of organisations that are not closed."""
    found = Publication.objects.filter(
        visible_to(member), is_current=True, withdrawn_at=None, organisation__is_active=True
    )
    return found.select_related("organisation")


def public_register(organisation: Organisation) -> QuerySet[Publication]:
    """What everybody may read of one town."""
    return visible(None).filter(organisation=organisation, audience=Audience.PUBLIC)


def has_public_register(slug: str) -> bool:
    found = visible(None).filter(audience=Audience.PUBLIC, organisation__slug=slug)
    return found.exists()


def one(member: Member | None, entry: UUID | None) -> Publication | None:
    return visible(member).filter(entry=entry).first() if entry else None


def versions(publication: Publication, *, public: bool) -> QuerySet[Publication]:
    """All versions of an entry that may be read, the newest first."""
    found = Publication.objects.filter(entry=publication.entry, withdrawn_at=None)
    if public:
        found = found.filter(audience=Audience.PUBLIC)
    return found.select_related("organisation").order_by("-version")


def search(member: Member | None, wanted: Wanted) -> QuerySet[Publication]:
    """Narrowed by all filters but the words; see ``ranked``."""
    found = visible(member).filter(_exact(wanted))
    if wanted.field:
        found = found.filter(fields__key=wanted.field)
    if wanted.maturity is not None:
        found = found.filter(maturity__gte=wanted.maturity)
    if wanted.size in SIZES:
        found = found.filter(_between("population", SIZES[wanted.size]))
    if wanted.cost in COSTS:
        found = found.filter(_between("cost_yearly", COSTS[wanted.cost]))
    return found


def place(number: str) -> Organisation | None:
    """The organisation that the catalogue is narrowed to."""
    return organisations.public_organisations().filter(pk=number).first() if number else None


def ranked(text: str, found: QuerySet[Publication]) -> words.Found:
    """Ids of those in ``found`` that fit the words, the best first.

    ``found`` begins with ``visible``: whoever may not see an entry does not find it either.
    """
    return words.matching(text, kinds=[KIND], keys=None, within=found.order_by().values("pk"))


def in_order(ids: Iterable[int], found: QuerySet[Publication]) -> list[Publication]:
    """The publications in the order of their ids."""
    by_id = found.in_bulk(list(ids))
    return [by_id[pk] for pk in ids if pk in by_id]


def adoptions(entries: Iterable[UUID]) -> dict[UUID, int]:
    """How many organisations re-use each entry."""
    rows = UseCase.objects.filter(origin__entry__in=list(entries)).exclude(state__in=CLOSED_STATES)
    counted = (
        rows.order_by().values("origin__entry").annotate(n=Count("organisation", distinct=True))
    )
    return {row["origin__entry"]: row["n"] for row in counted}


def adopters(publication: Publication, member: Member | None) -> QuerySet[Publication]:
    """Published entries that were made from this one and that the reader may see."""
    copies = UseCase.objects.filter(origin__entry=publication.entry)
    return visible(member).filter(use_case__in=copies).order_by("organisation__name")


def _exact(wanted: Wanted) -> Q:
    exact: Mapping[str, str] = {
        "land": wanted.land,
        "building_block": wanted.block,
        "risk": wanted.risk,
        "state": wanted.state,
        "organisation_id": wanted.organisation if wanted.organisation.isdecimal() else "",
    }
    return Q(**{name: value for name, value in exact.items() if value})


def _between(name: str, step: tuple[str, int, int | None]) -> Q:
    _, low, high = step
    found = Q(**{f"{name}__gte": low})
    return found & Q(**{f"{name}__lt": high}) if high is not None else found
