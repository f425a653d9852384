"""Sentences of the register beside what an author has made of them.

A stored sentence is a dictionary: ``key``, ``text``, ``citations``, ``is_gap``, ``origin``
(enums.Origin), ``register_text`` (what the register said last), ``was`` (what it said before,
where that has changed), ``stale`` (the register no longer says it), ``by`` and ``on``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from allmende.portal.reports.domain.statements import Statement
from allmende.portal.reports.enums import Origin

type Stored = dict[str, Any]
OWN_PREFIX = "own:"


def merged(old: Sequence[Stored], new: Iterable[Statement]) -> list[Stored]:
    """Fill again: facts follow the register, an author's words and removals stay."""
    known = {entry["key"]: entry for entry in old}
    fresh = [_beside(known.get(statement.key), statement) for statement in new]
    keys = {entry["key"] for entry in fresh}
    left = [entry for entry in old if entry["key"] not in keys]
    return [*fresh, *filter(None, map(_left_over, left))]


def _beside(before: Stored | None, statement: Statement) -> Stored:
    entry = {
        **statement.as_json(),
        "origin": Origin.REGISTER.value,
        "register_text": statement.text,
        "was": "",
        "stale": False,
        "by": "",
        "on": "",
    }
    if before is None:
        return entry
    if before["register_text"] != statement.text:
        entry["was"] = before["register_text"]
    if before["origin"] == Origin.REGISTER:
        return entry
    kept = ("text", "origin", "by", "on")
    return {**entry, **{name: before[name] for name in kept}}


def _left_over(entry: Stored) -> Stored | None:
    """What the register no longer says: gone, unless a person has written it."""
    if entry["origin"] == Origin.OWN:
        return entry
    if entry["origin"] == Origin.EDITED:
        return {**entry, "stale": True}
    return None


def edited(
    old: Sequence[Stored],
    texts: Mapping[str, str],
    *,
    own: str = "",
    by: str,
    on: date,
) -> list[Stored]:
    """Apply an author's texts by key; an emptied one is removed, ``own`` is added at the end."""
    result = [_rewritten(entry, texts.get(entry["key"]), by, on) for entry in old]
    kept = [entry for entry in result if entry is not None]
    return [*kept, *(_own(old, own, by, on) if own.strip() else [])]


def _rewritten(entry: Stored, text: str | None, by: str, on: date) -> Stored | None:
    if text is None or text.strip() == entry["text"]:
        return entry
    signed = {"by": by, "on": on.isoformat()}
    if not text.strip():
        is_own = entry["origin"] == Origin.OWN
        return None if is_own else {**entry, "origin": Origin.REMOVED.value, **signed}
    if entry["origin"] == Origin.OWN:
        return {**entry, "text": text.strip(), **signed}
    same = text.strip() == entry["register_text"]
    origin = Origin.REGISTER if same else Origin.EDITED
    return {**entry, "text": text.strip(), "origin": origin.value, **signed}


def _own(old: Sequence[Stored], text: str, by: str, on: date) -> list[Stored]:
    taken = [int(e["key"].removeprefix(OWN_PREFIX)) for e in old if e["key"].startswith(OWN_PREFIX)]
    return [
        {
            "key": f"{OWN_PREFIX}{max(taken, default=0) + 1}",
            "text": text.strip(),
            "citations": [],
            "is_gap": False,
            "origin": Origin.OWN.value,
            "register_text": "",
            "was": "",
            "stale": False,
            "by": by,
            "on": on.isoformat(),
        }
    ]


def restored(old: Sequence[Stored]) -> list[Stored]:
    """Bring removed sentences back as the register says them."""
    back = {"origin": Origin.REGISTER.value, "by": "", "on": ""}
    return [
        {**entry, **back, "text": entry["register_text"]}
        if entry["origin"] == Origin.REMOVED
        else entry
        for entry in old
    ]


def shown(statements: Iterable[Stored]) -> list[Stored]:
    return [entry for entry in statements if entry["origin"] != Origin.REMOVED]
