"""Repair keeps what it can, and says what it did."""

from dataclasses import replace

import pytest

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Gap, Lock, Problem
from allmende.engines.tours.planning.plan import make_plan
from allmende.engines.tours.planning.repair import repair
from tests.engines.tours.planning.valid import faults
from tests.engines.tours.planning.worlds import matrix, problem, repeated, shifts, visit

CREWS = tuple("ABCDEFGH")


@pytest.fixture(scope="module")
def day() -> tuple[Problem, "object"]:
    """140 tasks, eight crews, one day."""
    visits = [visit(n, [0], seconds=1000) for n in range(145)]
    given = problem(145, visits=visits[:140], shifts=shifts(CREWS, 1), days=1, matrix=matrix(146))
    return replace(given), make_plan(given, budget=Budget(rounds=150))


def test_nothing_changes_when_nothing_has_changed(day):
    given, before = day
    done = repair(given, before)
    assert (done.moved, done.added, done.dropped) == ((), (), ())
    assert done.plan.where == before.where


def test_a_lost_crew_and_urgent_tasks_move_few_others(day):
    given, before = day
    urgent = [visit(n, [0], seconds=600, priority=1) for n in range(140, 145)]
    lost = {key for key, (_, crew) in before.where.items() if crew == "A"}
    changed = replace(given, visits=[*given.visits, *urgent], shifts=shifts(CREWS[1:], 1))
    done = repair(changed, before)
    assert faults(changed, done.plan) == []
    assert set(done.added) == {one.key for one in urgent}
    assert lost
    assert len([one for one in done.moved if one.key not in lost]) < 10
    assert {one.key for one in done.moved} | set(done.dropped) >= lost


def test_a_new_lock_moves_its_visit(day):
    given, before = day
    crew = "A" if before.where["v0"][1] != "A" else "B"
    locked = replace(given, locks={"v0": Lock(crew)})
    done = repair(locked, before)
    assert done.plan.where["v0"] == (0, crew)
    assert ("v0", (0, crew)) in {(one.key, one.after) for one in done.moved}


def test_frozen_days_are_not_touched():
    given = problem(40)
    before = make_plan(given, budget=Budget(rounds=40))
    changed = replace(given, visits=[*given.visits, visit(39, key="new")], frozen_until=2)
    done = repair(changed, before)
    old = [tour for tour in before.tours if tour.day < 2]
    assert [tour for tour in done.plan.tours if tour.day < 2] == old
    assert done.added == ("new",)


def test_neighbours_make_room_for_a_visit_that_is_locked_elsewhere():
    given = repeated(8)
    before = make_plan(given, budget=Budget(rounds=200))
    first, second, third = "r0:0", "r0:5", "r0:10"
    day = next(
        day
        for day in (3, 7)
        if not 3 <= before.where[third][0] - day <= 7 or not 3 <= day - before.where[first][0] <= 7
    )
    locked = replace(given, locks={second: Lock(day=day)})
    done = repair(locked, before)
    assert done.plan.where[second][0] == day
    assert faults(locked, done.plan) == []
    assert not done.plan.unplanned
    assert {one.key for one in done.moved} & {first, third}


def test_gaps_count_from_frozen_days():
    given = repeated(8)
    before = make_plan(given, budget=Budget(rounds=200))
    changed = replace(given, frozen_until=6)
    assert repair(changed, before).plan.where == before.where
    anew = make_plan(changed, budget=Budget(rounds=50), before=before, seed=7)
    assert faults(changed, anew) == []


def test_a_gap_that_has_become_smaller_moves_the_later_visit():
    visits = [visit(0, [0], key="a"), visit(0, range(2, 9), key="b", gap=Gap("a", 2, 8))]
    given = problem(1, visits=visits, shifts=shifts(days=9), days=9, locks={"b": Lock(day=8)})
    before = make_plan(given, budget=Budget(rounds=20))
    assert before.where["b"][0] == 8
    smaller = [visits[0], replace(visits[1], gap=Gap("a", 2, 3))]
    done = repair(replace(given, visits=smaller, locks={}), before)
    assert done.plan.where["b"][0] in {2, 3}


def test_a_visit_that_nobody_asks_for_any_more_is_just_gone(day):
    given, before = day
    done = repair(replace(given, visits=given.visits[1:]), before)
    assert "v0" not in done.plan.where
    assert done.dropped == ()


def test_the_same_seed_repairs_the_same(day):
    given, before = day
    changed = replace(given, shifts=shifts(CREWS[1:], 1))
    assert repair(changed, before, seed=2) == repair(changed, before, seed=2)
