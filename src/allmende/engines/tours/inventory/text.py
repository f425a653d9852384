"""CSV with any delimiter, in any of the encodings that German offices use."""

import csv
import io
from collections.abc import Iterator

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

ENCODINGS = ("utf-8-sig", "cp1252")
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ";,\t|"


def read_text(content: bytes) -> Table:
    """Raises ``BadRegister``."""
    text = _decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        names = columns(next(lines, []))
        return checked(Table(names, tuple(_rows(lines, names))))
    except csv.Error as error:
        raise BadRegister(
            f"Zeile {lines.line_num} der Datei ist nicht lesbar: Ein Feld ist viel zu lang oder "
            "ein Anführungszeichen wird nicht geschlossen. Berichtigen Sie die Zeile."
        ) from error


def _rows(lines: Iterator[list[str]], names: tuple[str, ...]) -> Iterator[Row]:
    """``line_num`` counts the ends of quoted lines, too, as an editor does."""
    count = 0
    line = lines.line_num + 1  # type: ignore[attr-defined]
    for cells in lines:
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise too_many()
            yield Row(line, dict(zip(names, map(clean, cells), strict=False)))
        line = lines.line_num + 1  # type: ignore[attr-defined]


def _decoded(content: bytes) -> str:
    wide = WIDE.get(content[:2])
    for encoding in (wide,) if wide else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadRegister(
        "Die Datei ist keine Textdatei. Speichern Sie die Tabelle als „CSV UTF-8“ oder laden Sie "
        "sie als Excel-Datei (XLSX) hoch."
    )


def _delimiter(text: str) -> str:
    """What cuts the first lines into the most columns, and all of them alike."""
    start = "\n".join(text.splitlines()[:20])

    def shape(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(start), delimiter=delimiter)]
        except csv.Error:
            return (0.0, 0)
        alike = widths.count(widths[0]) / len(widths) if widths else 0.0
        return (alike if widths and widths[0] > 1 else 0.0, widths[0] if widths else 0)

    return max(DELIMITERS, key=shape)
