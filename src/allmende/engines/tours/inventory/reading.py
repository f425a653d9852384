"""Which reader fits: decided by the content, not by the name of the file."""

import io
import zipfile

from allmende.engines.tours.inventory.geojson import read_geojson
from allmende.engines.tours.inventory.layers import is_package, read_package, read_shapes
from allmende.engines.tours.inventory.table import LARGEST, BadRegister, Table
from allmende.engines.tours.inventory.text import read_text
from allmende.engines.tours.inventory.workbook import read_workbook

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_register(content: bytes) -> Table:
    """CSV, XLSX, GeoJSON, GeoPackage or a zipped shapefile; raises ``BadRegister``."""
    if not content.strip():
        raise BadRegister("Die Datei hat keinen Inhalt. Wählen Sie die richtige Datei.")
    if len(content) > LARGEST:
        raise BadRegister(
            f"Die Datei ist mit {len(content) // 1_000_000} MB zu groß; möglich sind "
            f"{LARGEST // 1_000_000} MB. Teilen Sie sie auf."
        )
    if content.startswith(b"PK"):
        return _archive(content)
    if is_package(content):
        return read_package(content)
    if content.startswith(OLD_EXCEL):
        raise BadRegister(
            "Das ist eine alte Excel-Datei (.xls). Speichern Sie sie als "
            "„Excel-Arbeitsmappe (.xlsx)“ und laden Sie diese hoch."
        )
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return read_geojson(content)
    return read_text(content)


def _archive(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        if "xl/workbook.xml" in names:
            return read_workbook(content)
        return read_shapes(content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadRegister(
            "Das Archiv ist beschädigt oder mit einem Kennwort geschützt. Packen Sie es neu."
        ) from error
