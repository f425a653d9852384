"""Tying things together by hand: choosing, doing, undoing."""

from dataclasses import dataclass

from django.db import transaction

from allmende.portal.core.domain import audit, links, search, things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.domain.things import Thing
from allmende.portal.exchange.domain.threads import limits
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member

type End = tuple[str, str]  # kind and key

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Tied:
    thing: Thing
    removable: bool


@transaction.atomic
def tie(near: End, far: End, *, by: Member) -> None:
    """Whoever sees both may; a second time changes nothing."""
    require(rules.may_write, by)
    kind = things.kind(far[0])
    if kind is None or not kind.linkable:
        raise Refused("Das lässt sich nicht verknüpfen. Wählen Sie etwas aus der Liste.")
    limits.check_linking(by)
    known = links.between(near, far)
    links.connect(near, far, by=by)
    row = links.between(near, far)
    if row and not known:
        audit.record("exchange.linked", by=by, about=row)


@transaction.atomic
def untie(near: End, far: End, *, by: Member) -> None:
    """Who tied it, and those who moderate."""
    row = links.between(near, far)
    if row is None or len(things.many(by, [near, far])) < 2:
        raise Refused("Diese Verknüpfung gibt es nicht mehr. Laden Sie die Seite neu.")
    require(rules.may_unlink, by, row)
    audit.record("exchange.unlinked", by=by, about=row)
    links.disconnect(near, far)


def tied(reader: Member, near: End) -> list[Tied]:
    """What is tied to it and visible, and whether the reader may undo it."""
    rows = links.rows_of(*near)
    may = {links.other_end(row, near): rules.may_unlink(reader, row) for row in rows}
    return [
        Tied(thing, may.get((thing.kind, thing.key), False)) for thing in links.of(reader, *near)
    ]


def find(reader: Member, text: str, *, kind: str = "", near: End) -> list[Thing]:
    """What fits the words and can be tied to ``near``, the best first."""
    kinds = [one.name for one in things.kinds() if not kind or one.name == kind]
    keys = audience.find_keys(reader)
    wanted = [
        (name, str(pk))
        for name in (kinds if not kind else _sources(kind))
        for pk in search.matching(text, kinds=[name], keys=keys)[:SHOWN]
    ]
    found = things.many(reader, wanted)
    ends = [_end(found[one]) for one in wanted if one in found]
    if kind:
        ends = [end for end in ends if end[0] == kind]
    known = {near, *((one.kind, one.key) for one in links.of(reader, *near))}
    fitting = things.many(reader, [end for end in ends if end not in known])
    return [fitting[end] for end in dict.fromkeys(ends) if end in fitting and _linkable(end[0])]


def kinds() -> list[tuple[str, str]]:
    """Kinds that can be chosen, with their words."""
    return [(one.name, one.words) for one in things.kinds() if one.linkable]


def _sources(kind: str) -> list[str]:
    """Kinds of the search whose things may stand for this one."""
    return [one.name for one in things.kinds() if one.name == kind or not one.linkable]


def _end(thing: Thing) -> End:
    return thing.stands_for if thing.stands_for[0] else (thing.kind, thing.key)


def _linkable(name: str) -> bool:
    kind = things.kind(name)
    return bool(kind and kind.linkable)
