"""A document as a tagged PDF (PDF/UA-1)."""

from types import ModuleType

from django.template.loader import render_to_string

from allmende.portal.core.documents.model import Document, numbered_sources
from allmende.portal.core.domain.errors import Refused

MISSING = (
    "PDF-Dateien lassen sich auf diesem Server noch nicht erzeugen: Es fehlt das Systempaket "
    "Pango. Bitten Sie den Betrieb, es einzurichten (Debian, Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango). Die Word-Datei "
    "bekommen Sie schon jetzt."
)


def as_pdf(document: Document) -> bytes:
    """Raises Refused with what to install where Pango is missing."""
    html = render_to_string(
        "core/documents/document.html",
        {"document": document, "numbers": numbered_sources(document)},
    )
    return drawn(html)


def drawn(html: str) -> bytes:
    """For pages that no ``Document`` describes, such as one with a map; raises as ``as_pdf``."""
    made: bytes = _drawing().draw(html)
    return made


def _drawing() -> ModuleType:
    try:
        from allmende.portal.core.documents import drawing  # noqa: PLC0415 -- Pango may be missing
    except OSError as error:
        raise Refused(MISSING) from error
    return drawing
