"""Decided times and breaks as the lines of a tour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from allmende.engines.tours.model import Matrix, Refill, Shift, Stop, StopKind, Tour, Visit


@dataclass(frozen=True, slots=True, order=True)
class Leg:
    """The way to a stop and what is done there."""

    leaves: int  # the place before
    rest_before: int  # seconds of break that end when the work begins
    begins: int
    rest_behind: int

    def rests(self, seconds: int) -> "Leg":
        return replace(self, rest_behind=seconds)


def tour(
    shift: Shift, stops: Sequence[Visit | Refill], legs: Sequence[Leg], *, matrix: Matrix
) -> Tour:
    """``legs`` belong to ``stops`` one by one; at least one."""
    places = [shift.start, *(stop.place for stop in stops)]
    lines = [
        line
        for here, stop, leg in zip(places, stops, legs, strict=False)
        for line in _lines(here, stop, leg, matrix)
    ]
    home_seconds = int(matrix.seconds[places[-1], shift.end])
    return Tour(
        crew=shift.crew,
        day=shift.day,
        leaves=legs[0].leaves,
        returns=lines[-1].ends + home_seconds,
        stops=tuple(lines),
        home_seconds=home_seconds,
        home_metres=int(matrix.metres[places[-1], shift.end]),
    )


def _lines(here: int, stop: Visit | Refill, leg: Leg, matrix: Matrix) -> Iterator[Stop]:
    """The break before has the way to the stop, for it is taken there."""
    seconds = int(matrix.seconds[here, stop.place])
    metres = int(matrix.metres[here, stop.place])
    arrives = leg.leaves + seconds
    if leg.rest_before:
        starts = leg.begins - leg.rest_before
        yield Stop(StopKind.BREAK, stop.place, arrives, starts, leg.begins, seconds, metres)
        arrives, seconds, metres = leg.begins, 0, 0
    ends = leg.begins + stop.seconds
    kind = StopKind.VISIT if isinstance(stop, Visit) else StopKind.REFILL
    key = stop.key if isinstance(stop, Visit) else ""
    yield Stop(kind, stop.place, arrives, leg.begins, ends, seconds, metres, key)
    if leg.rest_behind:
        rested = ends + leg.rest_behind
        yield Stop(StopKind.BREAK, stop.place, ends, ends, rested, 0, 0)
