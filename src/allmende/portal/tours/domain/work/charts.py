"""Bars beside a table that says the same."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 400.0
STEP = 44  # from one pair to the next


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    planned: float  # units of the drawing
    done: float
    y: int


def bars(values: Iterable[tuple[str, float, float]]) -> list[Bar]:
    """Pairs of planned and done; the longest bar takes the whole width."""
    found = list(values)
    longest = max((max(planned, done) for _, planned, done in found), default=0) or 1
    scale = WIDTH / longest
    return [
        Bar(label, round(planned * scale, 1), round(done * scale, 1), STEP * number)
        for number, (label, planned, done) in enumerate(found)
    ]
