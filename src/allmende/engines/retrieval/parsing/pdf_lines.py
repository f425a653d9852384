"""Characters -> lines in reading order, for pages of one and of two columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from allmende.engines.retrieval.parsing.lines import Cell, Line
from allmende.engines.retrieval.parsing.pdf_characters import Character

WORD_GAP = 0.18  # of the font size
CELL_GAP = 1.0
SAME_LINE = 0.5
MARKER = re.compile(
    r"(?:[•·▪‣◦●■➢*–-]|\d{1,2}(?:\.\d{1,2})*[.)]?|\(\d{1,2}[a-z]?\)|[a-z]{1,2}\)|§\s*\d+\s?[a-z]?)$"
)
LEAST_LINES = 4  # on each side, for two columns
CROSSING = 0.35  # share of lines that may run across both columns
JUSTIFIED = 0.5  # share of lines that end at the right edge of the column
AT_LIMIT = 0.2  # of the font size
FILLED = 0.55  # share of its column that the middle line of a column fills


def lines_of(characters: Sequence[Character]) -> list[Line]:
    runs = [_line(run) for run in _runs(characters)]
    gutter = _gutter(runs)
    if gutter is None:
        return list(_rows(runs))
    return list(_two_columns(runs, gutter))


def _runs(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """Characters that follow one another on a line without a wide gap."""
    run: list[Character] = []
    for character in characters:
        if run and not _follows(run[-1], character):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _follows(before: Character, after: Character) -> bool:
    size = max(before.size, after.size, 1.0)
    level = abs((before.top + before.bottom) - (after.top + after.bottom)) / 2 < SAME_LINE * size
    return level and -0.5 * size < after.left - before.right < CELL_GAP * size


def _line(run: Sequence[Character]) -> Line:
    text = run[0].text
    for before, after in pairwise(run):
        gap = after.left - before.right
        text += (" " if gap > WORD_GAP * max(after.size, 1.0) else "") + after.text
    left, right = min(c.left for c in run), max(c.right for c in run)
    bold = sum(c.bold for c in run) > 0.8 * len(run)
    size = median(c.size for c in run)
    top, bottom = median(c.top for c in run), median(c.bottom for c in run)
    return Line(
        text, left, top, right, bottom, size=size, bold=bold, cells=(Cell(left, right, text),)
    )


@dataclass(slots=True)
class _Row:
    runs: list[Line]

    def takes(self, run: Line) -> bool:
        size = max(self.runs[0].size, run.size)
        return abs(self.runs[0].middle - run.middle) < SAME_LINE * size


def _rows(runs: Sequence[Line]) -> Iterator[Line]:
    """Runs of one column, from top to bottom, put together line by line."""
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if rows and rows[-1].takes(run):
            rows[-1].runs.append(run)
        else:
            rows.append(_Row([run]))
    limit = max((run.right for run in runs), default=0.0)
    lines = [_joined(sorted(row.runs, key=lambda run: run.left), limit) for row in rows]
    reaching = sum(limit - line.right < AT_LIMIT * line.size for line in lines)
    justified = reaching > JUSTIFIED * len(lines) and len(lines) > LEAST_LINES
    yield from (replace(line, justified=justified) for line in lines)


def _joined(runs: Sequence[Line], limit: float) -> Line:
    cells: list[Cell] = []
    right = runs[0].left
    for run in runs:
        close = run.left - right < CELL_GAP * run.size
        if cells and (close or MARKER.match(cells[-1].text)):
            space = "" if run.left - right < WORD_GAP * run.size else " "
            cells[-1] = Cell(cells[-1].left, run.right, f"{cells[-1].text}{space}{run.text}")
        else:
            cells.append(Cell(run.left, run.right, run.text))
        right = run.right
    widest = max(runs, key=lambda run: len(run.text))
    return replace(
        widest,
        text=" ".join(cell.text for cell in cells),
        left=runs[0].left,
        right=runs[-1].right,
        bold=all(run.bold for run in runs),
        cells=tuple(cells),
        limit=limit,
    )


def _gutter(runs: Sequence[Line]) -> float | None:
    """Return the x between two columns of running text, or None."""
    if len(runs) < 2 * LEAST_LINES:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    places = [left + (right - left) * share / 100 for share in range(30, 71, 2)]
    best = min(places, key=lambda x: (_crossing(runs, x), abs(x - (left + right) / 2)))
    return best if _parts_columns(runs, best, left, right) else None


def _crossing(runs: Sequence[Line], x: float) -> int:
    return sum(run.left < x < run.right for run in runs)


def _parts_columns(runs: Sequence[Line], x: float, left: float, right: float) -> bool:
    if _crossing(runs, x) > CROSSING * len(runs):
        return False
    sides = (
        ([run for run in runs if run.right <= x], x - left),
        ([run for run in runs if run.left >= x], right - x),
    )
    return all(
        len(side) >= LEAST_LINES
        and median(run.right - run.left for run in side) >= FILLED * width
        and median(len(run.text.split()) for run in side) >= 3
        for side, width in sides
    )


def _two_columns(runs: Sequence[Line], x: float) -> Iterator[Line]:
    """Between two lines that run across: the left column, then the right one."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for run in sorted(runs, key=lambda run: run.middle):
        if run.left < x < run.right:
            yield from _columns(sides)
            sides = ([], [])
            yield from _rows([run])
        else:
            sides[run.left >= x].append(run)
    yield from _columns(sides)


def _columns(sides: tuple[list[Line], list[Line]]) -> Iterator[Line]:
    for side in sides:
        yield from _rows(side)
