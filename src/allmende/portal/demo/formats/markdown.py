"""The small Markdown subset of the demo content: headings, paragraphs, lists, tables, bold, links.

The other modules of this package turn its blocks into real file formats.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6}) (.+)")
_ITEM = re.compile(r"\s*(?:[-*]|(\d+)\.) (.+)")
_RULE_CELL = re.compile(r":?-+:?")
_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<label>[^\]]+)\]\((?P<address>[^)]+)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


type Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool = False
    address: str = ""


def spans(text: str) -> Iterator[Span]:
    """The runs of a line: plain, bold or linked."""
    position = 0
    for match in _INLINE.finditer(text):
        if match.start() > position:
            yield Span(text[position : match.start()])
        if match["bold"]:
            yield Span(match["bold"], bold=True)
        else:
            yield Span(match["label"], address=match["address"])
        position = match.end()
    if position < len(text):
        yield Span(text[position:])


def plain(text: str) -> str:
    """The line without marks; the address of a link follows in brackets."""
    return "".join(
        f"{span.text} ({span.address})" if span.address else span.text for span in spans(text)
    )


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text: parted by empty lines, and around every heading."""
    return [block for chunk in _chunks(text) for block in _block(chunk)]


def _chunks(text: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in [*text.splitlines(), ""]:
        if chunk and (not line.strip() or _HEADING.fullmatch(line)):
            yield chunk
            chunk = []
        if _HEADING.fullmatch(line):
            yield [line]
        elif line.strip():
            chunk.append(line.rstrip())


def _block(lines: list[str]) -> Iterator[Block]:
    if heading := _HEADING.fullmatch(lines[0]):
        yield Heading(len(heading[1]), heading[2].strip())
    elif lines[0].startswith("|"):
        yield _table(lines)
    else:
        yield from _text(lines)


def _text(lines: list[str]) -> Iterator[Block]:
    """A paragraph, a list, or a paragraph that leads into a list."""
    start = next((i for i, line in enumerate(lines) if _ITEM.fullmatch(line)), len(lines))
    if start:
        yield Paragraph(" ".join(line.strip() for line in lines[:start]))
    if start < len(lines):
        yield _items(lines[start:])


def _items(lines: list[str]) -> Items:
    items: list[str] = []
    for line in lines:
        if match := _ITEM.fullmatch(line):
            items.append(match[2].strip())
        else:
            items[-1] += " " + line.strip()
    first = _ITEM.fullmatch(lines[0])
    return Items(tuple(items), ordered=bool(first and first[1]))


def _table(lines: list[str]) -> Table:
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    if len(rows) < 2 or not all(_RULE_CELL.fullmatch(cell) for cell in rows[1]):
        message = f"Table without a rule below its header: {lines[0]}"
        raise ValueError(message)
    if {len(row) for row in rows} != {len(rows[0])}:
        message = f"Table with rows of different length: {lines[0]}"
        raise ValueError(message)
    return Table(rows[0], tuple(rows[2:]))
