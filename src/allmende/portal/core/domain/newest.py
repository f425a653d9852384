"""What has been put into the search table last."""

from collections.abc import Collection
from datetime import datetime

from allmende.portal.core.models import SearchEntry


def latest(
    kinds: Collection[str], *, keys: Collection[str], since: datetime, limit: int
) -> list[SearchEntry]:
    """The newest of these kinds that the audience keys open, with their organisation."""
    found = SearchEntry.objects.filter(kind__in=kinds, scope__in=keys, at__gte=since)
    return list(found.select_related("organisation").order_by("-at", "-pk")[:limit])
