"""Links between things in both directions, whatever apps they live in."""

from typing import Any

from django.db.models import Q, QuerySet

from allmende.portal.core.domain import things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.things import Thing
from allmende.portal.core.models import Link


def connect(near: tuple[str, str], far: tuple[str, str], *, by: Any) -> None:
    """Tie two things together; ``by`` (a Member) must see both. A second time changes nothing."""
    if near == far:
        raise Refused("Das ist dasselbe. Wählen Sie etwas anderes.")
    if len(things.many(by, [near, far])) < 2:
        raise Refused("Das gibt es nicht mehr, oder Sie dürfen es nicht sehen.")
    if not Link.objects.filter(_either(near, far)).exists():
        Link.objects.get_or_create(
            from_kind=near[0],
            from_key=near[1],
            to_kind=far[0],
            to_key=far[1],
            defaults={"created_by": getattr(by, "user", None)},
        )


def disconnect(near: tuple[str, str], far: tuple[str, str]) -> int:
    """Whether somebody may is asked by the app that owns ``near``."""
    return Link.objects.filter(_either(near, far)).delete()[0]


def between(near: tuple[str, str], far: tuple[str, str]) -> Link | None:
    return Link.objects.filter(_either(near, far)).first()


def rows_of(kind: str, key: str) -> QuerySet[Link]:
    """Every tie of a thing, whoever may see the other end."""
    return Link.objects.filter(Q(from_kind=kind, from_key=key) | Q(to_kind=kind, to_key=key))


def other_end(row: Link, near: tuple[str, str]) -> tuple[str, str]:
    start, end = (row.from_kind, row.from_key), (row.to_kind, row.to_key)
    return end if start == near else start


def of(reader: Any, kind: str, key: str) -> list[Thing]:
    """What is tied to this thing and visible to the reader, in the order of tying."""
    ends = [other_end(row, (kind, key)) for row in rows_of(kind, key)]
    found = things.many(reader, ends)
    return [found[end] for end in dict.fromkeys(ends) if end in found]


def forget(kind: str, key: str) -> None:
    """The thing is gone."""
    rows_of(kind, key).delete()


def _either(near: tuple[str, str], far: tuple[str, str]) -> Q:
    there = Q(from_kind=near[0], from_key=near[1], to_kind=far[0], to_key=far[1])
    return there | Q(from_kind=far[0], from_key=far[1], to_kind=near[0], to_key=near[1])
