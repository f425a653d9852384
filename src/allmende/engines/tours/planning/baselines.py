"""How towns plan without a planner: the same problem, the same solver of days, the same budget."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days.pyvrp_days import PyVrpSolver
from allmende.engines.tours.days.solver import DaySolver
from allmende.engines.tours.model import Plan, Problem
from allmende.engines.tours.planning.finishing import finish, improve_days
from allmende.engines.tours.planning.search.search import Search
from allmende.engines.tours.planning.world import World

WEEK = 7


def random_patterns(
    problem: Problem, *, budget: Budget, seed: int = 0, solver: DaySolver | None = None
) -> Plan:
    """Each task has its days by chance, moved only when they are full."""
    dice = np.random.default_rng(seed)
    working = {shift.day for shift in problem.shifts}
    chosen: dict[str, int] = {}
    for visit in problem.visits:
        days, gap = sorted(visit.days & working), visit.gap
        if gap and gap.key in chosen:
            days = [day for day in days if gap.allows(chosen[gap.key], day)] or days
        if days:
            chosen[visit.key] = int(dice.choice(days))
    days_of = [chosen.get(visit.key, -1) for visit in problem.visits]
    return _planned(problem, days_of, budget=budget, seed=seed, solver=solver)


def weekday_districts(
    problem: Problem, *, budget: Budget, seed: int = 0, solver: DaySolver | None = None
) -> Plan:
    """One district for each weekday, as sectors of equal work around the first depot.

    Angles come from travel times by classical scaling, as a problem has no coordinates. A task
    that cannot be done on the day of its district takes the nearest of its days.
    """
    district = _districts(problem)
    working = {shift.day for shift in problem.shifts}
    chosen = [
        min(days, key=lambda day: (abs(day % WEEK - own), day))
        if (days := sorted(visit.days & working))
        else -1
        for visit, own in zip(problem.visits, district, strict=True)
    ]
    return _planned(problem, chosen, budget=budget, seed=seed, solver=solver, only_there=True)


def _planned(
    problem: Problem,
    chosen: Sequence[int],
    *,
    budget: Budget,
    seed: int,
    solver: DaySolver | None,
    only_there: bool = False,
) -> Plan:
    visits = [
        replace(visit, days=frozenset({day} & visit.days))
        for visit, day in zip(problem.visits, chosen, strict=True)
    ]
    fixed = replace(problem, visits=visits)
    search = Search(World(fixed if only_there else problem), seed=seed)
    search.fill(only=lambda visit, row: search.world.shifts[row].day == chosen[visit])
    if not only_there:
        search.fill()
    improve_days(search, solver or PyVrpSolver(), budget=budget, seed=seed, evenly=False)
    if search.pool:
        search.fill()
    return finish(search)


def _districts(problem: Problem) -> list[int]:
    """By visit: 0 Monday … 4 Friday."""
    places = np.unique([visit.place for visit in problem.visits])
    plane = _plane(problem.matrix.seconds[np.ix_(places, places)].astype(float))
    depot = problem.shifts[0].start
    nearest = problem.matrix.seconds[depot, places].argmin()
    angle = np.arctan2(*(plane - plane[nearest]).T)
    work = np.zeros(len(places))
    row = {int(place): number for number, place in enumerate(places)}
    for visit in problem.visits:
        work[row[visit.place]] += visit.seconds
    order = np.argsort(angle, kind="stable")
    share = np.cumsum(work[order]) / work.sum()
    sector = np.empty(len(places), int)
    sector[order] = np.minimum(4, (share * 5 - 1e-9).astype(int))
    return [int(sector[row[visit.place]]) for visit in problem.visits]


def _plane(seconds: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float64]:
    """Classical multidimensional scaling to two dimensions."""
    squares = ((seconds + seconds.T) / 2) ** 2
    centred = squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    plane: np.typing.NDArray[np.float64] = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
    return plane
