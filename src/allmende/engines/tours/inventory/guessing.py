"""Which column means what: guessed from its name, proved by what stands in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from allmende.engines.tours.inventory.numbers import number
from allmende.engines.tours.inventory.table import Table

FIELDS = ("number", "name", "kind", "x", "y", "square_metres", "note")
# Patterns over the lower-case name without marks; the first that fits counts most.
NAMES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "(baum|objekt|spielplatz|flaechen?|anlagen?|kataster)(nr|nummer|id)",
        "(nr|nummer|number|kennung|kennziffer|schluessel)",
        "(objectid|id|fid|gid|uuid|ref)",
    ),
    "name": (
        "(name|bezeichnung|spielplatzname|objektname|anlagenname|titel|title)",
        "namedt|baumart(de|deutsch|dt)?|gattungdeutsch|artdeutsch",
        "(strasse|standort|lage|ort|location|adresse)",
    ),
    "kind": ("(art|typ|type|kind|objektart|kategorie|nutzung|nutzungsart|gruenflaechenart)",),
    "x": (
        "(x|lon|lng|long|longitude|laenge|laengengrad|geolaenge|xkoord(inate)?|xcoord|pointx)",
        "(rechtswert|ostwert|easting|east|ost|utme|rw)",
    ),
    "y": (
        "(y|lat|latitude|breite|breitengrad|geobreite|ykoord(inate)?|ycoord|pointy)",
        "(hochwert|nordwert|northing|north|nord|utmn|hw)",
    ),
    "square_metres": (
        "(flaeche(m2|qm|inm2|inqm)?|groesse(m2|qm|inm2|inqm)?|qm|m2|area|shapearea|squaremetres)",
    ),
    "note": ("(bemerkung|bemerkungen|hinweis|notiz|kommentar|note|remarks?)",),
}
MARKS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "²": "2"})
SAMPLE = 500  # rows
DISTINCT = 0.8  # of the numbers; the doubles are told as errors


@dataclass(frozen=True, slots=True)
class Assignment:
    """Names of columns by field ("" means none), and what holds for every row."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""  # of rows without a kind that is known
    epsg: int | None = None  # None: as the file says or the numbers look

    def column(self, name: str) -> str:
        return self.columns.get(name, "")


def guess(table: Table) -> dict[str, str]:
    """A column for each field that has one; none is used twice, except that names that are all
    different can stand for the numbers.
    """
    found: dict[str, str] = {}
    for wanted in ("x", "y", "number", "name", "kind", "square_metres", "note"):
        if wanted in {"x", "y"} and table.has_geometry:
            continue
        free = [name for name in table.columns if name not in found.values()]
        fits = PROOFS.get(wanted, _has_something)
        for pattern in NAMES[wanted]:
            named = [name for name in free if re.fullmatch(pattern, _plain(name))]
            if good := next((name for name in named if fits(table, name)), None):
                found[wanted] = good
                break
    if "number" not in found and _is_unique(table, name := found.get("name", "")):
        found["number"] = name
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().translate(MARKS))


def _values(table: Table, column: str) -> list[str]:
    return [row.values.get(column, "") for row in table.rows[:SAMPLE]]


def _has_something(table: Table, column: str) -> bool:
    return any(_values(table, column))


def _is_worded(table: Table, column: str) -> bool:
    return _has_something(table, column) and not _is_numeric(table, column)


def _is_unique(table: Table, column: str) -> bool:
    values = [row.values.get(column, "") for row in table.rows]
    return len(set(values) - {""}) >= len(values) * DISTINCT


def _is_numeric(table: Table, column: str) -> bool:
    values = [value for value in _values(table, column) if value]
    return bool(values) and sum(number(one) is not None for one in values) >= len(values) * 0.9


PROOFS: Mapping[str, Callable[[Table, str], bool]] = {
    "number": _is_unique,
    "name": _is_worded,
    "x": _is_numeric,
    "y": _is_numeric,
    "square_metres": _is_numeric,
}
