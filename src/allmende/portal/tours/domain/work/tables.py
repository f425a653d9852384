"""Proof of work as a table for files."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from allmende.portal.tours.models import Execution

HEADER = (
    "Nummer", "Ende", "Beginn", "Kolonne", "Arbeit", "Ort", "Erledigt", "Liter", "Problem",
    "Bemerkung", "Wer", "Fotos", "Eingegangen", "Korrigiert Nummer", "Grund der Korrektur",
    "Schon eingetragen als Nummer", "Siegel",
)  # fmt: skip


def rows(found: QuerySet[Execution]) -> Iterator[list[Any]]:
    """In the order of ``HEADER``; times in German local time."""
    for one in found.order_by("turn").iterator(chunk_size=500):
        yield [
            one.turn,
            _moment(one.ended_at),
            _moment(one.started_at),
            one.crew_label,
            one.task_label,
            one.label,
            "ja" if one.is_done else "nein",
            one.litres,
            one.problem,
            one.note,
            one.by_label,
            one.photo_count,  # type: ignore[attr-defined]  # annotated by queries.find
            _moment(one.recorded_at),
            one.corrects.turn if one.corrects else "",
            one.reason,
            one.doubles.turn if one.doubles else "",
            one.seal,
        ]


def xlsx(header: Sequence[str], lines: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """Every cell is text or a number, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for line in (header, *lines):
        sheet.append([_cell(sheet, value) for value in line])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, int | float):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    return cell


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%d.%m.%Y %H:%M}" if value else ""
