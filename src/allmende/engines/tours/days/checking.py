"""Holds the tours of a day against the day itself, whoever made them.

Written apart from the solvers, so that they do not share a mistake. What it finds are
sentences for the log and for tests; people see reasons (``model.Why``) instead.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from allmende.engines.tours.days.solver import Day, DayResult, Route
from allmende.engines.tours.model import NEVER, Refill, Visit


def problems(day: Day, result: DayResult) -> list[str]:
    """Nothing for a valid result. Never raises for indices within the day."""
    found = list(_counts(day, result))
    for route in result.routes:
        crew = day.shifts[route.shift].crew
        found.extend(f"{crew}: {text}" for text in _of_route(day, route))
    seconds = sum(_ways(day, route, _stops(day, route)) for route in result.routes)
    if seconds != result.driving:
        found.append(f"{result.driving} Sekunden Fahrt sind angegeben, {seconds} sind es")
    return found


def _counts(day: Day, result: DayResult) -> Iterator[str]:
    seen = Counter(result.unserved)
    seen.update(visit for route in result.routes for visit in route.visits)
    for number, visit in enumerate(day.visits):
        if seen[number] != 1:
            yield f"{visit.key} kommt {seen[number]} Mal vor"
    for shift, times in Counter(route.shift for route in result.routes).items():
        if times > 1:
            yield f"{day.shifts[shift].crew} hat {times} Touren"
    if day.keeps_all and result.unserved and result.is_feasible:
        yield "Es fehlen Aufgaben, obwohl alle verlangt sind"


def _of_route(day: Day, route: Route) -> Iterator[str]:
    shift = day.shifts[route.shift]
    if not route.visits:
        yield "Tour ohne Aufgabe"
    if len(route.refills) != len(route.trips) - 1:
        yield f"{len(route.trips)} Fahrten, aber {len(route.refills)} Füllungen"
        return
    for visit in (day.visits[number] for number in route.visits):
        for skill in sorted(visit.skills - shift.skills):
            yield f"{visit.key} braucht „{skill}“"
    for trip in route.trips:
        litres = sum(day.visits[visit].litres for visit in trip)
        if litres > shift.tank:
            yield f"{litres} Liter in einer Fahrt, der Tank fasst {shift.tank}"
    stops = _stops(day, route)
    if _ways(day, route, stops) >= NEVER:
        yield "Ein Weg fehlt"
    elif not any(_keeps_hours(day, route, stops, leaves) for leaves in _moments(day, route)):
        yield "Fenster oder Arbeitszeit reichen nicht"


def _stops(day: Day, route: Route) -> list[Visit | Refill]:
    stops: list[Visit | Refill] = []
    refills = [day.refills[refill] for refill in route.refills]
    for number, trip in enumerate(route.trips):
        stops += refills[number - 1 : number] if number else []
        stops += [day.visits[visit] for visit in trip]
    return stops


def _ways(day: Day, route: Route, stops: list[Visit | Refill]) -> int:
    shift = day.shifts[route.shift]
    places = [shift.start, *(stop.place for stop in stops), shift.end]
    return sum(int(shift.ways(day.matrix).seconds[here, there]) for here, there in pairwise(places))


def _moments(day: Day, route: Route) -> Iterator[int]:
    """Departures of which one gives the shortest day: each edge of a window, reached directly."""
    shift, gone = day.shifts[route.shift], 0
    yield shift.opens
    here = shift.start
    for stop in _stops(day, route):
        gone += int(shift.ways(day.matrix).seconds[here, stop.place])
        for window in stop.windows:
            yield max(shift.opens, window.opens - gone)
            yield max(shift.opens, window.closes - stop.seconds - gone)
        gone += stop.seconds
        here = stop.place


def _keeps_hours(day: Day, route: Route, stops: list[Visit | Refill], leaves: int) -> bool:
    shift, here, now = day.shifts[route.shift], day.shifts[route.shift].start, leaves
    for stop in stops:
        now += int(shift.ways(day.matrix).seconds[here, stop.place])
        here = stop.place
        ends = [max(now, w.opens) + stop.seconds for w in stop.windows]
        in_time = [end for end, w in zip(ends, stop.windows, strict=True) if end <= w.closes]
        if stop.windows and not in_time:
            return False
        now = min(in_time) if in_time else now + stop.seconds
    now += int(shift.ways(day.matrix).seconds[here, shift.end])
    break_seconds = day.pause[route.shift] if day.pause else 0
    return now <= shift.closes and now - leaves + break_seconds <= shift.closes - shift.opens
