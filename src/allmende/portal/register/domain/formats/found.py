"""What a reader of any format hands over: one entry, and what is to be said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allmende.portal.register.domain import record
from allmende.portal.register.domain.formats import values
from allmende.portal.register.domain.snapshot import FORMAT, INTERNAL

type Snapshot = dict[str, Any]

NAMES: tuple[str, ...] = tuple(name for name in record.FIELDS if name not in INTERNAL)
GOAL_NAMES = ("text", "indicator", "unit", "baseline", "target", "measured", "measured_on")
ORGANISATION_NAMES = ("slug", "name", "kind", "land", "population", "ags")


class NotThisFormat(Exception):
    """The whole file cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """``problems`` forbid to take the entry, ``notes`` only tell; ``original``: as it came."""

    place: str  # "Zeile 7", "Eintrag 2"
    snapshot: Snapshot
    source_id: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    original: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.snapshot["record"].get("title", ""))


def blank() -> Snapshot:
    """A snapshot of which nothing is known."""
    return {
        "format": FORMAT,
        "reference": "",
        "state": "",
        "suspended": False,
        "organisation": dict.fromkeys(ORGANISATION_NAMES, "") | {"population": None},
        "office": "",
        "record": {name: values.empty(name) for name in NAMES},
        "goals": [],
    }


def blank_goal() -> dict[str, Any]:
    return {"text": "", "indicator": "", "unit": ""} | dict.fromkeys(GOAL_NAMES[3:])


def gentle(snapshot: Snapshot) -> tuple[Snapshot, tuple[str, ...]]:
    """Drop or cut what our fields cannot hold, and say so; the rest of an entry keeps it."""
    notes: list[str] = []
    found = dict(snapshot["record"])
    for name, value in found.items():
        found[name], note = values.fitted(name, value)
        if note:
            notes.append(f"{record.label(name)}: {note}")
    if not found["summary"]:
        found["summary"] = str(found["benefit"] or found["title"])[:1000]
    return snapshot | {"record": found}, tuple(notes)
