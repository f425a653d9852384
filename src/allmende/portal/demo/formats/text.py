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
            yield from (_row(header, row) for row in rows)


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """One line for a row: columns set with spaces do not survive another font."""
    cells = zip(header, row, strict=True)
    return "- " + "; ".join(f"{plain(name)}: {plain(cell)}" for name, cell in cells)
