"""Tables as files: CSV in the encodings that offices really have, and XLSX within limits."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from allmende.portal.core.exports import FORMULA_STARTS
from allmende.portal.register.domain.formats.found import NotThisFormat
from allmende.portal.register.domain.formats.table import Cell

MOST_ROWS = 2_000
MOST_COLUMNS = 300
LARGEST = 20_000_000  # bytes of a file as it is uploaded
LARGEST_INSIDE = 100_000_000  # bytes of an XLSX file unpacked
MOST_PARTS = 500
ENCODINGS = ("utf-8-sig", "cp1252")
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
CHUNK = 1_000_000
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
MEANT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
TOO_MANY = f"Die Tabelle hat mehr als {MOST_ROWS} Zeilen. Teilen Sie sie auf mehrere Dateien auf."


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, a byte order mark, German numbers and dates; formulas are made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_csv_text(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def from_csv(content: bytes) -> tuple[list[str], list[list[Any]]]:
    """Header and rows. Separator and encoding are found out; raises NotThisFormat."""
    text = decoded(content)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(LARGEST)
    try:
        rows = [
            [_without_quote(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise NotThisFormat(
            "Die Datei ist keine lesbare CSV-Tabelle. Speichern Sie sie erneut als CSV (UTF-8)."
        ) from error
    return _split(rows)


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, else the Western encoding of Windows, or UTF-16 by its mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotThisFormat(
        "Die Zeichen der Datei lassen sich nicht lesen. Speichern Sie sie als CSV (UTF-8)."
    )


def to_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Anwendungsfälle")
    sheet.freeze_panes = "A2"
    for index, title in enumerate(header, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = min(max(len(title), 14), 40)
    sheet.append([_head(sheet, title) for title in header])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def from_xlsx(content: bytes) -> tuple[list[str], list[list[Any]]]:
    """Header and rows of the first sheet; raises NotThisFormat, also for what would not end."""
    _check_inside(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows: list[list[Any]] = []
        # Dimensions that the file claims are not believed.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            if len(rows) > MOST_ROWS * 2:
                raise NotThisFormat(TOO_MANY)
            rows.append([_unescaped(cell) for cell in row])
        book.close()
    except NotThisFormat:
        raise
    except Exception as error:  # whatever openpyxl trips over, the file is not readable
        raise NotThisFormat(
            "Die Datei ist keine lesbare Excel-Tabelle. Speichern Sie sie erneut als XLSX."
        ) from error
    return _split(rows)


def _split(rows: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    while rows and not any(cell not in (None, "") for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise NotThisFormat("Die Tabelle ist leer. Die erste Zeile muss die Überschriften nennen.")
    if len(rows) - 1 > MOST_ROWS:
        raise NotThisFormat(TOO_MANY)
    header, *lines = rows
    if len(header) > MOST_COLUMNS:
        raise NotThisFormat(f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten.")
    return ["" if name is None else str(name) for name in header], lines


def _check_inside(content: bytes) -> None:
    """Unpack everything once within limits: what a file says of its sizes may be a lie."""
    broken = "Die Datei ist keine lesbare Excel-Tabelle. Speichern Sie sie erneut als XLSX."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise NotThisFormat(broken)
            left = LARGEST_INSIDE
            for part in parts:
                left -= _checked_size(archive, part, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotThisFormat(broken) from error


def _checked_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise NotThisFormat(
                    "Die Excel-Datei ist ausgepackt zu groß. Löschen Sie Bilder und weitere "
                    "Blätter oder speichern Sie die Tabelle als CSV."
                )
            if DOCTYPE.search(tail + chunk):
                raise NotThisFormat(
                    "Die Excel-Datei enthält Verweise, die nicht erlaubt sind. Speichern Sie sie "
                    "in Ihrer Tabellenkalkulation erneut als XLSX."
                )
            tail = chunk[-16:]
    return size


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float):
        return repr(int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell).replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    return guarded(cell)


def guarded(cell: str) -> str:
    """What a spreadsheet would run as a formula is made text; reading takes the sign away."""
    return f"'{cell}" if cell.startswith((*FORMULA_STARTS, "'")) else cell


def _without_quote(cell: str) -> str:
    guarded = cell.startswith("'") and cell[1:].startswith((*FORMULA_STARTS, "'"))
    return cell[1:] if guarded else cell


def _xlsx_cell(sheet: Any, value: Cell) -> Any:
    """Plain where openpyxl understands it as it is meant: styled cells take ten times as long."""
    if isinstance(value, str):
        # Excel reads "_x000D_" as a sign by its number; the underscore before it is written so.
        value = MEANT.sub("_x005F_", value)
        if not value.startswith(("=", "#")):
            return value
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"  # no formula, no error
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "DD.MM.YYYY"
        return cell
    return value


def _head(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font = Font(bold=True)
    return cell


def _unescaped(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), cell)
