"""Our own table: one row an entry, German headers, goals in numbered columns.

Cells are text, numbers or dates; ``domain.tables`` turns them into CSV and XLSX and back.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from allmende.portal.register.domain import record
from allmende.portal.register.domain.formats import carrying, values
from allmende.portal.register.domain.formats.found import (
    GOAL_NAMES,
    NAMES,
    Found,
    NotThisFormat,
    Snapshot,
    blank,
    blank_goal,
)
from allmende.portal.register.enums import State

type Cell = str | int | float | date | None

MOST_GOALS = 12
PIECE = 30_000  # characters; a cell of a spreadsheet holds 32,767
NUMBER, STATE, ORGANISATION, OFFICE = "Nummer", "Stand", "Organisation", "Fachamt"
ERRORS = "Fehler"  # what a file to be mended says; not read
EXTENSION = f"Weitere Angaben ({carrying.KEY})"
GOAL_LABELS = {
    "text": "",
    "indicator": "Messgröße",
    "unit": "Einheit",
    "baseline": "Ausgangswert",
    "target": "Zielwert",
    "measured": "Gemessen",
    "measured_on": "Gemessen am",
}
# Controls, halves of pairs, and the two last signs of each plane, which are none.
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
LABELS = {record.label(name): name for name in NAMES}
REQUIRED = ("title", "summary")


def goal_column(number: int, name: str) -> str:
    return f"Ziel {number} {GOAL_LABELS[name]}".strip()


GOAL_COLUMNS = {
    goal_column(number, name): (number, name)
    for number in range(1, MOST_GOALS + 1)
    for name in GOAL_NAMES
}


def rows(snapshots: Sequence[Snapshot]) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows, with as many goal and extension columns as the entries need."""
    most = max([1, *(len(one["goals"]) for one in snapshots)])
    columns = [NUMBER, STATE, ORGANISATION, OFFICE, *LABELS]
    columns += [
        goal_column(number, name)
        for number in range(1, min(most, MOST_GOALS) + 1)
        for name in GOAL_NAMES
    ]
    made = [_row(one) for one in snapshots]
    pieces = [_pieces(one, row) for one, row in zip(snapshots, made, strict=True)]
    extra = max([0, *map(len, pieces)])
    columns += [_extension_column(number) for number in range(1, extra + 1)]
    for row, found in zip(made, pieces, strict=True):
        row |= {_extension_column(number): text for number, text in enumerate(found, 1)}
    return columns, [[row.get(column) for column in columns] for row in made]


def read(header: Sequence[str], lines: Sequence[Sequence[Any]], *, first: int = 2) -> list[Found]:
    """Every row that is not empty; raises NotThisFormat where a needed column is missing.

    ``first`` is the number of the first line after the header, as a spreadsheet shows it.
    """
    names = [" ".join(str(name or "").split()) for name in header]
    _check_header(names)
    unknown = [name for name in names if name and not _is_known(name)]
    notes = _unknown_note(unknown)
    found = []
    for number, line in enumerate(lines, first):
        cells = {name: cell for name, cell in zip(names, line, strict=False) if name}
        if any(cell not in (None, "") for cell in cells.values()):
            found.append(_entry(cells, f"Zeile {number}", notes))
    return found


def unknown_cells(original: Mapping[str, Any]) -> dict[str, Any]:
    """What stood in columns that are not ours."""
    return {name: text for name, text in original.items() if not _is_known(name)}


def missing(header: Sequence[str]) -> list[str]:
    """Columns of the record that a file does not have; they stay empty."""
    return [label for label in LABELS if label not in header]


def _check_header(names: Sequence[str]) -> None:
    needed = [record.label(name) for name in REQUIRED]
    absent = [label for label in needed if label not in names]
    if absent:
        listed = " und ".join(f"„{label}“" for label in absent)
        raise NotThisFormat(
            f"In der ersten Zeile fehlt die Spalte {listed}. Laden Sie die leere Tabelle herunter "
            "und übernehmen Sie deren Überschriften."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise NotThisFormat(
            f"Die Spalte „{twice[0]}“ gibt es mehrfach. Jede Überschrift darf nur einmal stehen."
        )


def _is_known(name: str) -> bool:
    fixed = {NUMBER, STATE, ORGANISATION, OFFICE, ERRORS}
    return name in fixed or name in LABELS or name in GOAL_COLUMNS or name.startswith(EXTENSION)


def _unknown_note(unknown: Sequence[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    listed = ", ".join(f"„{name[:60]}“" for name in unknown[:10])
    return (f"Unbekannte Spalten bleiben vermerkt, werden aber nicht gelesen: {listed}.",)


def _row(snapshot: Snapshot) -> dict[str, Cell]:
    found: dict[str, Cell] = {
        NUMBER: _clean(snapshot["reference"]),
        STATE: _state_label(snapshot["state"]),
        ORGANISATION: _clean(snapshot["organisation"].get("slug", "")),
        OFFICE: _clean(snapshot["office"]),
    }
    for label, name in LABELS.items():
        found[label] = _cell(name, snapshot["record"].get(name))
    for number, goal in enumerate(snapshot["goals"][:MOST_GOALS], 1):
        for name in GOAL_NAMES:
            found[goal_column(number, name)] = _goal_cell(goal.get(name), name)
    return found


def _cell(name: str, value: Any) -> Cell:
    if name in record.LISTS and isinstance(value, list):
        known = record.LISTS[name]
        return _clean(", ".join(known.get(item, str(item)) for item in value))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if name.endswith("_on"):
        return _date(value)
    choices = dict(record.field(name).flatchoices or [])
    return _clean(str(choices.get(value, value or "")))


def _goal_cell(value: Any, name: str) -> Cell:
    if name == "measured_on":
        return _date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A spreadsheet keeps sixteen digits and no -0.0; what has more digits goes as text.
        is_short = float(f"{value:.16g}") == value
        return float(value) + 0.0 if is_short else repr(value).replace(".", ",")
    return _clean(str(value or ""))


def _date(value: Any) -> Cell:
    """As a date where it is one; the years of a spreadsheet begin with 1900."""
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        return _clean(str(value or ""))
    return found if found.year > 1900 else f"{found.day:02}.{found.month:02}.{found.year:04}"


def _clean(text: str) -> str:
    """Without signs that no spreadsheet can hold; the extension keeps the whole text."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")[:PIECE])


def _state_label(state: str) -> str:
    return str(State(state).label) if state in State.values else _clean(state)


def _pieces(snapshot: Snapshot, row: Mapping[str, Cell]) -> list[str]:
    """The extension as text in pieces that fit into cells."""
    extension = carrying.extend(snapshot, _snapshot(row)[0])
    if extension is None:
        return []
    text = json.dumps(extension, ensure_ascii=True)
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def _extension_column(number: int) -> str:
    return EXTENSION if number == 1 else f"{EXTENSION} {number}"


def _entry(cells: Mapping[str, Any], place: str, notes: tuple[str, ...]) -> Found:
    snapshot, problems = _snapshot(cells)
    snapshot = carrying.restore(snapshot, _extension(cells))
    original = {name: values.text(cell) for name, cell in cells.items() if cell not in (None, "")}
    return Found(
        place,
        snapshot,
        source_id=_source_id(cells),
        problems=tuple(f"Spalte „{column}“: {sentence}" for column, sentence in problems),
        notes=notes,
        original=original,
    )


def _source_id(cells: Mapping[str, Any]) -> str:
    number, slug = values.text(cells.get(NUMBER) or ""), values.text(cells.get(ORGANISATION) or "")
    return f"{slug}/{number}" if slug and number else number


def _extension(cells: Mapping[str, Any]) -> Any:
    columns = sorted(
        (name for name in cells if name.startswith(EXTENSION)), key=lambda name: (len(name), name)
    )
    text = "".join(str(cells[name] or "") for name in columns)
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def _snapshot(cells: Mapping[str, Any]) -> tuple[Snapshot, list[tuple[str, str]]]:
    """The snapshot and what is wrong, by column."""
    snapshot = blank()
    problems: list[tuple[str, str]] = []
    for label, name in LABELS.items():
        try:
            value = values.from_text(name, cells.get(label))
            if wrong := values.complaint(name, value):
                problems.append((label, wrong))
            snapshot["record"][name] = value
        except values.Unreadable as wrong_cell:
            problems.append((label, str(wrong_cell)))
    problems += [
        (record.label(name), "Hier fehlt eine Angabe.")
        for name in REQUIRED
        if not snapshot["record"][name]
    ]
    snapshot["goals"], more = _goals(cells)
    snapshot["reference"] = values.text(cells.get(NUMBER) or "")
    snapshot["state"] = _state(values.text(cells.get(STATE) or ""))
    snapshot["office"] = values.text(cells.get(OFFICE) or "")
    snapshot["organisation"]["slug"] = values.text(cells.get(ORGANISATION) or "")
    return snapshot, [*problems, *more]


def _state(text: str) -> str:
    by_label = {str(label).casefold(): value for value, label in State.choices}
    return by_label.get(text.casefold(), text)


def _goals(cells: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    goals, problems = [], []
    for number in range(1, MOST_GOALS + 1):
        goal = blank_goal()
        for name, column, cell in _goal_cells(cells, number):
            try:
                goal[name] = _goal_value(name, cell)
            except values.Unreadable as wrong:
                problems.append((column, str(wrong)))
        if goal == blank_goal():
            continue
        if not goal["text"]:
            problems.append((goal_column(number, "text"), "Bitte nennen Sie das Ziel."))
        goals.append(goal)
    return goals, problems


def _goal_cells(cells: Mapping[str, Any], number: int) -> Iterator[tuple[str, str, Any]]:
    for name in GOAL_NAMES:
        column = goal_column(number, name)
        if cells.get(column) not in (None, ""):
            yield name, column, cells[column]


def _goal_value(name: str, cell: Any) -> Any:
    if name == "measured_on":
        return values.day(cell)
    if name in {"baseline", "target", "measured"}:
        return values.number(cell)
    most = {"text": 300, "indicator": 200, "unit": 40}[name]
    found = values.text(cell)
    if len(found) > most:
        raise values.Unreadable(f"Der Text hat {len(found)} Zeichen, möglich sind {most}.")
    return found
