"""What gets lost between two forms of the same entry, carried along so that it does not.

Ours in theirs: ``extend`` reads the foreign form back and notes what differs from the snapshot
under ``x_allmende``; ``restore`` puts it in again. Where somebody edited the foreign fields in
between, their values win and the notes only fill what is empty.

Theirs in ours: ``rest_of`` notes what our own way of writing would change or leave out;
``keep_rest`` puts it in again, save where our entry has changed since.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from allmende.portal.register.domain.formats.found import Snapshot

KEY = "x_allmende"
VERSION = 1
EMPTY: tuple[Any, ...] = (None, "", [], {})
_MISSING = object()


def extend(snapshot: Snapshot, read_back: Snapshot) -> dict[str, Any] | None:
    """The extension that turns ``read_back`` into ``snapshot``; None where nothing is lost."""
    differs: dict[str, Any] = {}
    for key, value in snapshot.items():
        if key == "record":
            mine = {
                name: one
                for name, one in value.items()
                if not _same(one, read_back["record"].get(name, _MISSING))
            }
            if mine:
                differs["record"] = mine
        elif not _same(value, read_back.get(key, _MISSING)):
            differs[key] = value
    absent = sorted(set(read_back) - set(snapshot))
    if not differs and not absent:
        return None
    return {"version": VERSION, "seal": seal(read_back), "differs": differs, "absent": absent}


def restore(read: Snapshot, extension: Any) -> Snapshot:
    """The snapshot again. What is no extension of ours is left aside."""
    if not isinstance(extension, Mapping) or not isinstance(extension.get("differs"), Mapping):
        return read
    differs, absent = dict(extension["differs"]), extension.get("absent")
    untouched = extension.get("seal") == seal(read)
    mine = differs.pop("record", {})
    record = dict(read["record"])
    for name, value in mine.items() if isinstance(mine, Mapping) else ():
        if untouched or (name in record and record[name] in EMPTY):
            record[name] = value
    found = read | {"record": record}
    for key, value in differs.items():
        if untouched or found.get(key) in EMPTY:
            found[key] = value
    gone = absent if untouched and isinstance(absent, list) else []
    return {key: value for key, value in found.items() if key not in gone}


def seal(snapshot: Mapping[str, Any]) -> str:
    plain = json.dumps(snapshot, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def rest_of(foreign: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """What of a foreign entry our own writing would change, beside what we would write."""
    theirs: dict[str, Any] = {}
    inside: dict[str, Any] = {}
    for key, value in foreign.items():
        mine = ours.get(key, _MISSING)
        if key == KEY or value == mine:
            continue
        if isinstance(value, Mapping) and isinstance(mine, Mapping):
            inside[key] = rest_of(value, mine)
        else:
            theirs[key] = value
    added = [key for key in ours if key not in foreign and key != KEY]
    written = {key: ours[key] for key in (*theirs, *added) if key in ours}
    found = {"theirs": theirs, "added": added, "ours": written, "inside": inside}
    return {key: value for key, value in found.items() if value}


def keep_rest(written: Mapping[str, Any], rest: Mapping[str, Any] | None) -> dict[str, Any]:
    """The foreign entry again, with what has changed in ours since."""
    found = dict(written)
    if not rest:
        return found
    before = rest.get("ours", {})
    for key, value in rest.get("theirs", {}).items():
        if found.get(key, _MISSING) == before.get(key, _MISSING):
            found[key] = value
    for key in rest.get("added", []):
        if key in found and found[key] == before.get(key, _MISSING):
            del found[key]
    for key, inner in rest.get("inside", {}).items():
        if isinstance(found.get(key), Mapping):
            found[key] = keep_rest(found[key], inner)
    return found


def _same(one: Any, other: Any) -> bool:
    """Equal and of the same type all the way down: 1, 1.0 and True are three values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
