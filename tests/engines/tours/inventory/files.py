"""Small registers in each of the formats."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from openpyxl import Workbook


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def geojson(*features: tuple[object, dict[str, object]], crs: str = "") -> bytes:
    found = [
        {"type": "Feature", "geometry": geometry, "properties": properties}
        for geometry, properties in features
    ]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", "features": found, **named}).encode()


def layer(path: Path, *geometries: shapely.Geometry, names: list[str], crs: str) -> Path:
    """A GeoPackage or shapefile, by the ending of the path."""
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(one) for one in geometries], object),
        field_data=[np.array(names, object)],
        fields=["Name"],
        geometry_type=geometries[0].geom_type,
        crs=crs,
    )
    return path


def zipped(folder: Path, inside: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, inside + path.name)
    return file.getvalue()
