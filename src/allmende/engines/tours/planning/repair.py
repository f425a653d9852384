"""A plan that still holds for the most part, and what has changed: as little as can be moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Plan, Problem, StopKind, Tour
from allmende.engines.tours.planning.finishing import finish
from allmende.engines.tours.planning.plan import frozen_tours, without
from allmende.engines.tours.planning.search.search import Search
from allmende.engines.tours.planning.world import World

HOT, COLD = 20.0, 1.0  # seconds of driving
ROUNDS = 3_000  # where a budget has no bound

type Where = tuple[int, str]  # day and crew


@dataclass(frozen=True, slots=True)
class Moved:
    key: str
    before: Where
    after: Where


@dataclass(frozen=True, slots=True)
class Repair:
    """``moved`` has another day or crew than before; the order within a tour does not count."""

    plan: Plan
    moved: tuple[Moved, ...]
    added: tuple[str, ...]  # planned now, in no tour before
    dropped: tuple[str, ...]  # in a tour before and still a visit, in none now


def repair(
    problem: Problem, before: Plan, *, budget: Budget | None = None, seed: int = 0
) -> Repair:
    """Keep what is still valid, insert the rest at once, then improve a little.

    Every visit that changes its day or crew must save ``world.MOVED`` seconds of driving. The
    search stays near what had to be inserted.
    """
    frozen = frozen_tours(problem, before)
    rest = without(problem, frozen)
    search = Search(World(rest, before=before), seed=seed)
    search.start(_items(search.world, before))
    touched = sorted(search.pool)
    search.fill()
    limit = budget or Budget(rounds=ROUNDS)
    if limit.rounds is None and limit.seconds is None:
        limit = Budget(rounds=ROUNDS, cancelled=limit.cancelled)
    if touched:
        search.anneal(limit, hot=HOT, cold=COLD, among=touched)
    return compared(finish(search, frozen=frozen), before, problem)


def compared(plan: Plan, before: Plan, problem: Problem) -> Repair:
    was, now = before.where, plan.where
    asked = {visit.key for visit in problem.visits}
    return Repair(
        plan,
        moved=tuple(
            Moved(key, was[key], now[key])
            for key in sorted(was.keys() & now.keys())
            if was[key] != now[key]
        ),
        added=tuple(sorted(now.keys() - was.keys())),
        dropped=tuple(sorted((was.keys() - now.keys()) & asked)),
    )


def _items(world: World, before: Plan) -> list[list[int]]:
    """By shift: what it did before and may still do, in the same order.

    Where a gap has become too small or too large since, the later visit is planned anew.
    """
    problem = world.problem
    number = {visit.key: index for index, visit in enumerate(problem.visits)}
    rows = {(s.day, s.crew): row for row, s in enumerate(problem.shifts)}
    items: list[list[int]] = [[] for _ in problem.shifts]
    for tour in before.tours:
        row = rows.get((tour.day, tour.crew))
        if row is not None:
            items[row] = [
                item
                for item in _of_tour(problem, tour, number)
                if item >= world.count or row in world.options[item].rows
            ]
    torn = _torn(world, items)
    return [[item for item in own if item not in torn] for own in items]


def _torn(world: World, items: Sequence[Sequence[int]]) -> set[int]:
    """Visits that do not keep the gap to the one before them."""
    days = {
        item: shift.day
        for shift, own in zip(world.shifts, items, strict=True)
        for item in own
        if item < world.count
    }
    day_of = {world.visits[item].key: day for item, day in days.items()}
    return {
        item
        for item, day in days.items()
        if (gap := world.visits[item].gap)
        and gap.key in day_of
        and not gap.allows(day_of[gap.key], day)
    }


def _of_tour(problem: Problem, tour: Tour, number: dict[str, int]) -> Sequence[int]:
    refills = {refill.place: index for index, refill in enumerate(problem.refills)}
    found = []
    for stop in tour.stops:
        if stop.kind is StopKind.VISIT and stop.key in number:
            found.append(number[stop.key])
        elif stop.kind is StopKind.REFILL and stop.place in refills:
            found.append(len(problem.visits) + refills[stop.place])
    return found
