"""Calls as things that others find, link and follow."""

from collections.abc import Collection

from allmende.portal.core.domain import things, topic_sections
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain.calls import personal, queries, states
from allmende.portal.exchange.domain.calls.organising import address_of
from allmende.portal.exchange.domain.calls.queries import KIND
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.models import Call
from allmende.portal.organisations.models import Member

MOST = 10


def register_all() -> None:
    things.register(Kind(KIND, "Aufruf", "Aufrufe", _find, _scopes))
    topic_sections.register_section("Aufrufe", _of_topic)
    personal.register_all()


def thing_of(call: Call) -> Thing:
    until = f" bis {call.closes_at:%d.%m.%Y}" if call.closes_at else ""
    state = states.state_of(call)
    note = state.label + (until if state == CallState.OPEN else "")
    return Thing(
        KIND,
        str(call.pk),
        call.title,
        address_of(call),
        organisation=str(call.organisation),
        at=call.opens_at or call.created_at,
        note=note,
    )


def _find(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.visible(reader).filter(pk__in=_numbers(keys))
    return {str(one.pk): thing_of(one) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = Call.objects.filter(pk__in=_numbers(keys)).exclude(state=CallState.DRAFT)
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _of_topic(reader: Member | None, topic: str) -> list[Thing]:
    """Without those that were called off; there is no public page of a call."""
    if reader is None:
        return []
    found = queries.visible(reader).filter(topic=topic)
    shown = found.exclude(state__in=[CallState.DRAFT, CallState.CANCELLED])
    return [thing_of(one) for one in shown.order_by("-closes_at", "-pk")[:MOST]]


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 18]
