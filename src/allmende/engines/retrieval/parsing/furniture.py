"""Headers, footers, page numbers, tables of contents: what belongs to the pages, not the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from allmende.engines.retrieval.parsing.lines import Line, PageLines

MARGIN = 0.1  # of the page's height, at the top and at the bottom
EDGE = 3  # lines from the top and from the bottom that may belong to it
MOST_NUMBERS = 4  # in one line that are looked at
SHARE = 0.4  # of the pages; odd and even pages may differ
CONTENTS = re.compile(r".*(?:\s?[.…]){4,}\s*(?:\d{1,4}|[ivx]+)")  # line of a table of contents
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:seite|s\.|blatt|page)\s*)?[a-z]?\s?\d{1,4}(?:\s*(?:von|/|of|-)\s*\d{1,4})?[-–—|\s.]*",
    re.I,
)
NUMBER = re.compile(r"\d+")

type Key = tuple[str, bool]


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """Return the pages without the lines that come again and again at their edges."""
    seen = Counter(
        key for page in pages for key in {key for line in _edges(page) for key in _keys(page, line)}
    )
    needed = max(2, SHARE * len(pages))
    repeated = {key for key, count in seen.items() if count >= needed}
    return [_stripped(page, repeated) for page in pages]


def _edges(page: PageLines) -> Iterator[Line]:
    ordered = sorted(page.lines, key=lambda line: line.top)
    for line in {*ordered[:EDGE], *ordered[-EDGE:]}:
        if line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height:
            yield line


def _keys(page: PageLines, line: Line) -> Iterator[Key]:
    """The line as it stands, and with each number told by its distance to the page's number."""
    text, above = line.text.casefold(), line.middle < page.height / 2
    yield text, above
    for number in list(NUMBER.finditer(text))[:MOST_NUMBERS]:
        distance = int(number.group()[-6:]) - page.number
        yield f"{text[: number.start()]}#{distance}{text[number.end() :]}", above


def _stripped(page: PageLines, repeated: set[Key]) -> PageLines:
    dropped = {
        line
        for line in _edges(page)
        if PAGE_NUMBER.fullmatch(line.text) or repeated.intersection(_keys(page, line))
    }
    kept = (line for line in page.lines if line not in dropped)
    return replace(page, lines=tuple(line for line in kept if not CONTENTS.fullmatch(line.text)))
