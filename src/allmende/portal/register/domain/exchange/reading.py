"""From the bytes of a file to entries, whichever format they are in."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Any

from allmende.portal.register.domain import record, tables
from allmende.portal.register.domain.formats import atrs, dutch, own_json, table, values
from allmende.portal.register.domain.formats.carrying import KEY
from allmende.portal.register.domain.formats.found import (
    GOAL_NAMES,
    NAMES,
    Found,
    NotThisFormat,
    blank_goal,
)

MOST_ENTRIES = 2_000
MOST_GOALS = 12
LARGEST = tables.LARGEST
GOAL_LENGTHS = {"text": 300, "indicator": 200, "unit": 40}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
UNKNOWN = (
    "Das Format der Datei ist nicht bekannt. Möglich sind CSV, XLSX, JSON dieses Registers, die "
    "niederländische Publicatiestandaard (JSON), der britische ATRS (JSON, CSV) und signierte "
    "Pakete (ZIP)."
)
EMPTY_FILE = "Die Datei ist leer. Wählen Sie eine andere."
LABELS = {
    "table": "Tabelle (CSV oder XLSX)",
    "json": "JSON eines Registers von Allmende",
    "dutch": "Publicatiestandaard 1.0 (Niederlande)",
    "atrs": "ATRS (Vereinigtes Königreich)",
    "package": "Signiertes Paket",
}


@dataclass(frozen=True, slots=True)
class Read:
    format: str
    found: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # of a table, in their order


def read(content: bytes) -> Read:
    """Everything but packages. Raises NotThisFormat with a sentence for the whole file."""
    if not content.strip():
        raise NotThisFormat(EMPTY_FILE)
    if len(content) > LARGEST:
        raise NotThisFormat(
            f"Die Datei ist größer als {LARGEST // 1_000_000} MB. Teilen Sie sie auf."
        )
    if content.startswith(b"PK"):
        return _table(tables.from_xlsx(content))
    text = tables.decoded(content).lstrip("\ufeff \r\n\t")
    if text.startswith(("{", "[")):
        return _json(text)
    return _csv(content)


def _csv(content: bytes) -> Read:
    header, lines = tables.from_csv(content)
    if len(set(header) & set(atrs.ATTRIBUTES)) >= 10:
        rows = [dict(zip(header, line, strict=False)) for line in lines]
        found = [_atrs_row(row, number) for number, row in enumerate(rows, 2)]
        return Read("atrs", tuple(map(checked, found)))
    return _table((header, lines))


def _table(read_in: tuple[list[str], list[list[Any]]]) -> Read:
    header, lines = read_in
    found = table.read(header, lines)
    if not found:
        raise NotThisFormat("Unter den Überschriften steht keine Zeile. Es gibt nichts zu lesen.")
    absent = table.missing([" ".join(name.split()) for name in header])
    notes = []
    if absent:
        shown = ", ".join(f"„{label}“" for label in absent[:8])
        more = f" und {len(absent) - 8} weitere" if len(absent) > 8 else ""
        notes.append(f"Diese Spalten fehlen und bleiben leer: {shown}{more}.")
    if found[0].notes:
        notes += found[0].notes
        found = [replace(one, notes=()) for one in found]
    columns = tuple(" ".join(name.split()) for name in header if name.strip())
    return Read("table", tuple(map(checked, found)), tuple(notes), columns)


def _atrs_row(row: Mapping[str, str], number: int) -> Found:
    extension = row.get(KEY) or ""
    nested: dict[str, Any] = {name: text for name, text in row.items() if name != KEY}
    with suppress(ValueError):
        nested |= {KEY: json.loads(extension)} if extension else {}
    return atrs.read(nested, f"Zeile {number}")


def _json(text: str) -> Read:
    try:
        document = storable(json.loads(text, parse_constant=_no_number, parse_float=_finite))
    except (ValueError, RecursionError) as error:
        raise NotThisFormat(
            "Die Datei ist kein gültiges JSON. Laden Sie sie dort noch einmal herunter."
        ) from error
    if isinstance(document, Mapping) and document.get("kind") == own_json.NAME:
        return Read("json", _entries("json", own_json.read(document)))
    entries = _listed(document)
    for name, fits, reader in READERS:
        if entries and all(isinstance(one, Mapping) and fits(one) for one in entries):
            found = [reader(one, f"Eintrag {number}") for number, one in enumerate(entries, 1)]
            return Read(name, _entries(name, found))
    raise NotThisFormat(UNKNOWN)


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def storable(value: Any) -> Any:
    """Without the signs that no database keeps: zero, and halves of pairs."""
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return value


def _entries(name: str, found: Sequence[Found]) -> tuple[Found, ...]:
    if len(found) > MOST_ENTRIES:
        raise NotThisFormat(
            f"Die Datei hat {len(found)} Einträge, auf einmal gehen {MOST_ENTRIES}. "
            "Teilen Sie sie auf."
        )
    if not found:
        raise NotThisFormat(f"In der Datei steht kein Eintrag ({LABELS[name]}).")
    return tuple(map(checked, found))


def _listed(document: Any) -> list[Any]:
    """One entry, a list of them, or a list under the usual keys."""
    if isinstance(document, list):
        return document
    if isinstance(document, Mapping):
        for key in ("results", "records", "entries", "algorithms", "algoritmes"):
            if isinstance(document.get(key), list):
                return list(document[key])
        return [document]
    return []


def _is_dutch(one: Mapping[str, Any]) -> bool:
    return "name" in one and bool({"description_short", "standard_version", "lars"} & set(one))


def _is_atrs(one: Mapping[str, Any]) -> bool:
    return one.get("standard") == "ATRS" or len(atrs.flatten(one)) >= 5


type Reader = Callable[[Mapping[str, Any], str], Found]
READERS: tuple[tuple[str, Callable[[Mapping[str, Any]], bool], Reader], ...] = (
    ("dutch", _is_dutch, dutch.read),
    ("atrs", _is_atrs, atrs.read),
)


def checked(found: Found) -> Found:
    """Only what our fields hold; everything else becomes a problem. Trusts nothing it is given."""
    problems = list(found.problems)
    told = " ".join(problems)
    clean: dict[str, Any] = {}
    for name in NAMES:
        value = found.snapshot["record"].get(name)
        value = values.empty(name) if value in (None, "", []) else value
        wrong = values.complaint(name, value)
        clean[name] = values.empty(name) if wrong else value
        if wrong and f"„{record.label(name)}“" not in told:
            problems.append(f"Feld „{record.label(name)}“: {wrong}")
    problems += [
        f"Feld „{record.label(name)}“: Hier fehlt eine Angabe."
        for name in table.REQUIRED
        if not clean[name] and f"„{record.label(name)}“" not in " ".join(problems)
    ]
    if clean["starts_on"] and clean["ends_on"] and clean["ends_on"] < clean["starts_on"]:
        problems.append("Das Ende liegt vor dem Beginn.")
    goals, more = _goals(found.snapshot.get("goals"))
    snapshot = {
        **found.snapshot,
        "record": clean,
        "goals": goals,
        "office": str(found.snapshot.get("office") or "")[:150],
    }
    return replace(found, snapshot=snapshot, problems=(*problems, *more))


def _goals(raw: Any) -> tuple[list[dict[str, Any]], list[str]]:
    goals, problems = [], []
    given = raw if isinstance(raw, list) else []
    if len(given) > MOST_GOALS:
        problems.append(f"Es sind {len(given)} Ziele, möglich sind {MOST_GOALS}.")
    for number, goal in enumerate(given[:MOST_GOALS], 1):
        made, wrong = _goal(goal if isinstance(goal, Mapping) else {})
        problems += [f"Ziel {number}: {sentence}" for sentence in wrong]
        goals.append(made)
    return goals, problems


def _goal(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    found, problems = blank_goal(), []
    for name in GOAL_NAMES:
        value = raw.get(name)
        if value in (None, ""):
            continue
        if wrong := _goal_complaint(name, value):
            problems.append(wrong)
        else:
            found[name] = value
    if not found["text"] and not problems:
        problems.append("Bitte nennen Sie das Ziel.")
    return found, problems


def _goal_complaint(name: str, value: Any) -> str:
    if name in GOAL_LENGTHS:
        if not isinstance(value, str) or "\x00" in value:
            return "Das ist kein Text."
        most = GOAL_LENGTHS[name]
        return f"Der Text hat {len(value)} Zeichen, möglich sind {most}." * (len(value) > most)
    if name == "measured_on":
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            return "Das ist kein Datum."
        return ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number and abs(value) < 1e300 else "Das ist keine Zahl."


def mending(
    rows: Sequence[tuple[Mapping[str, Any], Sequence[str]]], kind: str, columns: Sequence[str] = ()
) -> bytes:
    """The entries that could not be taken, as they came, with what is wrong beside them."""
    if kind == "table":
        names = [name for name in columns if name != table.ERRORS]
        body = [[" ".join(why), *(original.get(c) for c in names)] for original, why in rows]
        return tables.to_csv([table.ERRORS, *names], body)
    found = [{**original, "x_fehler": list(why)} for original, why in rows]
    document: Any = own_json.write(found) if kind == "json" else found
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
