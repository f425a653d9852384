"""Guidelines in the one search table: what others may read, never the working copy."""

from django.db import transaction
from django.db.models import QuerySet

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import Guideline


def put(guideline: Guideline) -> None:
    """With the newest text that its audience reads; without one it cannot be found."""
    version = queries.newest(guideline)
    opened = queries.consultations_of(guideline, writes=False).first()
    text = version.text if version else opened.text if opened else None
    if text is None or guideline.state == GuidelineState.WITHDRAWN:
        search.remove(KIND, [guideline.pk])
        return
    search.put(
        KIND,
        guideline.pk,
        scope=guideline.scope,
        organisation_id=guideline.organisation_id,
        title=version.title if version else guideline.title,
        body=f"{guideline.summary}\n{text}",
        at=version.published_at if version else guideline.updated_at,
    )


@transaction.atomic
def rebuild() -> int:
    search.clear(KIND)
    return _put_all(_wanted())


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    return _put_all(_wanted().exclude(pk__in=search.known(KIND)))


def _wanted() -> QuerySet[Guideline]:
    shown = queries.beyond_writers(Guideline.objects.all())
    return shown.exclude(state=GuidelineState.WITHDRAWN)


def _put_all(found: QuerySet[Guideline]) -> int:
    count = 0
    for guideline in found.iterator(chunk_size=200):
        put(guideline)
        count += 1
    return count
