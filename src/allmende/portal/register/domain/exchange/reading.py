"""From the bytes of a file to entries, whichever format they are in."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from allmende.portal.register.domain import tables
from allmende.portal.register.domain.exchange.checking import checked, storable
from allmende.portal.register.domain.formats import atrs, dutch, own_json, table
from allmende.portal.register.domain.formats.carrying import KEY
from allmende.portal.register.domain.formats.found import (
    Found,
    NotThisFormat,
)

MOST_ENTRIES = 2_000
LARGEST = tables.LARGEST
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
