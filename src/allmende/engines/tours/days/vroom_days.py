"""VROOM (pyvroom) as the solver of a day: fast, but a tank is filled only once.

Windows, skills and priorities are its own. It knows no refills on the way: water beyond one
tank stays unserved. It knows no longest day and no preferred crews either: the break is taken
off the end of the shift.
"""

import importlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any

import numpy as np

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days import scoring
from allmende.engines.tours.days.fitting import fitting
from allmende.engines.tours.days.insertion import InsertionSolver
from allmende.engines.tours.days.solver import Day, DayResult, Route
from allmende.engines.tours.days.timetable import Halt, halts, pause, timetable
from allmende.engines.tours.model import Visit

MISSING = (
    "Der Tourenrechner VROOM ist nicht installiert. Bitte installieren Sie das Paket „pyvroom“ "
    "oder wählen Sie PyVRP."
)
URGENCY = {1: 100, 2: 50, 3: 0}  # VROOM: 100 is the most important
EXPLORATION = 5  # of 0 … 5


class VroomMissing(RuntimeError):
    """The optional package is not installed."""


class VroomSolver:
    """Takes no seed: among ways of the same length it may choose another one in the next run.
    Its own end comes within seconds; the budget may cut it.

    Raises ``VroomMissing`` (a sentence for users) where the package is missing.
    """

    def __init__(self) -> None:
        self._vroom = _package()

    def solve(
        self, day: Day, *, budget: Budget, seed: int = 0, start: Sequence[Route] | None = None
    ) -> DayResult:
        before = (
            scoring.result(day, start)
            if start
            else InsertionSolver().solve(day, budget=Budget(), seed=seed)
        )
        able = fitting(day)
        if not any(able) or budget.is_over(0):
            return before
        timeout = None if budget.seconds is None else timedelta(seconds=budget.left)
        solution = _input(self._vroom, day, able).solve(EXPLORATION, nb_threads=1, timeout=timeout)
        routes = [r for r in _routes(solution.to_dict()) if _is_valid(day, r)]
        return scoring.best(day, before, scoring.result(day, routes))


def _package() -> ModuleType:
    try:
        return importlib.import_module("vroom")
    except ImportError as problem:
        raise VroomMissing(MISSING) from problem


def _input(vroom: ModuleType, day: Day, able: Sequence[frozenset[int]]) -> Any:
    """The shifts that can do a visit are its skill: so impossible pairs are out as well."""
    tasks = [visit for visit, shifts in enumerate(able) if shifts]
    places = [place for shift in day.shifts for place in (shift.start, shift.end)]
    first = len(places)
    every = np.array(places + [day.visits[visit].place for visit in tasks])
    problem = vroom.Input()
    for shift in range(len(day.shifts)):
        problem.set_durations_matrix(str(shift), day.seconds(shift)[np.ix_(every, every)])
    groups = {shifts: number for number, shifts in enumerate(dict.fromkeys(able))}
    problem.add_vehicle([_vehicle(vroom, day, shift, groups) for shift in range(len(day.shifts))])
    problem.add_job(
        [
            _job(vroom, day.visits[visit], visit, first + number, groups[able[visit]])
            for number, visit in enumerate(tasks)
        ]
    )
    return problem


def _vehicle(vroom: ModuleType, day: Day, shift: int, groups: dict[frozenset[int], int]) -> Any:
    own = day.shifts[shift]
    return vroom.Vehicle(
        shift,
        profile=str(shift),
        start=2 * shift,
        end=2 * shift + 1,
        capacity=[own.tank],
        skills={number for shifts, number in groups.items() if shift in shifts},
        time_window=vroom.TimeWindow(own.opens, own.closes - pause(day, shift)),
    )


def _job(vroom: ModuleType, task: Visit, visit: int, location: int, group: int) -> Any:
    """Windows of VROOM are those in which the work begins."""
    return vroom.Job(
        visit,
        location=location,
        default_service=task.seconds,
        delivery=[task.litres],
        skills={group},
        priority=URGENCY[task.priority],
        time_windows=[vroom.TimeWindow(*edges) for edges in _beginnings(task)],
    )


def _beginnings(halt: Halt) -> list[tuple[int, int]]:
    """In order and without overlap, as VROOM wants them."""
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted((w.opens, w.closes - halt.seconds) for w in halt.windows):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        elif opens <= closes:
            merged.append((opens, closes))
    return merged


def _routes(solution: dict[str, Any]) -> Iterable[Route]:
    for route in solution["routes"]:
        visits = tuple(step["id"] for step in route["steps"] if step["type"] == "job")
        yield Route(route["vehicle"], (visits,))


def _is_valid(day: Day, route: Route) -> bool:
    return timetable(day, route.shift, halts(day, route)) is not None
