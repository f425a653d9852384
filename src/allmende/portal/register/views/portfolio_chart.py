"""Where the bubbles of the portfolio stand. Pure geometry; the template draws it as SVG."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from allmende.portal.register.domain.criteria import Rated

WIDTH, HEIGHT = 800.0, 560.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 784.0, 16.0, 500.0
HIGHEST = 4.0
SMALLEST, LARGEST = 12.0, 40.0  # radius
APART = 24.0  # between two centres, so that both numbers can be read
LETTER, LINE = 7.6, 18.0  # mean width and height of a letter of the labels
LONGEST = 28  # letters of a label
MOST = 60  # bubbles; the table shows all


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def touches(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    @property
    def is_inside(self) -> bool:
        right, bottom = self.x + self.width, self.y + self.height
        return self.x >= LEFT and right <= RIGHT and self.y >= TOP and bottom <= BOTTOM


@dataclass(frozen=True, slots=True)
class Bubble:
    rated: Rated
    x: float
    y: float
    radius: float
    label: str = ""  # empty where there is no room; the number inside leads to the table
    label_x: float = 0.0
    label_y: float = 0.0
    label_at_end: bool = False  # ``label_x`` is where the text ends, beside its bubble

    @property
    def number_y(self) -> float:
        return self.y + 5

    @property
    def box(self) -> Box:
        size = 2 * self.radius
        return Box(self.x - self.radius, self.y - self.radius, size, size)


@dataclass(frozen=True, slots=True)
class Tick:
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    bubbles: list[Bubble]  # the largest first, so that no small one is hidden
    left_out: int
    x_ticks: list[Tick]
    y_ticks: list[Tick]


def chart(ranked: Sequence[Rated]) -> Chart:
    shown = list(ranked[:MOST])
    largest = max((one.use_case.user_count or 0 for one in shown), default=0)
    placed: list[Bubble] = []
    for one in shown:
        x, y = _free(_x(one.effort or 0), _y(one.benefit or 0), placed)
        placed.append(Bubble(one, x, y, _radius(one.use_case.user_count, largest)))
    return Chart(
        bubbles=sorted(_labelled(placed), key=lambda bubble: -bubble.radius),
        left_out=len(ranked) - len(shown),
        x_ticks=[Tick(str(n), _x(n), BOTTOM + 20) for n in range(5)],
        y_ticks=[Tick(str(n), LEFT - 12, _y(n) + 5) for n in range(5)],
    )


def _x(effort: float) -> float:
    return round(LEFT + LARGEST + effort / HIGHEST * (RIGHT - LEFT - 2 * LARGEST), 1)


def _y(benefit: float) -> float:
    return round(BOTTOM - LARGEST - benefit / HIGHEST * (BOTTOM - TOP - 2 * LARGEST), 1)


def _radius(reach: int | None, largest: int) -> float:
    """The area follows the reach."""
    if not reach or not largest:
        return SMALLEST
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(reach / largest), 1)


def _free(x: float, y: float, placed: Sequence[Bubble]) -> tuple[float, float]:
    """The nearest place on a spiral where the number inside stays readable."""
    for step in range(200):
        angle, distance = step * 0.9, 1.6 * step
        there = x + distance * math.cos(angle), y + distance * math.sin(angle)
        inside = LEFT <= there[0] <= RIGHT and TOP <= there[1] <= BOTTOM
        if inside and all(math.dist(there, (b.x, b.y)) >= APART for b in placed):
            return round(there[0], 1), round(there[1], 1)
    return x, y


def _labelled(placed: Sequence[Bubble]) -> list[Bubble]:
    """The best ranked get their label first; nothing lies on anything else."""
    taken = [bubble.box for bubble in placed]
    found = []
    for bubble in placed:
        text = _short(bubble.rated.use_case.title)
        box = next((b for b in _places(bubble, text) if _fits(b, taken)), None)
        if box:
            taken.append(box)
        found.append(_with_label(bubble, text, box) if box else bubble)
    return found


def _with_label(bubble: Bubble, text: str, box: Box) -> Bubble:
    at_end = box.x + box.width <= bubble.x
    return replace(
        bubble,
        label=text,
        label_x=round(box.x + box.width if at_end else box.x, 1),
        label_y=round(box.y + LINE - 5, 1),
        label_at_end=at_end,
    )


def _places(bubble: Bubble, text: str) -> Iterator[Box]:
    """Beside, then below and above, then shifted along."""
    width, gap = len(text) * LETTER, bubble.radius + 5
    middle = bubble.y - LINE / 2
    yield Box(bubble.x + gap, middle, width, LINE)
    yield Box(bubble.x - gap - width, middle, width, LINE)
    for part in (0.5, 0.15, 0.85, 0.0, 1.0):
        yield Box(bubble.x - part * width, bubble.y + gap, width, LINE)
        yield Box(bubble.x - part * width, bubble.y - gap - LINE, width, LINE)
    for down in (LINE, -LINE):
        yield Box(bubble.x + gap * 0.8, middle + down, width, LINE)
        yield Box(bubble.x - gap * 0.8 - width, middle + down, width, LINE)


def _fits(box: Box, taken: Sequence[Box]) -> bool:
    return box.is_inside and not any(box.touches(other) for other in taken)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
