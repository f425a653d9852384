"""A document as a download."""

import re
from collections.abc import Callable
from enum import StrEnum

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from allmende.portal.core.documents.model import Document, clean
from allmende.portal.core.documents.pdf import as_pdf
from allmende.portal.core.documents.word import as_word

FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')  # in names of files on Windows


class Format(StrEnum):
    WORD = "docx"
    PDF = "pdf"


TYPES = {
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
}


def respond(document: Document, kind: Format, *, template: bytes | None = None) -> HttpResponse:
    """``template`` counts for Word only; what cannot be made raises Refused with a sentence."""
    make: dict[Format, Callable[[], bytes]] = {
        Format.WORD: lambda: as_word(document, template=template),
        Format.PDF: lambda: as_pdf(document),
    }
    response = HttpResponse(make[kind](), content_type=TYPES[kind])
    name = content_disposition_header(as_attachment=True, filename=file_name(document, kind))
    response["Content-Disposition"] = name or "attachment"
    return response


def file_name(document: Document, kind: Format) -> str:
    """The title and the day, such as ``DSFA Wissensassistent 2026-11-25.pdf``."""
    title = FORBIDDEN.sub(" ", clean(document.title)).strip(" .")[:100].strip(" .")
    return f"{title or 'Dokument'} {document.date.isoformat()}.{kind}"
