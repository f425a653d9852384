"""A day in the words of PyVRP, and its solutions back.

A location for each visit and depot, a vehicle type and a profile for each shift. The profile
has no way to visits that the shift cannot do, and a longer one to those that another crew knows.
A visit with several windows is a group of clients of which one is chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyvrp import (
    Activity,
    ActivityType,
    Client,
    ClientGroup,
    Depot,
    Location,
    ProblemData,
    Solution,
    VehicleType,
)
from pyvrp import Route as PyVrpRoute

from allmende.engines.tours.days.scoring import STRANGER
from allmende.engines.tours.days.solver import Day, Route
from allmende.engines.tours.days.timetable import halts, pause, timetable
from allmende.engines.tours.model import NEVER, Refill, Visit, Window

PRIORITY_FACTOR = 30  # visits of the next lower priority that one visit is worth
ALWAYS = Window(0, NEVER)


@dataclass(frozen=True, slots=True)
class PyVrpDay:
    day: Day
    data: ProblemData
    clients: tuple[tuple[int, Window], ...]  # visit and window by client
    refills: tuple[tuple[int, Window], ...]  # refill and window by depot behind the shifts' own

    @property
    def first_refill(self) -> int:
        """Number of the first depot that is a refill."""
        return 2 * len(self.day.shifts)

    def solution(self, routes: Sequence[Route]) -> Solution:
        return Solution(self.data, [self._to_pyvrp(route) for route in routes if route.visits])

    def routes(self, solution: Solution) -> list[Route]:
        return [self._from_pyvrp(route) for route in solution.routes()]

    def _to_pyvrp(self, route: Route) -> PyVrpRoute:
        stops = halts(self.day, route)
        times = timetable(self.day, route.shift, stops)
        begins = iter(times.begins if times else [0] * len(stops))
        activities = []
        for number, trip in enumerate(route.trips):
            if number:
                depot = _chosen(self.refills, route.refills[number - 1], next(begins))
                activities.append(Activity(ActivityType.DEPOT, self.first_refill + depot))
            for visit in trip:
                client = _chosen(self.clients, visit, next(begins))
                activities.append(Activity(ActivityType.CLIENT, client))
        return PyVrpRoute(self.data, activities, route.shift)

    def _from_pyvrp(self, route: PyVrpRoute) -> Route:
        trips: list[list[int]] = [[]]
        refills = []
        for activity in route:
            if activity.is_client():
                trips[-1].append(self.clients[activity.idx][0])
            elif activity.idx >= self.first_refill:
                refills.append(self.refills[activity.idx - self.first_refill][0])
                trips.append([])
        return Route(route.vehicle_type(), tuple(map(tuple, trips)), tuple(refills))


def model(day: Day, *, able: Sequence[frozenset[int]]) -> PyVrpDay:
    """``able``: by visit, the shifts that can do it; visits without any are not in the model."""
    kept = [visit for visit, shifts in enumerate(able) if shifts]
    refills = _by_window(dict(enumerate(day.refills)))
    clients = _by_window({visit: day.visits[visit] for visit in kept})
    places = _depot_places(day, refills)
    location = {visit: len(places) + number for number, visit in enumerate(kept)}
    groups = _groups(clients, keeps_all=day.keeps_all)
    every = np.array(places + [day.visits[visit].place for visit in kept])
    seconds = [_seconds(day, shift, every) for shift in range(len(day.shifts))]
    ways = [_ways(day, shift, own, location, able) for shift, own in enumerate(seconds)]
    data = ProblemData(
        locations=[Location(0, 0) for _ in every],
        clients=_clients(day, clients, location, groups, prize=max(map(_prize, seconds))),
        depots=_depots(day, refills),
        vehicle_types=[_vehicle(day, shift, len(refills)) for shift in range(len(day.shifts))],
        distance_matrices=[distance for distance, _ in ways],
        duration_matrices=[duration for _, duration in ways],
        groups=groups,
    )
    return PyVrpDay(day, data, tuple(clients), tuple(refills))


def _seconds(day: Day, shift: int, places: NDArray[np.int64]) -> NDArray[np.int64]:
    seconds = day.seconds(shift)[np.ix_(places, places)].astype(np.int64)
    np.fill_diagonal(seconds, 0)
    return seconds


def _by_window(halts: dict[int, Visit] | dict[int, Refill]) -> list[tuple[int, Window]]:
    return [
        (number, window)
        for number, halt in halts.items()
        for window in halt.windows or (ALWAYS,)
        if window.closes - window.opens >= halt.seconds
    ]


def _chosen(choices: Sequence[tuple[int, Window]], number: int, begins: int) -> int:
    """The last one if none has room for that moment."""
    own = [place for place, (owner, _) in enumerate(choices) if owner == number]
    open_then = (p for p in own if choices[p][1].opens <= begins < choices[p][1].closes)
    return next(open_then, own[-1])


def _depot_places(day: Day, refills: Sequence[tuple[int, Window]]) -> list[int]:
    own = [place for shift in day.shifts for place in (shift.start, shift.end)]
    return own + [day.refills[number].place for number, _ in refills]


def _groups(clients: Sequence[tuple[int, Window]], *, keeps_all: bool) -> list[ClientGroup]:
    by_visit: dict[int, list[int]] = {}
    for client, (visit, _) in enumerate(clients):
        by_visit.setdefault(visit, []).append(client)
    return [
        ClientGroup(members, required=keeps_all)
        for members in by_visit.values()
        if len(members) > 1
    ]


def _clients(
    day: Day,
    clients: Sequence[tuple[int, Window]],
    location: dict[int, int],
    groups: Sequence[ClientGroup],
    *,
    prize: int,
) -> list[Client]:
    group_of = {client: number for number, group in enumerate(groups) for client in group}
    return [
        Client(
            location=location[visit],
            delivery=[day.visits[visit].litres],
            service_duration=day.visits[visit].seconds,
            tw_early=window.opens,
            tw_late=window.closes - day.visits[visit].seconds,
            prize=prize * PRIORITY_FACTOR ** (3 - day.visits[visit].priority),
            required=day.keeps_all and client not in group_of,
            group=group_of.get(client),
        )
        for client, (visit, window) in enumerate(clients)
    ]


def _prize(seconds: NDArray[np.int64]) -> int:
    """More than any detour costs."""
    return 2 * int(seconds[seconds < NEVER].max(initial=0)) + STRANGER + 1


def _depots(day: Day, refills: Sequence[tuple[int, Window]]) -> list[Depot]:
    own = [Depot(location=number) for number in range(2 * len(day.shifts))]
    return own + [
        Depot(
            location=len(own) + number,
            tw_early=window.opens,
            tw_late=window.closes - day.refills[refill].seconds,
            service_duration=day.refills[refill].seconds,
        )
        for number, (refill, window) in enumerate(refills)
    ]


def _vehicle(day: Day, shift: int, refills: int) -> VehicleType:
    own = day.shifts[shift]
    first = 2 * len(day.shifts)
    return VehicleType(
        capacity=[own.tank],
        start_depot=2 * shift,
        end_depot=2 * shift + 1,
        tw_early=own.opens,
        tw_late=own.closes,
        shift_duration=own.closes - own.opens - pause(day, shift),
        profile=shift,
        reload_depots=list(range(first, first + refills)) if own.tank else [],
    )


def _ways(
    day: Day,
    shift: int,
    seconds: NDArray[np.int64],
    location: dict[int, int],
    able: Sequence[frozenset[int]],
) -> tuple[Any, Any]:
    """Distance (what is minimised) and duration, both int64 of shape (locations, locations).

    Untyped because PyVRP's stubs know arrays by a form that numpy does not have.
    """
    distance, duration = seconds.copy(), seconds.copy()
    for visit, column in location.items():
        if shift not in able[visit]:
            distance[:, column] = duration[:, column] = NEVER
        elif day.visits[visit].preferred_crew not in (None, day.shifts[shift].crew):
            distance[:, column] += STRANGER
    np.fill_diagonal(distance, 0)
    np.fill_diagonal(duration, 0)
    return distance, duration
