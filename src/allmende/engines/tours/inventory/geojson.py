"""GeoJSON. Read without GDAL, whose drivers for JSON would follow addresses in the file."""

import json
import re
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import shape

from allmende.engines.tours.inventory.table import (
    MOST_ROWS,
    BadRegister,
    Row,
    Table,
    checked,
    clean,
    columns,
    too_many,
)

NO_GEOJSON = (
    "Die Datei ist kein lesbares GeoJSON. Erwartet wird eine „FeatureCollection“ mit Punkten, "
    "Linien oder Flächen. Speichern Sie die Ebene im Geoinformationssystem neu als GeoJSON."
)


def read_geojson(content: bytes) -> Table:
    """Raises ``BadRegister``."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadRegister(NO_GEOJSON) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise BadRegister(NO_GEOJSON)
    if len(features) > MOST_ROWS:
        raise too_many()
    originals = list(dict.fromkeys(name for one in features for name in _properties(one)))
    names = dict(zip(originals, columns(originals), strict=True))
    rows = tuple(_rows(features, names))
    has_geometry = any(row.geometry is not None for row in rows)
    return checked(Table(tuple(names.values()), rows, _epsg(found), has_geometry))


def _rows(features: list[dict[str, Any]], names: dict[str, str]) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        values = {names[name]: clean(value) for name, value in _properties(feature).items()}
        yield Row(number, values, _geometry(feature.get("geometry")))


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _geometry(found: Any) -> shapely.Geometry | None:
    """None where it is empty or makes no sense: the row is then told as an error."""
    if not isinstance(found, dict):
        return None
    try:
        geometry = shapely.force_2d(shape(found))
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        shapely.errors.ShapelyError,
    ):
        return None
    return None if geometry.is_empty else geometry


def _epsg(found: dict[str, Any]) -> int | None:
    """The old member ``crs`` that desktop programs still write."""
    named = re.search(r"EPSG:+(?:[\d.]*:)?(\d{4,5})", json.dumps(found.get("crs", "")))
    return int(named[1]) if named else None
