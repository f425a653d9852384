"""The first reason that holds, with what a sentence needs."""

from dataclasses import replace

import numpy as np
import pytest

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import NEVER, Gap, Lock, Matrix, Window
from allmende.engines.tours.planning.plan import make_plan
from tests.engines.tours.planning.worlds import HOUR, problem, shifts, visit


def reason(one, **given):
    fields = {"visits": [one], "shifts": shifts(("A",), 2, tank=100), "days": 2}
    (left,) = make_plan(problem(1, **{**fields, **given}), budget=Budget(rounds=5)).unplanned
    return str(left.why), dict(left.facts)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"days": [4]}, ("no_day", {})),
        ({"skills": frozenset({"Baum"})}, ("skill", {"skill": "Baum"})),
        ({"litres": 500}, ("tank", {"litres": "500", "tank": "100"})),
        ({"windows": (Window(3 * HOUR, 5 * HOUR),)}, ("window", {"windows": "3:00–5:00"})),
        ({"seconds": 9 * HOUR}, ("too_long", {"minutes": "540", "shift": "480"})),
    ],
)
def test_names_the_reason(wrong, expected):
    assert reason(visit(0, **{"days": [0], **wrong})) == expected


def test_a_lock_that_no_crew_can_keep():
    assert reason(visit(0, [0]), locks={"v0": Lock("Z")}) == ("lock", {"crew": "Z"})
    assert reason(visit(0, [0]), locks={"v0": Lock(day=1)}) == ("lock", {"day": "1"})


@pytest.mark.parametrize(
    ("days", "gap", "locked", "left", "facts"),
    [
        ((1, 2), (3, 5), "a", "b", {"least": "3", "most": "5", "before": "1"}),
        ((0, 4), (1, 2), "b", "a", {"least": "1", "most": "2", "after": "4"}),
    ],
    ids=["too near to the visit before", "too far from the visit after"],
)
def test_a_gap_names_the_neighbour(days, gap, locked, left, facts):
    own = dict(zip("ab", days, strict=True))
    visits = [
        visit(0, [own["a"]], key="a"),
        visit(0, [own["b"]], key="b", gap=Gap("a", *gap)),
    ]
    locks = {locked: Lock(day=own[locked])}
    given = problem(1, visits=visits, shifts=shifts(("A",), 5), days=5, locks=locks)
    (one,) = make_plan(given, budget=Budget(rounds=5)).unplanned
    assert (one.key, str(one.why)) == (left, "gap")
    assert one.facts == facts


def test_no_way():
    seconds = np.array([[0, NEVER], [NEVER, 0]], np.int32)
    assert reason(visit(0, [0]), matrix=Matrix(seconds, seconds)) == ("unreachable", {})


def test_nobody_works_at_all():
    assert reason(visit(0, [0]), shifts=[]) == ("no_day", {})


def test_the_hours_are_used_up():
    visits = [visit(n, [0], seconds=5 * HOUR) for n in range(2)]
    given = problem(2, visits=visits, shifts=shifts(("A",), 1), days=1)
    plan = make_plan(replace(given), budget=Budget(rounds=5))
    assert [str(one.why) for one in plan.unplanned] == ["time"]
