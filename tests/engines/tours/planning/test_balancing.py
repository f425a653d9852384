"""Weeks with even hours for every skill."""

from collections import Counter

import pytest

from allmende.engines.tours.planning import balancing
from allmende.engines.tours.planning.balancing import balanced_weeks
from tests.engines.tours.planning.worlds import shifts, visit

WEEKS = [0, 7, 14, 21]


def four_weeks(**given):
    return [shift for shift in shifts(("A",), 28, **given) if shift.day % 7 < 5]


@pytest.mark.parametrize("seconds", [5.0, 0.0])
def test_free_visits_fill_the_empty_weeks(seconds):
    fixed = [visit(n, [0]) for n in range(20)]
    free = [visit(n, WEEKS) for n in range(20, 80)]
    weeks = balanced_weeks([*fixed, *free], four_weeks(), seconds=seconds)
    assert Counter(weeks.values()) == {0: 20, 1: 20, 2: 20, 3: 20}


def test_each_skill_is_even_for_itself():
    crews = [*four_weeks(), *four_weeks(skills=frozenset({"Baum"}))]
    trees = [visit(n, WEEKS, skills=frozenset({"Baum"})) for n in range(20)]
    others = [visit(n, WEEKS) for n in range(20, 60)]
    weeks = balanced_weeks([*trees, *others], crews)
    assert Counter(weeks[one.key] for one in trees) == {0: 5, 1: 5, 2: 5, 3: 5}


def test_weeks_without_shifts_stay_empty():
    early = [shift for shift in four_weeks() if shift.day < 7]
    weeks = balanced_weeks([visit(n, WEEKS) for n in range(10)], early)
    assert set(weeks.values()) == {0}


def test_within_a_class_early_days_come_first():
    visits = [visit(0, [4, 7]), visit(1, [1, 7]), visit(2, [2, 11]), visit(3, [3, 11])]
    weeks = balanced_weeks(visits, four_weeks())
    assert (weeks["v0"], weeks["v1"], weeks["v2"], weeks["v3"]) == (0, 0, 1, 1)


def test_without_a_solution_the_emptiest_week_is_taken(monkeypatch):
    monkeypatch.setattr(balancing, "_counts", lambda *_: None)
    weeks = balanced_weeks([visit(n, WEEKS) for n in range(8)], four_weeks())
    assert Counter(weeks.values()) == {0: 2, 1: 2, 2: 2, 3: 2}


def test_nothing_to_balance():
    assert balanced_weeks([], four_weeks()) == {}
