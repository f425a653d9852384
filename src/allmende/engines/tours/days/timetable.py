"""When the stops of a route begin, without breaks: those are taken off the shift beforehand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from allmende.engines.tours.days.solver import Day, Route
from allmende.engines.tours.model import NEVER, Matrix, Shift, Window


class Halt(Protocol):
    """What visits and refills have in common."""

    @property
    def place(self) -> int: ...
    @property
    def seconds(self) -> int: ...
    @property
    def windows(self) -> tuple[Window, ...]: ...


@dataclass(frozen=True, slots=True)
class Timetable:
    leaves: int
    begins: tuple[int, ...]  # by stop
    returns: int


def halts(day: Day, route: Route) -> list[Halt]:
    """Visits and the refills between the trips, in order."""
    found: list[Halt] = []
    for number, trip in enumerate(route.trips):
        if number:
            found.append(day.refills[route.refills[number - 1]])
        found.extend(day.visits[visit] for visit in trip)
    return found


def pause(day: Day, shift: int) -> int:
    return day.pause[shift] if day.pause else 0


def timetable(day: Day, shift: int, stops: Sequence[Halt]) -> Timetable | None:
    """The first that ends in time and lasts no longer than the shift without its break."""
    own = day.shifts[shift]
    longest, matrix = own.closes - own.opens - pause(day, shift), own.ways(day.matrix)
    earliest = _from(own.opens, own, stops, matrix)
    if earliest is None or earliest.returns - own.opens <= longest:
        return earliest
    for leaves in sorted(_departures(own, stops, matrix)):
        found = _from(leaves, own, stops, matrix)
        if found and found.returns - leaves <= longest:
            return found
    return None


def begin(arrives: int, halt: Halt) -> int | None:
    """The first moment at which the work may begin, or None when it is too late."""
    if not halt.windows:
        return arrives
    latest = (max(arrives, w.opens) for w in halt.windows if w.closes - halt.seconds >= arrives)
    fitting = (moment for moment in latest if _ends_within(moment, halt))
    return min(fitting, default=None)


def _ends_within(moment: int, halt: Halt) -> bool:
    return any(w.opens <= moment <= w.closes - halt.seconds for w in halt.windows)


def _from(leaves: int, shift: Shift, stops: Sequence[Halt], matrix: Matrix) -> Timetable | None:
    now, place, begins = leaves, shift.start, []
    for stop in stops:
        way = int(matrix.seconds[place, stop.place])
        moment = begin(now + way, stop)
        if way >= NEVER or moment is None:
            return None
        begins.append(moment)
        now, place = moment + stop.seconds, stop.place
    returns = now + int(matrix.seconds[place, shift.end])
    return Timetable(leaves, tuple(begins), returns) if returns <= shift.closes else None


def _departures(shift: Shift, stops: Sequence[Halt], matrix: Matrix) -> Iterator[int]:
    """Among them is one with the shortest day.

    Leave later until the first wait is gone or a window before it would be missed.
    """
    gone, place = 0, shift.start
    for stop in stops:
        gone += int(matrix.seconds[place, stop.place])
        for window in stop.windows:
            for moment in (window.opens, window.closes - stop.seconds):
                if shift.opens < moment - gone < shift.closes:
                    yield moment - gone
        gone, place = gone + stop.seconds, stop.place
