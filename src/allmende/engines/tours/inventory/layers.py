"""GeoPackage and shapefile, read by GDAL after a look at their first bytes."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pyogrio
import pyproj
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

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

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
UNPACKED = 500 * 1_000_000  # bytes
SHAPE = b"\x00\x00\x27\x0a"
SQLITE = b"SQLite format 3\x00"
PACKAGES = (b"GPKG", b"GP10", b"GP11")  # application id at byte 68
BROKEN = (
    "Die Datei „{}“ ist beschädigt oder nicht vollständig. Speichern Sie die Ebene im "
    "Geoinformationssystem neu und laden Sie sie noch einmal hoch."
)


def is_package(content: bytes) -> bool:
    return content.startswith(SQLITE) and content[68:72] in PACKAGES


def read_package(content: bytes) -> Table:
    """The first layer with geometries of a GeoPackage; raises ``BadRegister``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.gpkg"
        path.write_bytes(content)
        return _read(path)


def read_shapes(content: bytes) -> Table:
    """A zipped shapefile; raises ``BadRegister``."""
    with TemporaryDirectory() as folder:
        return _read(_unpacked(content, Path(folder)))


def _unpacked(content: bytes, folder: Path) -> Path:
    """All parts under one name, whatever the archive calls its folders."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        shapes = [one for one in members if one.filename.lower().endswith(".shp")]
        if len(shapes) != 1:
            raise BadRegister(
                f"Im ZIP-Archiv sind {len(shapes)} Shapefiles; gebraucht wird genau eines, mit "
                "den Dateien .shp, .shx, .dbf und .prj."
            )
        stem = PurePosixPath(shapes[0].filename).with_suffix("")
        parts = [one for one in members if PurePosixPath(one.filename).with_suffix("") == stem]
        if sum(one.file_size for one in parts) > UNPACKED:
            raise BadRegister("Das Shapefile ist ausgepackt zu groß. Teilen Sie es auf.")
        for one in parts:
            ending = PurePosixPath(one.filename).suffix.lower()
            if ending in PARTS:
                (folder / f"register{ending}").write_bytes(archive.read(one))
    path = folder / "register.shp"
    if path.read_bytes()[:4] != SHAPE:
        raise BadRegister(BROKEN.format(shapes[0].filename))
    return path


def _read(path: Path) -> Table:
    try:
        layer = _layer(path)
        meta, _, geometries, fields = pyogrio.raw.read(
            path, layer=layer, force_2d=True, max_features=MOST_ROWS + 1, datetime_as_string=True
        )
    except (DataSourceError, DataLayerError, FeatureError, RuntimeError, ValueError) as error:
        raise BadRegister(BROKEN.format(path.name)) from error
    names = columns([str(name) for name in meta["fields"]])
    count = len(geometries) if geometries is not None else len(fields[0]) if fields else 0
    if count > MOST_ROWS:
        raise too_many()
    rows = tuple(_rows(names, geometries, fields, count))
    return checked(Table(names, rows, _epsg(meta["crs"]), geometries is not None))


def _layer(path: Path) -> str:
    layers = pyogrio.list_layers(path)
    if not len(layers):
        raise BadRegister("In der Datei ist keine Ebene mit Orten.")
    drawn = [str(name) for name, kind in layers if kind is not None]
    return drawn[0] if drawn else str(layers[0][0])


def _rows(names: tuple[str, ...], geometries: Any, fields: Any, count: int) -> Iterator[Row]:
    for row in range(count):
        values = {name: clean(field[row]) for name, field in zip(names, fields, strict=True)}
        yield Row(row + 1, values, _geometry(geometries[row]) if geometries is not None else None)


def _geometry(wkb: bytes | None) -> shapely.Geometry | None:
    found = shapely.from_wkb(wkb, on_invalid="ignore") if wkb else None
    return None if found is None or found.is_empty else found


def _epsg(crs: str | None) -> int | None:
    try:
        return pyproj.CRS(crs).to_epsg(min_confidence=25) if crs else None
    except pyproj.exceptions.CRSError:
        return None
