"""The library that reads PDF files, which knows neither types nor threads."""

import threading
from typing import Any

import pypdfium2
from pypdfium2 import raw

from allmende.engines.retrieval.parsing import errors

LOCK = threading.RLock()
"""Held by whoever works with a document."""


def open_document(data: bytes, name: str) -> Any:
    """Raise ``UnreadableDocument`` for a file that is broken or needs a password."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise errors.encrypted(name) from error
        raise errors.broken(name, "PDF") from error
