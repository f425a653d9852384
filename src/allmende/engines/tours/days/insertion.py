"""Cheapest insertion: instant, never the best, without any dependency beyond numpy."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days import scoring
from allmende.engines.tours.days.fitting import fitting
from allmende.engines.tours.days.solver import Day, DayResult, Route
from allmende.engines.tours.days.timetable import timetable
from allmende.engines.tours.model import Refill, Visit

type Item = tuple[bool, int]  # a refill or not, and its index in the day
type Place = tuple[int, int, tuple[Item, ...]]  # shift, position, what goes there


class InsertionSolver:
    """Visits of high priority and of few able crews come first, ties as the seed falls.

    It needs no rounds: the budget can only cut it short. A ``start`` is only added to.
    """

    def solve(
        self, day: Day, *, budget: Budget, seed: int = 0, start: Sequence[Route] | None = None
    ) -> DayResult:
        able = fitting(day)
        items: list[list[Item]] = [[] for _ in day.shifts]
        for route in start or ():
            items[route.shift] = _items(route)
        placed = {visit for route in start or () for visit in route.visits}
        for visit in _in_order(day, able, seed=seed):
            if not budget.left or budget.cancelled():
                break
            if visit not in placed:
                _insert(day, visit, into=items, able=able[visit])
        return scoring.result(day, [_route(shift, own) for shift, own in enumerate(items)])


def _in_order(day: Day, able: Sequence[frozenset[int]], *, seed: int) -> list[int]:
    lots = np.random.default_rng(seed).random(len(able))
    return sorted(
        range(len(able)), key=lambda v: (day.visits[v].priority, len(able[v]), float(lots[v]))
    )


def _insert(day: Day, visit: int, *, into: list[list[Item]], able: frozenset[int]) -> None:
    for shift, position, new in _places(day, visit, into, able):
        tried = [*into[shift][:position], *new, *into[shift][position:]]
        if _holds(day, shift, tried) and timetable(day, shift, [_halt(day, i) for i in tried]):
            into[shift] = tried
            return


def _places(
    day: Day, visit: int, items: Sequence[Sequence[Item]], able: frozenset[int]
) -> Iterator[Place]:
    """All of them, the cheapest first."""
    costs: list[NDArray[np.int64]] = []
    places: list[Place] = []
    for shift in sorted(able):
        for new in _chains(day, visit):
            extra = _detours(day, shift, items[shift], new)
            if day.visits[visit].preferred_crew not in (None, day.shifts[shift].crew):
                extra = extra + scoring.STRANGER
            costs.append(extra)
            places.extend((shift, position, new) for position in range(len(extra)))
    if places:
        for number in np.argsort(np.concatenate(costs), kind="stable"):
            yield places[number]


def _chains(day: Day, visit: int) -> list[tuple[Item, ...]]:
    """The visit alone, or with a refill before or behind it."""
    alone: Item = (False, visit)
    if not day.visits[visit].litres:
        return [(alone,)]
    refills: list[Item] = [(True, refill) for refill in range(len(day.refills))]
    return [(alone,), *((r, alone) for r in refills), *((alone, r) for r in refills)]


def _detours(day: Day, shift: int, items: Sequence[Item], new: Sequence[Item]) -> NDArray[np.int64]:
    """Seconds more, by position: shape (stops + 1,)."""
    seconds, own = day.seconds(shift), day.shifts[shift]
    places = [own.start, *(_halt(day, item).place for item in items), own.end]
    chain = [_halt(day, item).place for item in new]
    within = int(seconds[chain[:-1], chain[1:]].sum())
    before, behind = places[:-1], places[1:]
    there = seconds[before, chain[0]].astype(np.int64)
    detours: NDArray[np.int64] = (
        there + within + seconds[chain[-1], behind] - seconds[before, behind]
    )
    return detours


def _holds(day: Day, shift: int, items: Sequence[Item]) -> bool:
    """No trip needs more than the tank."""
    left = day.shifts[shift].tank
    for is_refill, number in items:
        left = day.shifts[shift].tank if is_refill else left - day.visits[number].litres
        if left < 0:
            return False
    return True


def _halt(day: Day, item: Item) -> Visit | Refill:
    is_refill, number = item
    return day.refills[number] if is_refill else day.visits[number]


def _items(route: Route) -> list[Item]:
    found: list[Item] = []
    for number, trip in enumerate(route.trips):
        if number:
            found.append((True, route.refills[number - 1]))
        found.extend((False, visit) for visit in trip)
    return found


def _route(shift: int, items: Sequence[Item]) -> Route:
    trips: list[list[int]] = [[]]
    for is_refill, number in items:
        if is_refill:
            trips.append([])
        else:
            trips[-1].append(number)
    refills = tuple(number for is_refill, number in items if is_refill)
    return Route(shift, tuple(tuple(trip) for trip in trips), refills)
