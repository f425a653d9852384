"""A register as it was read: text cells, perhaps with a geometry beside."""

from collections.abc import Mapping
from dataclasses import dataclass

import shapely

LARGEST = 100 * 1_000_000  # bytes
MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST = 2_000  # characters of a cell


class BadRegister(Exception):
    """The file cannot be used; the message is the sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` is where a person finds it: of the text, of the sheet, else counted from 1."""

    line: int
    values: Mapping[str, str]
    geometry: shapely.Geometry | None = None


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    epsg: int | None = None  # of the geometries, where the file says so
    has_geometry: bool = False


def clean(value: object) -> str:
    """One line of printable text; whole numbers without the ``.0`` of a spreadsheet."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 -- not a number
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "".join(sign if sign.isprintable() else " " for sign in str(value)[:LONGEST])
    return " ".join(text.split())


def columns(names: list[str]) -> tuple[str, ...]:
    """Every column has a name of its own; an empty one is called after its place."""
    if len(names) > MOST_COLUMNS:
        raise BadRegister(
            f"Die Datei hat {len(names)} Spalten; möglich sind {MOST_COLUMNS}. "
            "Löschen Sie die Spalten, die Sie nicht brauchen."
        )
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = clean(name)[:80] or f"Spalte {number}"
        found.append(wanted if wanted not in found else f"{wanted} ({number})")
    return tuple(found)


def checked(table: Table) -> Table:
    """Raises ``BadRegister`` where there is nothing in it, or too much."""
    if not table.rows:
        raise BadRegister(
            "In der Datei sind keine Zeilen. In der ersten Zeile stehen die Namen der Spalten, "
            "darunter die Orte."
        )
    if len(table.rows) > MOST_ROWS:
        raise too_many()
    return table


def too_many() -> BadRegister:
    return BadRegister(
        f"Die Datei hat mehr als {MOST_ROWS} Zeilen. Teilen Sie sie auf, zum Beispiel nach "
        "Stadtteilen, und lesen Sie die Teile nacheinander ein."
    )
