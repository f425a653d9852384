"""A street with a place every ten minutes; the last place is an island."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from allmende.engines.tours.days.solver import Day
from allmende.engines.tours.model import NEVER, Matrix, Refill, Shift, Visit, Window

HOUR = 3600
STEP = 600
PLACES = 10
ISLAND = PLACES - 1


def street() -> Matrix:
    at = np.arange(PLACES)
    seconds = (np.abs(at[:, None] - at[None]) * STEP).astype(np.int32)
    seconds[ISLAND, :ISLAND] = seconds[:ISLAND, ISLAND] = NEVER
    return Matrix(seconds, np.where(seconds < NEVER, seconds * 8, NEVER).astype(np.int32))


def detour() -> Matrix:
    """As a lorry drives, or on a day on which a street is closed."""
    usual = street()
    seconds = np.where(usual.seconds < NEVER, usual.seconds * 2, NEVER).astype(np.int32)
    seconds[2, 5:] = NEVER
    return Matrix(seconds, usual.metres)


def visit(place: int = 1, *, minutes: int = 30, **other) -> Visit:
    given = {"key": f"visit-{place}", "days": frozenset({0}), **other}
    return Visit(place=place, seconds=minutes * 60, **given)


def shift(crew: str = "Nord", *, opens: int = 7 * HOUR, hours: float = 8, **other) -> Shift:
    closes = opens + int(hours * HOUR)
    return Shift(crew=crew, day=0, opens=opens, closes=closes, start=0, end=0, **other)


def day(visits, shifts=(), **other) -> Day:
    """The keys are made unique."""
    named = [replace(v, key=f"{v.key}-{number}") for number, v in enumerate(visits)]
    return Day(street(), named, list(shifts) or [shift()], **other)


def _windows():
    opens = st.integers(12, 30).map(lambda half: half * HOUR // 2)
    one = st.builds(
        lambda start, length: Window(start, start + length * HOUR), opens, st.integers(1, 4)
    )
    return st.lists(one, max_size=2).map(tuple)


def _skills():
    return st.frozensets(st.sampled_from(["Baum", "Mäher"]), max_size=2)


def _visits():
    return st.builds(
        visit,
        st.integers(0, ISLAND),
        minutes=st.integers(1, 200),
        windows=_windows(),
        skills=_skills(),
        litres=st.sampled_from([0, 0, 300, 700, 2000]),
        priority=st.integers(1, 3),
        preferred_crew=st.sampled_from([None, "Nord", "Süd"]),
    )


def _shifts():
    return st.builds(
        shift,
        st.sampled_from(["Nord", "Süd", "West"]),
        hours=st.integers(2, 10),
        skills=_skills(),
        tank=st.sampled_from([0, 1000]),
        matrix=st.sampled_from([None, detour()]),
    )


def days():
    """Of few visits, with all that a day can have."""
    refills = st.builds(Refill, st.integers(1, ISLAND), st.integers(1, 1200), _windows())
    return st.builds(
        day,
        st.lists(_visits(), min_size=1, max_size=7),
        st.lists(_shifts(), min_size=1, max_size=3, unique_by=lambda one: one.crew),
        refills=st.lists(refills, max_size=2),
        pause=st.just((1800, 1800, 1800)),
        keeps_all=st.booleans(),
    )
