"""One pass over the elements of a page, collecting text into blocks."""

from collections.abc import Iterator

from allmende.engines.retrieval.parsing.boilerplate import words
from allmende.engines.retrieval.parsing.cleaning import clean
from allmende.engines.retrieval.parsing.markup import Element, etree
from allmende.engines.retrieval.parsing.tables import row_text
from allmende.engines.retrieval.types import Block, BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = words(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table
    tbody td tfoot th thead tr ul caption legend menu
    """
)
ITEMS = frozenset(("li", "dd"))


class Walk:
    """Give it every start and end of an element; take what has become a block."""

    def __init__(self, root: Element) -> None:
        self._layout = layout_tables(root)
        self._text: list[str] = []
        self._kinds: list[tuple[BlockKind, int, str]] = []
        self._counters: list[int | None] = []
        self._cells: list[str] | None = None
        self._header = True
        self._tables: list[bool] = []
        self._preformatted = 0
        self._ready: list[Block] = []

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._border()
        if tag == "br":
            self._text.append("\n" if self._cells is None else " ")
        elif tag == "pre":
            self._preformatted += 1
        elif tag in {"ol", "ul"}:
            self._counters.append(_first_number(element) if tag == "ol" else None)
        elif tag in HEADINGS:
            self._kinds.append((BlockKind.HEADING, HEADINGS[tag], ""))
        elif tag in ITEMS:
            self._kinds.append((BlockKind.LIST_ITEM, 0, self._marker(tag)))
        else:
            self._start_table(element)
        self._add(element.text)

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._border()
        if tag == "pre":
            self._preformatted -= 1
        elif tag in {"ol", "ul"}:
            self._counters.pop()
        elif tag in HEADINGS or tag in ITEMS:
            self._kinds.pop()
        else:
            self._end_table(tag)
        self._add(element.tail)

    def skip(self, element: Element) -> None:
        """Count the element as seen although its inside is not looked at."""
        if element.tag in BLOCKS:
            self._border()
        if element.tag in {"ol", "ul"}:
            self._counters.append(None)
        elif element.tag in HEADINGS or element.tag in ITEMS:
            self._kinds.append((BlockKind.PARAGRAPH, 0, ""))
        elif element.tag == "table":
            self._tables.append(False)
        elif element.tag == "pre":
            self._preformatted += 1

    def take(self) -> Iterator[Block]:
        yield from self._ready
        self._ready.clear()

    def finish(self) -> Iterator[Block]:
        self._border()
        yield from self.take()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._preformatted else " ".join(text.split("\n")))

    def _marker(self, tag: str) -> str:
        """Number of an item of an ordered list, which its text refers to."""
        if tag != "li" or not self._counters or self._counters[-1] is None:
            return ""
        number = self._counters[-1]
        self._counters[-1] = number + 1
        return f"{number}. "

    def _border(self) -> None:
        """End the block that is being collected; inside a table row blocks are only parted."""
        if self._cells is not None:
            self._text.append(" ")
            return
        text = clean("".join(self._text))
        self._text.clear()
        if not text:
            return
        kind, level, marker = self._kinds[-1] if self._kinds else (BlockKind.PARAGRAPH, 0, "")
        if marker:
            self._kinds[-1] = (kind, level, "")
        self._ready.append(Block(kind, marker + text, level=level))

    def _start_table(self, element: Element) -> None:
        if element.tag == "table":
            self._tables.append(element not in self._layout)
        elif element.tag == "tr" and self._tables and self._tables[-1]:
            self._cells, self._header = [], True
            self._text.clear()
        elif element.tag in {"td", "th"} and self._cells is not None:
            self._text.clear()
            self._header = self._header and element.tag == "th"

    def _end_table(self, tag: str) -> None:
        if tag == "table":
            self._tables.pop()
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append("".join(self._text))
            self._text.clear()
        elif tag == "tr" and self._cells is not None:
            cells, self._cells = self._cells, None
            self._text.clear()
            if text := row_text(cells):
                header = self._header and len(cells) > 1
                self._ready.append(Block(BlockKind.TABLE_ROW, text, level=1 if header else 0))


def layout_tables(root: Element) -> set[Element]:
    """Tables that only arrange the page: they hold another table, a heading or a list."""
    found: set[Element] = set()
    open_tables: list[Element] = []
    for event, element in etree.iterwalk(
        root, events=("start", "end"), tag=("table", "ul", "ol", *HEADINGS)
    ):
        if event == "end" and element.tag == "table":
            open_tables.pop()
        elif event == "start":
            if open_tables:
                found.add(open_tables[-1])
            if element.tag == "table":
                open_tables.append(element)
    return found


def _first_number(element: Element) -> int:
    start = element.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
