"""Lists as CSV that opens in a German Excel without questions."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from allmende.portal.knowledge.models import Collection, Document

HEAD = [
    "Titel",
    "Datei",
    "Format",
    "Zustand",
    "Stand",
    "Gültig ab",
    "Gültig bis",
    "Zuständige Stelle",
    "Größe in Byte",
]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take the cell for a formula


def documents_as_csv(collection: Collection, documents: Iterable[Document]) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{collection.slug}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEAD)
    for document in documents:
        writer.writerow([_safe(cell) for cell in _row(document)])
    return response


def _row(document: Document) -> list[object]:
    return [
        document.title,
        document.filename,
        document.format,
        document.get_state_display(),
        document.dated or "",
        document.valid_from or "",
        document.valid_until or "",
        document.responsible_office or "",
        document.size,
    ]


def _safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text
