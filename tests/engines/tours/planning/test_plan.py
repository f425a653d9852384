"""Whole plans: valid, complete, reproducible; locks, frozen days and tanks."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days.insertion import InsertionSolver
from allmende.engines.tours.model import Lock, Plan, Refill, StopKind, Window
from allmende.engines.tours.planning.plan import make_plan
from tests.engines.tours.planning.valid import faults
from tests.engines.tours.planning.worlds import HOUR, matrix, problem, repeated, shifts, visit


def planned(given, *, rounds=60, **more) -> Plan:
    return make_plan(given, budget=Budget(rounds=rounds), **more)


def test_serves_everything_when_there_is_time():
    given = problem(40)
    plan = planned(given)
    assert faults(given, plan) == []
    assert not plan.unplanned


def test_the_same_seed_gives_the_same_plan():
    given = problem(40)
    assert planned(given, seed=3) == planned(given, seed=3)


def test_more_rounds_drive_less():
    given = problem(60, seed=5)
    few, many = planned(given, rounds=4), planned(given, rounds=600)
    assert many.driving < few.driving


def test_visits_of_one_rule_keep_their_distance():
    given = repeated(12)
    plan = planned(given, rounds=300)
    assert faults(given, plan) == []
    assert not plan.unplanned
    gaps = {
        plan.where[visit.key][0] - plan.where[visit.gap.key][0]
        for visit in given.visits
        if visit.gap.key in plan.where
    }
    assert len(gaps) > 1  # there is a choice, and it is taken


def test_locks_are_kept():
    given = problem(30)
    locks = {"v1": Lock("B", 3), "v2": Lock("A"), "v3": Lock(day=4)}
    locked = replace(given, locks=locks)
    plan = planned(locked)
    assert faults(locked, plan) == []
    assert plan.where["v1"] == (3, "B")
    assert plan.where["v2"][1] == "A"
    assert plan.where["v3"][0] == 4


def test_frozen_days_stay_exactly():
    given = problem(40)
    before = planned(given)
    after = planned(replace(given, frozen_until=2), before=before, seed=9)
    kept = [tour for tour in before.tours if tour.day < 2]
    assert kept
    assert [tour for tour in after.tours if tour.day < 2] == kept
    assert faults(given, after) == []


def test_nothing_new_comes_into_frozen_days():
    given = replace(problem(20), frozen_until=2)
    assert all(tour.day >= 2 for tour in planned(given).tours)


def test_fills_the_tank_on_the_way():
    visits = [visit(n, [0], litres=400, seconds=600) for n in range(8)]
    given = problem(
        8, visits=visits, shifts=shifts(("A",), 1, tank=1000), refills=[Refill(0, 300)], days=1
    )
    plan = planned(given)
    assert faults(given, plan) == []
    assert not plan.unplanned
    kinds = [stop.kind for stop in plan.tours[0].stops]
    assert kinds.count(StopKind.REFILL) == 3


def test_urgent_visits_win_when_hours_are_short():
    visits = [visit(n, [0], seconds=HOUR, priority=1 if n < 5 else 3) for n in range(15)]
    given = problem(15, visits=visits, shifts=shifts(("A",), 1), days=1)
    plan = planned(given)
    assert {f"v{n}" for n in range(5)} <= set(plan.where)
    assert {str(one.why) for one in plan.unplanned} == {"time"}


def test_the_preferred_crew_comes_where_it_costs_little():
    visits = [visit(n, preferred_crew="B" if n % 2 else "A") for n in range(20)]
    near = matrix(21, size=100)
    plan = planned(problem(20, visits=visits, matrix=near), rounds=200)
    right = sum(plan.where[v.key][1] == v.preferred_crew for v in visits)
    assert right == 20


def test_hours_are_shared_between_equal_crews():
    plan = planned(problem(40), rounds=200)
    hours = dict.fromkeys("AB", 0)
    for tour in plan.tours:
        hours[tour.crew] += tour.working + tour.driving
    assert max(hours.values()) < 1.25 * min(hours.values())


def test_reports_progress_and_the_best_plan_so_far():
    told = []
    given = problem(30)
    plan = planned(given, progress=told.append)
    assert [one.share for one in told] == sorted(one.share for one in told)
    assert told[-1].share == 1.0
    assert told[-1].driving >= plan.driving - 1
    assert faults(given, told[0].best()) == []


def test_a_cancelled_plan_is_still_a_plan():
    given = problem(30)
    plan = make_plan(given, budget=Budget(cancelled=lambda: True))
    assert faults(given, plan) == []
    assert not plan.unplanned


def test_no_visits_or_no_shifts():
    assert planned(problem(0)) == Plan((), ())
    nobody = planned(problem(3, shifts=[]))
    assert len(nobody.unplanned) == 3


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_plan_is_valid(seed):
    dice = np.random.default_rng(seed)
    visits = []
    for number in range(25):
        opens = int(dice.integers(7, 13)) * HOUR
        days = dice.choice(5, size=int(dice.integers(1, 4)), replace=False).tolist()
        visits.append(
            visit(
                number,
                days,
                seconds=int(dice.integers(300, 5000)),
                windows=(Window(opens, opens + 2 * HOUR),) if dice.random() < 0.3 else (),
                skills=frozenset({"Baum"}) if dice.random() < 0.3 else frozenset(),
                litres=int(dice.integers(100, 900)) if dice.random() < 0.3 else 0,
            )
        )
    crews = [
        *shifts(("A",), 5, skills=frozenset({"Baum"}), tank=1000),
        *shifts(("B",), 4, tank=500),
        *shifts(("C",), 2, tank=500, matrix=matrix(26, seed + 1)),  # a lorry, say
    ]
    given = problem(25, seed, visits=visits, shifts=crews, refills=[Refill(0, 300), Refill(5, 200)])
    plan = make_plan(given, budget=Budget(rounds=30), seed=seed, solver=InsertionSolver())
    assert faults(given, plan) == []
