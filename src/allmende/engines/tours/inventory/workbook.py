"""The first sheet of an Excel file that has something in it."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import load_workbook

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

UNPACKED = 500 * 1_000_000  # bytes; more is no register but an attack on the memory


def read_workbook(content: bytes) -> Table:
    """Raises ``BadRegister``."""
    _check_size(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if table := _table(sheet.iter_rows(values_only=True)):
                return checked(table)
    except BadRegister:
        raise
    except Exception as error:  # whatever openpyxl trips over, the file is not readable
        raise BadRegister(
            "Die Excel-Datei ist beschädigt oder mit einem Kennwort geschützt. Speichern Sie sie "
            "ohne Kennwort neu als „Excel-Arbeitsmappe (.xlsx)“."
        ) from error
    return checked(Table((), ()))


def _table(rows: Iterable[tuple[Any, ...]]) -> Table | None:
    """The names stand in the first line that is not empty."""
    lines = enumerate(rows, start=1)
    for _, head in lines:
        if any(clean(cell) for cell in head):
            names = columns([clean(cell) for cell in head])
            return Table(names, tuple(_rows(lines, names)))
    return None


def _rows(lines: Iterable[tuple[int, tuple[Any, ...]]], names: tuple[str, ...]) -> Iterator[Row]:
    count = 0
    for line, cells in lines:
        texts = [clean(cell) for cell in cells]
        if any(texts):
            count += 1
            if count > MOST_ROWS:
                raise too_many()
            yield Row(line, dict(zip(names, texts, strict=False)))


def _check_size(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED:
            raise BadRegister(
                "Die Excel-Datei ist ausgepackt zu groß. Speichern Sie nur das Blatt mit den "
                "Orten als CSV und laden Sie dieses hoch."
            )
