"""The directory of organisations, as members see it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allmende.portal.organisations.domain import offerings, profiles, queries
from allmende.portal.organisations.enums import OfferKind
from allmende.portal.organisations.models import Member, Offering, Organisation

# Key in the address -> words, from, below
SIZES: dict[str, tuple[str, int, int | None]] = {
    "5": ("unter 5.000", 0, 5_000),
    "20": ("5.000 bis unter 20.000", 5_000, 20_000),
    "50": ("20.000 bis unter 50.000", 20_000, 50_000),
    "100": ("50.000 bis unter 100.000", 50_000, 100_000),
    "mehr": ("ab 100.000", 100_000, None),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the directory; empty ones do not narrow."""

    text: str = ""
    kind: str = ""
    land: str = ""
    size: str = ""
    topic: str = ""  # of offers and seekings
    represented: bool | None = None


def find(reader: Member, wanted: Wanted) -> QuerySet[Organisation]:
    """Open organisations with the number of ``offers`` and ``seeks`` that the reader sees."""
    found = queries.listed_organisations()
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.land:
        found = found.filter(state=wanted.land)
    if wanted.size in SIZES:
        found = found.filter(_size(wanted.size))
    if wanted.represented is not None:
        found = found.filter(is_claimed=wanted.represented)
    open_offers = offerings.visible(reader)
    if wanted.topic:
        fitting = open_offers.filter(topic=wanted.topic)
        found = found.filter(pk__in=fitting.values("organisation_id"))
    if wanted.text:
        found = found.filter(_words(reader, wanted.text, open_offers))
    seen = profiles.visible_part(reader, "offers")
    return found.annotate(
        offers=Count("offerings", filter=seen & Q(offerings__kind=OfferKind.OFFER)),
        seeks=Count("offerings", filter=seen & Q(offerings__kind=OfferKind.SEEK)),
    )


def joinable(text: str = "") -> QuerySet[Organisation]:
    """Whom somebody may ask to come in, by a part of the name or the municipality key."""
    found = queries.listed_organisations()
    return found.filter(_named(text)) if text else found


def _named(text: str) -> Q:
    # SQLite compares umlauts in one case only: "überlingen" must find "Überlingen".
    name = Q(name__icontains=text) | Q(name__contains=text.capitalize())
    return name | Q(ags__startswith=text) if text.isdecimal() else name


def _words(reader: Member, text: str, open_offers: QuerySet[Offering]) -> Q:
    about = profiles.visible_part(reader, "about") & Q(profile__about__icontains=text)
    fitting = open_offers.filter(Q(title__icontains=text) | Q(text__icontains=text))
    return _named(text) | about | Q(pk__in=fitting.values("organisation_id"))


def _size(key: str) -> Q:
    _, least, below = SIZES[key]
    enough = Q(population__gte=least)
    return enough & Q(population__lt=below) if below else enough
