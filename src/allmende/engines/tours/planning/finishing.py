"""From routes of the search to a plan: the solver of days, then exact times with breaks."""

from collections.abc import Sequence
from dataclasses import replace

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days.solver import Day, DaySolver, Route
from allmende.engines.tours.days.timing import time_tour
from allmende.engines.tours.model import Plan, Refill, Shift, Tour, Visit
from allmende.engines.tours.planning import reasons
from allmende.engines.tours.planning.search.search import Search

ROUNDS_OF_A_DAY = 200  # where rounds bound the search


def improve_days(
    search: Search, solver: DaySolver, *, budget: Budget, seed: int, evenly: bool = True
) -> None:
    """Let the solver improve each day from where it stands; crews may swap visits.

    Less driving that makes crews too uneven is left, unless ``evenly`` is False.
    """
    shifts = search.world.shifts
    days = sorted({shift.day for row, shift in enumerate(shifts) if search.items(row)})
    for number, day in enumerate(days):
        if budget.cancelled() or (budget.seconds is not None and not budget.left):
            break
        rounds = None if budget.rounds is None else min(budget.rounds, ROUNDS_OF_A_DAY)
        seconds = None if budget.seconds is None else budget.left / (len(days) - number)
        share = Budget(rounds=rounds, seconds=seconds, cancelled=budget.cancelled)
        _improve(search, solver, day, budget=share, seed=seed, evenly=evenly)
    if evenly:
        search.restore_best()


def _improve(
    search: Search, solver: DaySolver, day: int, *, budget: Budget, seed: int, evenly: bool
) -> None:
    rows = [row for row, shift in enumerate(search.world.shifts) if shift.day == day]
    visits = [v for row in rows for v in search.items(row) if v < search.world.count]
    if not visits:
        return
    start = [
        _route(number, search.items(row), visits, search.world.count)
        for number, row in enumerate(rows)
        if search.items(row)
    ]
    found = solver.solve(_day(search, rows, visits), budget=budget, seed=seed, start=start)
    if not found.is_feasible or found.unserved:
        return
    items: dict[int, list[int]] = {row: [] for row in rows}
    for route in found.routes:
        items[rows[route.shift]] = _items(route, visits, search.world.count)
    search.replace_rows(items, at_any_cost=not evenly)


def _day(search: Search, rows: Sequence[int], visits: Sequence[int]) -> Day:
    """Shifts end earlier by their break; a lock on a crew is a skill that only it has."""
    world = search.world
    return Day(
        matrix=world.problem.matrix,
        visits=[_locked(search, world.visits[visit]) for visit in visits],
        shifts=[_shift(world.shifts[row], world.closes[row]) for row in rows],
        refills=world.problem.refills,
        keeps_all=True,
    )


def _locked(search: Search, visit: Visit) -> Visit:
    lock = search.world.problem.locks.get(visit.key)
    if lock is None or lock.crew is None:
        return visit
    return replace(visit, skills=visit.skills | {f"\0{lock.crew}"})


def _shift(shift: Shift, closes: int) -> Shift:
    return replace(shift, closes=closes, skills=shift.skills | {f"\0{shift.crew}"})


def _route(number: int, items: Sequence[int], visits: Sequence[int], count: int) -> Route:
    at = {visit: index for index, visit in enumerate(visits)}
    trips: list[list[int]] = [[]]
    for item in items:
        if item >= count:
            trips.append([])
        else:
            trips[-1].append(at[item])
    refills = tuple(item - count for item in items if item >= count)
    return Route(number, tuple(tuple(trip) for trip in trips), refills)


def _items(route: Route, visits: Sequence[int], count: int) -> list[int]:
    items: list[int] = []
    for number, trip in enumerate(route.trips):
        if number:
            items.append(count + route.refills[number - 1])
        items += [visits[index] for index in trip]
    return items


def finish(search: Search, *, frozen: Sequence[Tour] = ()) -> Plan:
    """Exact times; what breaks a window with its break goes elsewhere or is left out."""
    timed: dict[tuple[int, ...], Tour | None] = {}
    banned: set[tuple[int, int]] = set()
    while broken := [
        row for row in range(len(search.world.shifts)) if not _holds(search, row, timed)
    ]:
        for row in broken:
            visit = _spare(search, row)
            banned.add((visit, row))
            search.take_out(visit)
        search.fill(only=lambda visit, row: (visit, row) not in banned)
    tours = [tour for row in range(len(search.world.shifts)) if (tour := _tour(search, row, timed))]
    ordered = sorted([*frozen, *tours], key=lambda tour: (tour.day, tour.crew, tour.leaves))
    day_of = {stop.key: tour.day for tour in ordered for stop in tour.visits}
    left = reasons.explain(search.world.problem, sorted(search.pool), day_of)
    return Plan(tuple(ordered), tuple(left))


def _holds(search: Search, row: int, timed: dict[tuple[int, ...], Tour | None]) -> bool:
    return not search.items(row) or _tour(search, row, timed) is not None


def _tour(search: Search, row: int, timed: dict[tuple[int, ...], Tour | None]) -> Tour | None:
    items = search.items(row)
    key = (row, *items)
    if key not in timed:
        world = search.world
        timed[key] = time_tour(
            world.shifts[row], _halts(search, items), matrix=world.problem.matrix
        )
    return timed[key]


def _halts(search: Search, items: Sequence[int]) -> list[Visit | Refill]:
    world = search.world
    return [
        world.visits[item] if item < world.count else world.problem.refills[item - world.count]
        for item in items
    ]


def _spare(search: Search, row: int) -> int:
    """The cheapest visit without which the tour holds; else simply the cheapest."""
    world = search.world
    items = search.items(row)
    visits = sorted(
        (item for item in items if item < world.count),
        key=lambda visit: (world.prize[visit], world.service[visit], visit),
    )
    for visit in visits:
        rest = _halts(search, [item for item in items if item != visit])
        if time_tour(world.shifts[row], rest, matrix=world.problem.matrix) is not None:
            return visit
    return visits[0]
