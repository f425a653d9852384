"""Sums over tours, balance and differences."""

import pytest

from allmende.engines.tours.model import Plan, Stop, StopKind, Tour, Unplanned, Why
from allmende.engines.tours.planning.figures import compare, figures

HOUR = 3600


def tour(crew: str, hours: int, *, key: str, day: int = 0) -> Tour:
    """An hour to the stop, ``hours`` of work there with a break behind it, an hour home."""
    ends = 9 * HOUR + hours * HOUR
    stops = (
        Stop(StopKind.VISIT, 1, 8 * HOUR, 9 * HOUR, ends, HOUR, 10_000, key),
        Stop(StopKind.BREAK, 1, ends, ends, ends + 1800, 0, 0),
    )
    return Tour(crew, day, 7 * HOUR, ends + 1800 + HOUR, stops, HOUR, 10_000)


def test_adds_up_hours():
    found = figures(Plan((tour("A", 2, key="a"), tour("B", 3, key="b")), ()))
    hours = found.hours
    assert (hours.driving, hours.working, hours.waiting, hours.resting) == (4, 5, 2, 1)
    assert (hours.km, hours.visits, hours.tours, hours.total) == (40, 2, 2, 11)
    assert found.by_crew["B"].total == 6


def test_balance_counts_idle_crews():
    plan = Plan((tour("A", 2, key="a"),), ())
    assert figures(plan).balance.most_to_mean == 1
    found = figures(plan, crews=["A", "B"]).balance
    assert found.most_to_mean == 2
    assert found.variation == pytest.approx(1)


def test_an_empty_plan_is_even():
    assert figures(Plan((), ())).balance.variation == 0


def test_counts_reasons():
    left = [Unplanned("x", Why.TIME), Unplanned("y", Why.TIME), Unplanned("z", Why.SKILL)]
    assert figures(Plan((), tuple(left))).unserved == {Why.TIME: 2, Why.SKILL: 1}


def test_compares_two_plans():
    before = Plan((tour("A", 2, key="a"), tour("B", 2, key="b")), ())
    after = Plan((tour("A", 3, key="a"), tour("C", 2, key="b")), (Unplanned("c", Why.TIME),))
    found = compare(before, after)
    assert (found.hours.working, found.unserved, found.moved) == (1, 1, 1)
    assert (found.by_crew["B"].tours, found.by_crew["C"].tours) == (-1, 1)
