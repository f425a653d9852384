"""Repair keeps what it can, and says what it did."""

from dataclasses import replace

import pytest

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Lock, Problem
from allmende.engines.tours.planning.plan import make_plan
from allmende.engines.tours.planning.repair import repair
from tests.engines.tours.planning.valid import faults
from tests.engines.tours.planning.worlds import matrix, problem, shifts, visit

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


def test_a_visit_that_nobody_asks_for_any_more_is_just_gone(day):
    given, before = day
    done = repair(replace(given, visits=given.visits[1:]), before)
    assert "v0" not in done.plan.where
    assert done.dropped == ()


def test_the_same_seed_repairs_the_same(day):
    given, before = day
    changed = replace(given, shifts=shifts(CREWS[1:], 1))
    assert repair(changed, before, seed=2) == repair(changed, before, seed=2)
