"""Our own JSON: the snapshots as they are, with the entry they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any

from allmende.portal.register.domain.formats.found import (
    GOAL_NAMES,
    NAMES,
    Found,
    NotThisFormat,
    Snapshot,
    blank,
)
from allmende.portal.register.domain.snapshot import FORMAT

NAME = "allmende-register"


def write(entries: Sequence[Mapping[str, Any]], **about: Any) -> dict[str, Any]:
    """``entries``: each ``{"id", "version", "published", "data": snapshot}`` or a part of it."""
    return {"kind": NAME, "format": FORMAT, **about, "entries": list(entries)}


def read(document: Any) -> list[Found]:
    """Raises NotThisFormat for what is no register of ours or of a newer version."""
    if not isinstance(document, Mapping) or document.get("kind") != NAME:
        raise NotThisFormat("Das ist keine JSON-Datei eines Registers von Allmende.")
    if document.get("format") != FORMAT:
        raise NotThisFormat(
            "Die Datei stammt aus einer neueren Version von Allmende. Aktualisieren Sie Ihre."
        )
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise NotThisFormat("In der Datei fehlen die Einträge („entries“).")
    return [_entry(one, f"Eintrag {number}") for number, one in enumerate(entries, 1)]


def _entry(entry: Any, place: str) -> Found:
    data = entry.get("data") if isinstance(entry, Mapping) else None
    record = data.get("record") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(record, Mapping):
        return Found(place, blank(), problems=("Hier fehlt der Datensatz („data.record“).",))
    return Found(place, whole(data), source_id=str(entry.get("id") or ""), original=dict(entry))


def whole(data: Mapping[str, Any]) -> Snapshot:
    """Every key that we rely on, in its shape; more keys stay as they are."""
    base = blank()
    record = data["record"]
    organisation = data.get("organisation")
    goals = data.get("goals")
    return (
        base
        | dict(data)
        | {
            "record": base["record"] | {name: record[name] for name in NAMES if name in record},
            "organisation": organisation if isinstance(organisation, Mapping) else {},
            "office": str(data.get("office") or ""),
            "goals": [
                {name: goal.get(name) for name in GOAL_NAMES}
                for goal in (goals if isinstance(goals, list) else [])
                if isinstance(goal, Mapping)
            ],
        }
    )
