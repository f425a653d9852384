"""Links between things in both directions, whatever apps they live in."""

from typing import Any

from django.db.models import Q

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


def of(reader: Any, kind: str, key: str) -> list[Thing]:
    """What is tied to this thing and visible to the reader, in the order of tying."""
    here = (kind, key)
    rows = Link.objects.filter(Q(from_kind=kind, from_key=key) | Q(to_kind=kind, to_key=key))
    ends = [
        end
        for row in rows
        for end in ((row.from_kind, row.from_key), (row.to_kind, row.to_key))
        if end != here
    ]
    found = things.many(reader, ends)
    return [found[end] for end in dict.fromkeys(ends) if end in found]


def forget(kind: str, key: str) -> None:
    """The thing is gone."""
    Link.objects.filter(Q(from_kind=kind, from_key=key) | Q(to_kind=kind, to_key=key)).delete()


def _either(near: tuple[str, str], far: tuple[str, str]) -> Q:
    there = Q(from_kind=near[0], from_key=near[1], to_kind=far[0], to_key=far[1])
    return there | Q(from_kind=far[0], from_key=far[1], to_kind=near[0], to_key=near[1])
