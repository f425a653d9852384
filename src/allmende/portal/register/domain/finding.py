"""Publications in the one search table."""

from collections.abc import Collection, Iterable

from django.db import transaction

from allmende.portal.core.domain import search
from allmende.portal.register.domain import published
from allmende.portal.register.models import Publication

KIND = "publication"


def put(publication: Publication, *, replaces: Publication | None = None) -> None:
    if replaces:
        remove([replaces.pk])
    search.put(
        KIND,
        publication.pk,
        scope=publication.scope,
        organisation_id=publication.organisation_id,
        title=publication.title,
        body=published.text_of(publication.data),
        at=publication.published_at,
    )


def remove(ids: Iterable[int]) -> None:
    search.remove(KIND, ids)


@transaction.atomic
def rebuild() -> int:
    """Make everything published findable anew, such as after a restored backup."""
    search.clear(KIND)
    found = Publication.objects.filter(is_current=True, withdrawn_at=None)
    count = 0
    for publication in found.iterator(chunk_size=200):
        put(publication)
        count += 1
    return count


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    known = search.known(KIND)
    wanted = Publication.objects.filter(is_current=True, withdrawn_at=None)
    missing: Collection[int] = set(wanted.values_list("pk", flat=True)) - known
    for publication in Publication.objects.filter(pk__in=missing):
        put(publication)
    return len(missing)
