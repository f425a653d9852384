"""A line on a page, however it was found."""

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """A part of a line between wide gaps."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Text with its place; y grows downwards, all measures in one unit (points or pixels).

    ``limit`` is the right
    edge of the column that the line stands in, ``justified`` whether most of its lines reach it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    limit: float = 0.0
    justified: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines of one page in reading order; ``height`` in the unit of the lines."""

    number: int
    height: float
    lines: tuple[Line, ...]
    recognised: bool = False
