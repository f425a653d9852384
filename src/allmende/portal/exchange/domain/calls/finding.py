"""Calls in the one search table."""

from django.db import transaction

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.calls.queries import KIND
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.models import Call

HIDDEN = (CallState.DRAFT, CallState.CANCELLED)


def put(call: Call) -> None:
    """Drafts and cancelled ones are not found."""
    if call.state in HIDDEN:
        search.remove(KIND, [call.pk])
        return
    search.put(
        KIND,
        call.pk,
        scope=call.scope,
        organisation_id=call.organisation_id,
        title=call.title,
        body=f"{call.text}\n{call.result}",
        at=call.opens_at or call.created_at,
    )


@transaction.atomic
def rebuild() -> int:
    search.clear(KIND)
    return _put_all(set())


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    return _put_all(search.known(KIND))


def _put_all(known: set[int]) -> int:
    count = 0
    rows = Call.objects.exclude(state__in=HIDDEN).exclude(pk__in=known)
    for call in rows.iterator(chunk_size=200):
        put(call)
        count += 1
    return count
