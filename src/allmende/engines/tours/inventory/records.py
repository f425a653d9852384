"""Rows of a register -> sites, and for each row that is none what is wrong and how to mend it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from allmende.engines.tours.inventory import coordinates
from allmende.engines.tours.inventory.coordinates import Floats
from allmende.engines.tours.inventory.guessing import Assignment
from allmende.engines.tours.inventory.kinds import kind_of
from allmende.engines.tours.inventory.numbers import number
from allmende.engines.tours.inventory.table import Row, Table

LARGEST_AREA = 100_000_000.0  # m²; a hundred square kilometres are no site
COARSE = 5e-6  # degrees, half a metre
LENGTHS = {"number": 60, "name": 150, "note": 300}
DETAILS = 12  # other columns that are kept
DETAIL = 100  # characters


@dataclass(frozen=True, slots=True)
class Record:
    """A site in WGS 84. ``geometry`` is GeoJSON, empty where only the point is known."""

    line: int
    number: str
    name: str
    kind: str
    lon: float
    lat: float
    square_metres: float = 0.0
    note: str = ""
    geometry: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    epsg: int  # of the coordinates as they were understood


class _Wrong(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


def records(
    table: Table, assignment: Assignment, *, near: tuple[float, float] | None = None
) -> Reading:
    """``near`` is a place of the town; it tells UTM 32 from 33. No row is both in the result
    and a problem."""
    raw = [_raw(row, assignment) for row in table.rows]
    known = np.array([at for at in raw if not isinstance(at, _Wrong)], float).reshape(-1, 2)
    epsg = assignment.epsg or _epsg(table, known, near)
    places = iter(coordinates.to_wgs84(known, epsg).tolist())
    found: list[Record] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for row, at in zip(table.rows, raw, strict=True):
        try:
            if isinstance(at, _Wrong):
                raise at
            record = _record(row, assignment, tuple(next(places)), epsg)
            _once(record, seen, assignment)
        except _Wrong as wrong:
            problems.append(Problem(row.line, wrong.column, wrong.message))
        else:
            found.append(record)
    return Reading(tuple(found), tuple(problems), epsg)


def _epsg(table: Table, known: Floats, near: tuple[float, float] | None) -> int:
    """What the numbers look like counts more than a file that calls everything WGS 84."""
    looks = coordinates.detect(known[:, 0].tolist(), known[:, 1].tolist(), near)
    if table.epsg in coordinates.SYSTEMS and table.epsg != coordinates.WGS84:
        return table.epsg
    return looks


def _raw(row: Row, assignment: Assignment) -> tuple[float, float] | _Wrong:
    """As they stand in the file."""
    if row.geometry is not None:
        inside = row.geometry.point_on_surface()
        return (float(inside.x), float(inside.y))
    found = []
    for axis in ("x", "y"):
        column = assignment.column(axis)
        text = row.values.get(column, "")
        value = number(text)
        if value is None:
            return _Wrong(column or "Koordinaten", _no_coordinate(text))
        found.append(value)
    return (found[0], found[1])


def _no_coordinate(text: str) -> str:
    if not text:
        return "Die Koordinate fehlt. Tragen Sie Rechts- und Hochwert oder Länge und Breite ein."
    return f"„{text[:40]}“ ist keine Koordinate. Schreiben Sie nur die Zahl, zum Beispiel 9,1589."


def _record(row: Row, assignment: Assignment, at: tuple[float, ...], epsg: int) -> Record:
    lon, lat = at
    if not coordinates.is_in_germany(lon, lat):
        raise _Wrong(
            assignment.column("x") or "Lage",
            "Der Ort liegt nicht in Deutschland. Prüfen Sie die Koordinaten und das gewählte "
            "Koordinatensystem.",
        )
    kind = kind_of(row.values.get(assignment.column("kind"), "")) or assignment.kind
    if not kind:
        raise _Wrong(
            assignment.column("kind") or "Art",
            "Was für ein Ort das ist, steht nicht da. Wählen Sie eine Art für alle übrigen Zeilen.",
        )
    geometry = _drawn(row, epsg)
    texts = {name: _text(row, assignment, name) for name in LENGTHS}
    return Record(
        line=row.line,
        kind=kind,
        lon=round(lon, 7),
        lat=round(lat, 7),
        square_metres=_area(row, assignment, geometry),
        geometry=json.loads(shapely.to_geojson(geometry)) if geometry is not None else {},
        details=_details(row, assignment),
        **texts,
    )


def _once(record: Record, seen: dict[tuple[str, str], int], assignment: Assignment) -> None:
    if not record.number:
        return
    before = seen.setdefault((record.kind, record.number), record.line)
    if before != record.line:
        raise _Wrong(
            assignment.column("number"),
            f"Die Nummer „{record.number}“ steht schon in Zeile {before}. Jeder Ort braucht eine "
            "eigene; löschen Sie die Zeile oder wählen Sie eine andere Spalte als Nummer.",
        )


def _text(row: Row, assignment: Assignment, name: str) -> str:
    return row.values.get(assignment.column(name), "")[: LENGTHS[name]].strip()


def _area(row: Row, assignment: Assignment, geometry: shapely.Geometry | None) -> float:
    column = assignment.column("square_metres")
    text = row.values.get(column, "")
    value = number(text) if text else 0.0
    if value is None or not 0 <= value <= LARGEST_AREA:
        raise _Wrong(
            column,
            f"„{text[:40]}“ ist keine Fläche in Quadratmetern. Schreiben Sie eine Zahl ab 0 oder "
            "lassen Sie das Feld leer.",
        )
    if not value and geometry is not None:
        value = coordinates.square_metres(geometry)
    return round(value, 1)


def _drawn(row: Row, epsg: int) -> shapely.Geometry | None:
    """Lines and areas; a point says no more than the access point does."""
    if row.geometry is None or row.geometry.geom_type in {"Point", "MultiPoint"}:
        return None
    there = shapely.simplify(coordinates.geometry_to_wgs84(row.geometry, epsg), COARSE)
    return shapely.set_precision(there, 1e-7, mode="pointwise")


def _details(row: Row, assignment: Assignment) -> dict[str, str]:
    used = set(assignment.columns.values())
    left = [(name, value[:DETAIL]) for name, value in row.values.items() if value]
    return dict([one for one in left if one[0] not in used][:DETAILS])
