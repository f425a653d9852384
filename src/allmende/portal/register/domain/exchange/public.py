"""The public register of one organisation for machines: published versions and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain import catalogue, tables
from allmende.portal.register.domain.exchange.exporting import dumped
from allmende.portal.register.domain.formats import atom, dcat, own_json, table
from allmende.portal.register.domain.whole import LICENSE
from allmende.portal.register.models import Publication

FEED_ENTRIES = 50

type Address = Callable[[Publication], str]  # of the page of one entry


def stamp(organisation: Organisation) -> tuple[str, datetime | None]:
    """A word that changes with the register, and when it last did (None: empty)."""
    shown = catalogue.public_register(organisation).order_by()
    seen = shown.aggregate(n=Count("pk"), pk=Max("pk"))
    every = Publication.objects.filter(organisation=organisation).order_by()
    times = every.aggregate(published=Max("published_at"), withdrawn=Max("withdrawn_at"))
    changed = max((moment for moment in times.values() if moment), default=None)
    word = f"{organisation.pk}-{organisation.name}-{seen['n']}-{seen['pk'] or 0}"
    return word, changed


def entries(organisation: Organisation) -> QuerySet[Publication]:
    return catalogue.public_register(organisation).order_by("title", "pk")


def one(publication: Publication, address: Address) -> dict[str, Any]:
    return {
        "id": str(publication.entry),
        "version": publication.version,
        "published": publication.published_at.isoformat(),
        "url": address(publication),
        "data": publication.data,
    }


def as_json(organisation: Organisation, *, page: str, address: Address) -> bytes:
    found = entries(organisation)
    about = {
        "organisation": {"slug": organisation.slug, "name": organisation.name},
        "url": page,
        "license": LICENSE,
    }
    return dumped(own_json.write([one(p, address) for p in found], **about))


def as_csv(organisation: Organisation) -> bytes:
    data = [own_json.whole(publication.data) for publication in entries(organisation)]
    return tables.to_csv(*table.rows(data))


def as_dcat(organisation: Organisation, *, page: str, addresses: dict[str, str]) -> bytes:
    found = list(catalogue.public_register(organisation).order_by("published_at"))
    contacts = [one.data["record"].get("contact_email") for one in found]
    dataset = dcat.Dataset(
        name=organisation.name,
        page=page,
        addresses=addresses,
        count=len(found),
        issued=found[0].published_at if found else None,
        modified=found[-1].published_at if found else None,
        land=organisation.state,
        ags=organisation.ags,
        contact=next((mail for mail in contacts if mail), ""),
    )
    return dumped(dcat.write(dataset))


def as_atom(organisation: Organisation, *, url: str, page: str, address: Address) -> bytes:
    newest = catalogue.public_register(organisation).order_by("-published_at", "-pk")
    found = [
        atom.Entry(
            id=publication.entry,
            title=publication.title,
            summary=str(publication.data["record"].get("summary", "")),
            url=address(publication),
            updated=publication.published_at,
            version=publication.version,
        )
        for publication in newest[:FEED_ENTRIES]
    ]
    updated = found[0].updated if found else organisation.created_at or timezone.now()
    title = f"KI-Register: {organisation.name}"
    return atom.write(title, url=url, page=page, updated=updated, entries=found)
