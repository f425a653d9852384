"""Turns a source text of the demo content into the file format it names."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allmende.portal.demo.formats.html import as_html
from allmende.portal.demo.formats.markdown import blocks
from allmende.portal.demo.formats.open_document import as_odt
from allmende.portal.demo.formats.page import Page
from allmende.portal.demo.formats.pdf import as_pdf
from allmende.portal.demo.formats.scan import as_scan
from allmende.portal.demo.formats.text import as_markdown, as_text
from allmende.portal.demo.formats.word import as_docx

_WRITERS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "html": ("html", as_html),
    "pdf": ("pdf", as_pdf),
    "docx": ("docx", as_docx),
    "odt": ("odt", as_odt),
    "txt": ("txt", as_text),
    "scan": ("pdf", as_scan),
}


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    filename: str
    data: bytes
    title: str
    collection: str
    office: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    updated: dt.date


def render(markdown_file: Path) -> RenderedDocument:
    """The real file for one source, the same bytes in every run.

    The organisation is described by ``organisation.json`` in a folder above the source.
    Raises ``ValueError`` with the file's name where the source is not as it should be.
    """
    try:
        fields, body = _parted(markdown_file.read_text("utf-8"))
        return _rendered(markdown_file, fields, body)
    except (KeyError, ValueError) as error:
        message = f"{markdown_file.name}: {error}"
        raise ValueError(message) from error


def _rendered(file: Path, fields: dict[str, str], body: str) -> RenderedDocument:
    updated = dt.date.fromisoformat(fields["updated"])
    page = _page(fields, body, _organisation(file), updated)
    extension, data = _written(fields["format"], page, body)
    return RenderedDocument(
        filename=f"{file.stem}.{extension}",
        data=data,
        title=fields["title"],
        collection=fields["collection"],
        office=fields["office"],
        valid_from=_date(fields, "valid_from"),
        valid_until=_date(fields, "valid_until"),
        updated=updated,
    )


def _written(format_name: str, page: Page, body: str) -> tuple[str, bytes]:
    if format_name == "md":
        return "md", as_markdown(page, body)
    extension, write = _WRITERS[format_name]
    return extension, write(page)


def _page(fields: dict[str, str], body: str, organisation: dict[str, Any], day: dt.date) -> Page:
    return Page(
        title=fields["title"],
        blocks=tuple(blocks(body)),
        publisher=organisation["name"],
        office=fields["office"],
        address=organisation["offices"][0]["address"],
        updated=day,
    )


def _parted(text: str) -> tuple[dict[str, str], str]:
    """Front matter (``key: value`` between two lines of dashes) and the text below it."""
    opening, head, body = text.split("---\n", 2)
    if opening.strip():
        message = "text before the front matter"
        raise ValueError(message)
    pairs = (line.partition(":") for line in head.splitlines() if line.strip())
    return {key.strip(): value.partition(" #")[0].strip() for key, _, value in pairs}, body


def _date(fields: dict[str, str], name: str) -> dt.date | None:
    return dt.date.fromisoformat(fields[name]) if fields.get(name) else None


def _organisation(file: Path) -> dict[str, Any]:
    for folder in file.resolve().parents:
        if (description := folder / "organisation.json").is_file():
            found: dict[str, Any] = json.loads(description.read_text("utf-8"))
            return found
    message = "no organisation.json in a folder above"
    raise ValueError(message)
