"""Lines of all pages -> headings, paragraphs, list items and table rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from allmende.engines.retrieval.parsing.heading_styles import HeadingStyles
from allmende.engines.retrieval.parsing.legal import PARAGRAPH, SECTION
from allmende.engines.retrieval.parsing.lines import Line, PageLines
from allmende.engines.retrieval.parsing.tables import row_text
from allmende.engines.retrieval.parsing.wrapping import append_line
from allmende.engines.retrieval.types import Block, BlockKind

BULLET = re.compile(r"^[•·▪‣◦●■➢*–-]\s+(?=\S)")
ITEM = re.compile(r"(?:[•·▪‣◦●■➢*–-]|\d{1,2}[.)]|[a-z]{1,2}\))\s+\S")
SENTENCE_END = re.compile(r"[.!?:;]\W*$")
NEW_PARAGRAPH = 0.75  # of the line's size, as white space above it
INDENT = 0.8


@dataclass(slots=True)
class _Open:
    """The block that the next line may still belong to."""

    kind: BlockKind
    text: str
    page: int
    level: int
    last: Line
    cells: list[list[str]] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)

    def block(self) -> Block:
        text = row_text([" ".join(cell) for cell in self.cells]) if self.cells else self.text
        return Block(self.kind, BULLET.sub("", text), level=self.level, page=self.page)


def blocks_of(pages: Sequence[PageLines]) -> Iterator[Block]:
    styles = HeadingStyles(pages)
    block: _Open | None = None
    for page in pages:
        lines = page.lines
        for index, line in enumerate(lines):
            row = _is_row(lines, index)
            level = 0 if row else styles.level(line, recognised=page.recognised)
            if block and _continues(block, line, level=level, row=row, page=page.number):
                _extend(block, line)
                continue
            if block:
                yield block.block()
            block = _begin(line, level=level, row=row, page=page.number)
    if block:
        yield block.block()


def _is_row(lines: Sequence[Line], index: int) -> bool:
    """A line of several cells near another one whose cells stand in the same columns."""
    line = lines[index]
    if len(line.cells) < 2:
        return False
    around = [*lines[max(0, index - 3) : index], *lines[index + 1 : index + 4]]
    return any(_aligned(line, other) for other in around)


def _aligned(line: Line, other: Line) -> bool:
    return any(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right))
        < 0.5 * line.size
        for a in line.cells[1:]
        for b in other.cells[1:]
    )


def _begin(line: Line, *, level: int, row: bool, page: int) -> _Open:
    if row:
        cells = [[cell.text] for cell in line.cells]
        lefts = [cell.left for cell in line.cells]
        return _Open(BlockKind.TABLE_ROW, line.text, page, 0, line, cells, lefts)
    if level:
        return _Open(BlockKind.HEADING, line.text, page, level, line)
    kind = BlockKind.LIST_ITEM if ITEM.match(line.text) else BlockKind.PARAGRAPH
    return _Open(kind, line.text, page, 0, line)


def _continues(block: _Open, line: Line, *, level: int, row: bool, page: int) -> bool:
    if row or level != block.level:
        return False
    if ITEM.match(line.text) or PARAGRAPH.match(line.text):
        return False
    gap = _gap(block.last, line)
    if block.kind is BlockKind.TABLE_ROW:
        return 0 <= gap < 0.5 * line.size and _column(block, line) is not None
    if block.kind is BlockKind.HEADING:
        return page == block.page and 0 <= gap < line.size and not SECTION.match(line.text)
    if page != block.page or gap < 0:  # the next page or the next column
        return not SENTENCE_END.search(block.text) and (line.text[0].islower() or _wraps(block))
    return gap < NEW_PARAGRAPH * line.size and not _is_new(block, line)


def _is_new(block: _Open, line: Line) -> bool:
    """Without white space above, a paragraph still begins by an indent or after a short end."""
    last = block.last
    if block.kind is BlockKind.PARAGRAPH and line.left - last.left > INDENT * line.size:
        return True
    if block.kind is BlockKind.LIST_ITEM and line.left < last.left - INDENT * line.size:
        return True
    ended = bool(SENTENCE_END.search(block.text)) and last.text[-1] != ":"
    return ended and not _fits_no_more(last, line) and last.limit > 0


def _gap(last: Line, line: Line) -> float:
    """White space between two lines; negative where the line stands above, in a new column."""
    if line.middle < last.middle:
        return -1.0
    return max(0.0, line.top - last.bottom)


def _fits_no_more(last: Line, line: Line) -> bool:
    """The first word of ``line`` had no room at the end of ``last``."""
    if last.justified:
        return last.limit - last.right < INDENT * last.size
    letter = (line.right - line.left) / max(1, len(line.text))
    return last.right + letter * (len(line.text.split(" ", 1)[0]) + 1) > last.limit - letter


def _wraps(block: _Open) -> bool:
    return block.last.limit > 0 and block.last.right > 0.9 * block.last.limit


def _column(block: _Open, line: Line) -> int | None:
    """Column of the row that a wrapped line of one cell goes on with."""
    if len(line.cells) != 1:
        return None
    near = [i for i, left in enumerate(block.lefts) if abs(left - line.left) < line.size]
    return near[0] if near else None


def _extend(block: _Open, line: Line) -> None:
    if block.cells:
        block.cells[_column(block, line) or 0].append(line.text)
    else:
        wrapped = block.kind is BlockKind.HEADING or _was_wrapped(block, line)
        block.text = append_line(block.text, line.text, wrapped=wrapped)
    block.last = line


def _was_wrapped(block: _Open, line: Line) -> bool:
    return block.last.limit <= 0 or _fits_no_more(block.last, line) or line.text[0].islower()
