"""What a sibling app found becomes an idea in the register of whoever takes it over."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction

from allmende.portal.core.domain import handover, things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import queries, record, use_cases
from allmende.portal.register.models import UseCase

NAME = "use_case"
LONGEST_COMMENT = 5000
TOPICS = {"koki": "fields_koki", "urban": "fields_urban"}
TEXTS = frozenset(
    name
    for name in record.FIELDS
    if isinstance(record.field(name), models.CharField | models.TextField)
    and not record.field(name).choices
)


def register_all() -> None:
    """The record as its own organisation sees it is not offered for linking: others see entries."""
    handover.register(NAME, receive)
    things.register(Kind(NAME, "Anwendungsfall", "Anwendungsfälle", _find, _scopes, linkable=False))


@transaction.atomic
def receive(values: Mapping[str, Any], by: Member) -> Thing:
    """``values``: texts under the names of fields, ``topic``, and ``source`` with ``title``,
    ``url``, ``note`` and ``more`` (what has no field of its own).
    """
    fields = {name: _fitting(name, str(values[name])) for name in TEXTS if values.get(name)}
    if not fields.get("title"):
        raise Refused("Der Anwendungsfall braucht einen Titel.")
    use_case = use_cases.propose(
        by.organisation,
        values={**fields, **_topic(str(values.get("topic", ""))), "origin_note": _note(values)},
        by=by,
    )
    use_cases.comment(use_case, text=_told(values.get("source", {})), by=by)
    return _thing(use_case)


def _note(values: Mapping[str, Any]) -> dict[str, Any]:
    """``filename`` is what the page of a use case names as its origin."""
    source = values.get("source", {})
    return {
        "kind": "call",
        "filename": str(source.get("title", "")),
        "url": str(source.get("url", "")),
    }


def _told(source: Mapping[str, Any]) -> str:
    """Where it comes from, and what has no field of its own, as the first comment."""
    outcome = f" (Ergebnis: {source['outcome']})" if source.get("outcome") else ""
    parts = [f"{source.get('note', '')}{outcome}.", *map(str, source.get("more", []))]
    return "\n\n".join(parts)[:LONGEST_COMMENT]


def _fitting(name: str, text: str) -> str:
    """Cut at the end of a word where the field is shorter than the answer."""
    longest = record.field(name).max_length
    if not longest or len(text) <= longest:
        return text
    return f"{text[: longest - 2].rsplit(maxsplit=1)[0]} …"


def _topic(key: str) -> dict[str, list[str]]:
    program, _, field = key.partition(":")
    return {TOPICS[program]: [field]} if program in TOPICS and field else {}


def _find(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    if reader is None:
        return {}
    found = queries.visible_to(reader).filter(pk__in=_uuids(keys))
    return {str(one.pk): _thing(one) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = UseCase.objects.filter(pk__in=_uuids(keys))
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _thing(use_case: UseCase) -> Thing:
    return Thing(
        NAME,
        str(use_case.pk),
        use_case.title,
        use_cases.address_of(use_case),
        organisation=str(use_case.organisation),
        at=use_case.created_at,
        note=str(use_case.get_state_display()),
    )


def _uuids(keys: Collection[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
