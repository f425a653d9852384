"""Small problems on a plane: travel takes a second for each unit of distance."""

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from allmende.engines.tours.model import Gap, Matrix, Problem, Shift, Visit
from allmende.engines.tours.planning.occurrences import Rule

HOUR = 3600
MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)
CREWS = ("A", "B")


def matrix(places: int, seed: int = 0, size: float = 900) -> Matrix:
    at = np.random.default_rng(seed).uniform(0, size, (places, 2))
    away = np.ceil(np.hypot(*(at[:, None] - at).transpose(2, 0, 1))).astype(np.int32)
    return Matrix(away, away * 10)


def visit(number: int, days=range(5), **given) -> Visit:
    fields = {"key": f"v{number}", "place": number + 1, "seconds": 1200}
    return Visit(**{**fields, "days": frozenset(days), **given})


def shifts(crews=CREWS, days: int = 5, **given) -> list[Shift]:
    fields = {"opens": 7 * HOUR, "closes": 15 * HOUR, "start": 0, "end": 0}
    return [
        Shift(**{**fields, "crew": crew, "day": day, **given})
        for day in range(days)
        for crew in crews
    ]


def repeated(places: int, days: int = 20, every: int = 5) -> Problem:
    """Rules with some visits each, two days more or less between them."""
    visits = [
        visit(
            place,
            {due + shift for shift in range(-2, 3)} & set(range(days)),
            key=f"r{place}:{due}",
            gap=Gap(f"r{place}:{due - every}", every - 2, every + 2),
        )
        for place in range(places)
        for due in range(place % every, days, every)
    ]
    return problem(places, visits=visits, shifts=shifts(days=days), days=days)


def problem(count: int = 30, seed: int = 0, **given) -> Problem:
    fields = {"visits": [visit(n) for n in range(count)], "shifts": shifts(), "days": 5}
    return Problem(**{"matrix": matrix(count + 1, seed), **fields, **given})


@st.composite
def rules(draw) -> tuple[Rule, frozenset[date]]:
    """A rule that repeats, and holidays from ``MONDAY`` on."""
    every = draw(st.integers(1, 40))
    rule = Rule(
        key="r",
        place=1,
        seconds=600,
        every_days=every,
        min_gap=max(1, every - draw(st.integers(0, 20))),
        max_gap=every + draw(st.integers(0, 20)),
        last_done=MONDAY - draw(st.integers(0, 60)) * DAY,
    )
    holidays = draw(st.sets(st.integers(0, 80), max_size=12))
    return rule, frozenset(MONDAY + number * DAY for number in holidays)
