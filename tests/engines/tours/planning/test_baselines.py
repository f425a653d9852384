"""Baselines are honest plans: valid, complete and on the days that they say."""

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.planning.baselines import random_patterns, weekday_districts
from tests.engines.tours.planning.valid import faults
from tests.engines.tours.planning.worlds import problem, repeated


def test_random_patterns_serve_all_where_there_is_time():
    given = problem(40)
    plan = random_patterns(given, budget=Budget(rounds=30))
    assert faults(given, plan) == []
    assert not plan.unplanned
    assert len({day for day, _ in plan.where.values()}) == 5


def test_random_patterns_keep_the_gaps_of_a_rule():
    given = repeated(10)
    plan = random_patterns(given, budget=Budget(rounds=30))
    assert faults(given, plan) == []
    assert len(plan.where) > 0.9 * len(given.visits)


def test_a_district_has_one_weekday():
    given = problem(50, seed=2)
    plan = weekday_districts(given, budget=Budget(rounds=30))
    assert faults(given, plan) == []
    days = [day for day, _ in plan.where.values()]
    assert [days.count(day) for day in range(5)] == [10] * 5
