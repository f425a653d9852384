"""The compiled search keeps its books right, whatever it is given."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Gap, Lock, Refill, Window
from allmende.engines.tours.planning.search.search import Search
from allmende.engines.tours.planning.world import World
from tests.engines.tours.planning import worlds
from tests.engines.tours.planning.worlds import HOUR

ROUNDS = 400


def searched(problem, seed=0, rounds=ROUNDS):
    search = Search(World(problem), seed=seed)
    search.fill()
    search.anneal(Budget(rounds=rounds), hot=200, cold=1)
    return search


def placed(search):
    rows = range(len(search.world.shifts))
    return [item for row in rows for item in search.items(row) if item < search.world.count]


def gaps_broken(search):
    shifts, visits = search.world.shifts, search.world.visits
    day_of = {
        visits[item].key: shift.day
        for row, shift in enumerate(shifts)
        for item in search.items(row)
        if item < search.world.count
    }
    pairs = [(v.gap, day_of.get(v.gap.key), day_of.get(v.key)) for v in visits if v.gap]
    return [pair for pair in pairs if None not in pair and not pair[0].allows(*pair[1:])]


@st.composite
def problems(draw):
    """Windows, tanks, skills and more work than time, in any mixture."""
    count, seed = draw(st.integers(1, 40)), draw(st.integers(0, 9))
    windows = st.sampled_from(
        [
            (),
            (Window(8 * HOUR, 9 * HOUR),),
            (Window(7 * HOUR, 8 * HOUR), Window(13 * HOUR, 14 * HOUR)),
        ]
    )
    visits = [
        worlds.visit(
            number,
            days=draw(st.sets(st.integers(0, 2), min_size=1)),
            seconds=draw(st.integers(60, 9000)),
            litres=draw(st.sampled_from([0, 0, 300, 900])),
            windows=draw(windows),
            skills=frozenset(draw(st.sets(st.just("Baum")))),
            priority=draw(st.integers(1, 3)),
            gap=Gap(f"v{number - 1}", 1, 1) if number % 3 else None,
        )
        for number in range(count)
    ]
    shifts = worlds.shifts(days=3, tank=1000)
    shifts[0] = replace(shifts[0], skills=frozenset({"Baum"}))
    if draw(st.booleans()):  # a lorry, or a closed street
        shifts[1] = replace(shifts[1], matrix=worlds.matrix(count + 1, seed + 1))
    return worlds.problem(
        count,
        seed,
        visits=visits,
        shifts=shifts,
        days=3,
        refills=[Refill(place=1, seconds=300)],
        locks={"v0": Lock(crew="A", day=None)},
    )


@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_what_it_counts_on_the_way_is_what_is_there(problem):
    search = searched(problem)
    anew = Search(search.world, seed=1)
    anew.start([search.items(row) for row in range(len(problem.shifts))])
    assert placed(anew) == placed(search)  # all of it holds
    assert anew.cost == pytest.approx(search.cost)
    assert anew.driving == search.driving
    assert sorted([*placed(search), *search.pool]) == list(range(search.world.count))
    assert gaps_broken(search) == []


@settings(max_examples=20, deadline=None)
@given(problem=problems())
def test_rounds_never_end_worse_than_they_begin(problem):
    filled = Search(World(problem), seed=0)
    filled.fill()
    assert searched(problem).cost <= filled.cost + 1e-6


def test_the_same_seed_leads_to_the_same_routes():
    problem = worlds.problem()
    rows = range(len(problem.shifts))
    one, two, other = (searched(problem, seed) for seed in (3, 3, 4))
    assert [one.items(row) for row in rows] == [two.items(row) for row in rows]
    assert [one.items(row) for row in rows] != [other.items(row) for row in rows]


def test_rows_that_cost_more_are_not_taken_over():
    search = searched(worlds.problem())
    before = search.items(0)
    assert len(before) > 2
    search.replace_rows({0: [before[-1], *before[:-1]]})
    search.replace_rows({0: before[1:]})
    assert search.items(0) == before


def test_rows_that_break_a_shift_are_not_taken_over():
    search = searched(worlds.problem())
    everything = list(range(search.world.count))
    rows = {row: [] for row in range(1, len(search.world.shifts))}
    before = search.items(0)
    search.replace_rows({0: everything, **rows})
    assert search.items(0) == before
    assert not search.pool


def test_a_visit_taken_out_leaves_no_idle_refill():
    visits = [worlds.visit(n, days=[0], litres=600) for n in range(2)]
    problem = worlds.problem(
        2,
        visits=visits,
        shifts=worlds.shifts(crews=("A",), days=1, tank=1000),
        refills=[Refill(place=1, seconds=300)],
        days=1,
    )
    search = searched(problem)
    assert len(search.items(0)) == 3  # with the refill between
    search.take_out(0)
    assert (search.items(0), search.pool) == ([1], {0})
