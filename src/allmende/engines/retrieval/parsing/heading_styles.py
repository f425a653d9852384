"""Which lines are headings, and of which level, by the look of the whole document."""

import re
from collections import Counter
from collections.abc import Sequence

from allmende.engines.retrieval.parsing.legal import legal_heading_level
from allmende.engines.retrieval.parsing.lines import Line, PageLines

LARGER = 1.15  # than the running text, in typeset pages
LARGER_IN_SCAN = 1.35  # there the size is measured from letters and varies
LONGEST = 160  # characters
MOSTLY_BOLD = 0.4  # share of bold text from which bold no longer marks a heading
ENDS_AS_TEXT = re.compile(r"[.,;]$|\b(?:und|oder|der|die|das|mit|von|zu)$")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-ZÄÖÜ]")

type Style = tuple[float, bool]


class HeadingStyles:
    def __init__(self, pages: Sequence[PageLines]) -> None:
        lines = [(line, page.recognised) for page in pages for line in page.lines]
        self._body = _body_size([line for line, _ in lines])
        total = sum(len(line.text) for line, _ in lines) or 1
        bold = sum(len(line.text) for line, _ in lines if line.bold)
        self._bold_counts = bold < MOSTLY_BOLD * total
        styles = {
            _style(line)
            for line, recognised in lines
            if self._looks_like_heading(line, recognised=recognised)
        }
        self._levels = {style: n for n, style in enumerate(sorted(styles, reverse=True), start=1)}

    def level(self, line: Line, *, recognised: bool) -> int:
        """Level 1 to 6 of a heading, 0 for any other line."""
        if self._looks_like_heading(line, recognised=recognised):
            return min(6, self._levels[_style(line)])
        return (
            min(6, len(self._levels) + legal_heading_level(line.text) - 1)
            if (legal_heading_level(line.text))
            else 0
        )

    def _looks_like_heading(self, line: Line, *, recognised: bool) -> bool:
        text = line.text
        if len(text) > LONGEST or not any(letter.isalpha() for letter in text):
            return False
        if ENDS_AS_TEXT.search(text) and not NUMBERED.match(text):
            return False
        if line.size >= (LARGER_IN_SCAN if recognised else LARGER) * self._body:
            return True
        return line.bold and self._bold_counts and line.size >= 0.95 * self._body


def _style(line: Line) -> Style:
    return round(line.size), line.bold


def _body_size(lines: Sequence[Line]) -> float:
    """Size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
