"""Which of two solutions of a day is the better one."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from allmende.engines.tours.days.solver import Day, DayResult, Route
from allmende.engines.tours.days.timetable import halts

STRANGER = 300  # seconds of driving that are worth a visit by its preferred crew
PRIORITIES = (1, 2, 3)


def driving(day: Day, route: Route) -> int:
    """Seconds, from the depot and back."""
    shift = day.shifts[route.shift]
    places = [shift.start, *(halt.place for halt in halts(day, route)), shift.end]
    seconds = day.seconds(route.shift)
    return sum(int(seconds[here, there]) for here, there in pairwise(places))


def result(day: Day, routes: Sequence[Route]) -> DayResult:
    """Valid routes as a result; those without visits are left out."""
    used = tuple(sorted((r for r in routes if r.visits), key=lambda route: route.shift))
    served = {visit for route in used for visit in route.visits}
    unserved = tuple(visit for visit in range(len(day.visits)) if visit not in served)
    return DayResult(
        routes=used,
        unserved=unserved,
        driving=sum(driving(day, route) for route in used),
        is_feasible=not (day.keeps_all and unserved),
    )


def rank(day: Day, found: DayResult) -> tuple[int, ...]:
    """Less is better: left out by priority, then driving and visits by other crews."""
    left_out = Counter(day.visits[visit].priority for visit in found.unserved)
    strangers = sum(
        day.visits[visit].preferred_crew not in (None, day.shifts[route.shift].crew)
        for route in found.routes
        for visit in route.visits
    )
    return (*(left_out[p] for p in PRIORITIES), found.driving + STRANGER * strangers)


def best(day: Day, *found: DayResult) -> DayResult:
    return min(found, key=lambda one: (not one.is_feasible, rank(day, one)))
