"""Markdown and plain text."""

from collections.abc import Iterator

from allmende.portal.demo.formats.markdown import (
    Block,
    Heading,
    Items,
    Paragraph,
    Table,
    plain,
)
from allmende.portal.demo.formats.page import Page


def as_text(page: Page) -> bytes:
    lines = [page.title, "=" * len(page.title), "", page.publisher, page.stand, ""]
    for block in page.blocks:
        lines += [*_lines(block), ""]
    return "\n".join(lines).encode()


def as_markdown(page: Page, source: str) -> bytes:
    """The source as its author wrote it, with title and date in the text."""
    return f"# {page.title}\n\n{page.publisher} · {page.stand}\n\n{source.strip()}\n".encode()


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield from (text, "-" * len(text))
        case Paragraph(text=text):
            yield plain(text)
        case Items(items=items, ordered=ordered):
            for number, item in enumerate(items, start=1):
                yield f"{number}. {plain(item)}" if ordered else f"- {plain(item)}"
        case Table(header=header, rows=rows):
            yield from aligned([header, *rows])


def aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Columns set with spaces, as in a text file."""
    widths = [max(len(plain(row[i])) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (plain(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "   ".join(cells).rstrip()
