"""The exact times of a tour, breaks included.

Driving, work and waiting count as working time, breaks do not. A break lies before or behind
the work at a stop, never within it and not before the first; one before a stop lasts until the
work begins, so it uses the wait. Dynamic programming over the stops: what was best up to a stop
is kept as long as nothing else is earlier, better rested and has more break behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from allmende.engines.tours.days.breaks import (
    BLOCKS,
    LONGEST_STRETCH,
    MOST,
    SHORTEST_BLOCK,
    needed,
)
from allmende.engines.tours.days.timetable import begin
from allmende.engines.tours.days.touring import Leg, tour
from allmende.engines.tours.model import NEVER, Matrix, Refill, Shift, Tour, Visit


@dataclass(frozen=True, slots=True)
class _Label:
    """The tour up to the end of a stop."""

    now: int
    rested: int  # end of the last break, at first the departure
    taken: int  # seconds of break so far
    legs: tuple[Leg, ...] = ()

    def beats(self, other: "_Label") -> bool:
        return self.now <= other.now and self.rested >= other.rested and self.taken >= other.taken


def time_tour(shift: Shift, stops: Sequence[Visit | Refill], *, matrix: Matrix) -> Tour | None:
    """The tour that ends first and, among those, leaves last.

    None: no way, a window or the shift is missed, or a stop takes longer than the six hours
    that nobody may work in a row.
    """
    if not stops:
        return None
    matrix = shift.ways(matrix)
    plans = (_best(shift, stops, matrix, at) for at in _departures(shift, stops, matrix))
    later = (_later(shift, stops, matrix, legs) for legs in plans if legs is not None)
    tours = (tour(shift, stops, legs, matrix=matrix) for legs in later)
    return min(tours, key=lambda one: (one.returns, -one.leaves), default=None)


def _departures(shift: Shift, stops: Sequence[Visit | Refill], matrix: Matrix) -> list[int]:
    """The start of the shift, and where leaving later takes a wait away.

    Less waiting is less working time, which may spare a break.
    """
    found, gone, here = {shift.opens}, 0, shift.start
    rests = (0, *BLOCKS)
    for number, stop in enumerate(stops):
        gone += int(matrix.seconds[here, stop.place])
        edges = {edge for w in stop.windows for edge in (w.opens, w.closes - stop.seconds)}
        found |= {edge - gone - rest for edge in edges for rest in (rests if number else (0,))}
        gone, here = gone + stop.seconds, stop.place
    return sorted(moment for moment in found if shift.opens <= moment < shift.closes)


def _best(
    shift: Shift, stops: Sequence[Visit | Refill], matrix: Matrix, leaves: int
) -> tuple[Leg, ...] | None:
    """Breaks with which the tour ends first, if it leaves then."""
    labels, here = [_Label(leaves, leaves, 0)], shift.start
    for stop in stops:
        way = int(matrix.seconds[here, stop.place])
        labels = _undominated(
            reached for label in labels for reached in _reach(label, way, stop, shift.closes)
        )
        here = stop.place
    way = int(matrix.seconds[here, shift.end])
    ends = [
        (rested.now + way, rested.legs)
        for label in labels
        for rested in _behind(label)
        if _is_lawful(rested, leaves, rested.now + way) and rested.now + way <= shift.closes
    ]
    return min(ends)[1] if ends else None


def _is_lawful(label: _Label, leaves: int, returns: int) -> bool:
    working = returns - leaves - label.taken
    return returns - label.rested <= LONGEST_STRETCH and label.taken >= needed(working)


def _behind(label: _Label) -> Iterator[_Label]:
    """At the place of the stop: without a break, and with each that may help."""
    yield label
    if label.legs:
        *before, last = label.legs
        for block in _blocks(label):
            ends = label.now + block
            legs = (*before, last.rests(block))
            yield _Label(ends, ends, label.taken + block, legs)


def _blocks(label: _Label) -> Iterator[int]:
    """None longer than what can still be needed."""
    return (b for b in BLOCKS if b == SHORTEST_BLOCK or b <= MOST - label.taken)


def _reach(label: _Label, way: int, stop: Visit | Refill, closes: int) -> Iterator[_Label]:
    """The next stop, with or without breaks behind the last one and before this one."""
    if way >= NEVER:
        return
    for rested in _behind(label):
        arrives = rested.now + way
        if arrives - rested.rested > LONGEST_STRETCH:
            continue
        for block in (0, *(_blocks(rested) if label.legs else ())):
            begins = begin(arrives + block, stop)
            if begins is None or begins + stop.seconds > closes:
                continue
            wait = begins - arrives
            is_break = block > 0 or (bool(label.legs) and wait >= SHORTEST_BLOCK)
            leg = Leg(rested.now, wait if is_break else 0, begins, 0)
            ends = begins + stop.seconds
            since = begins if is_break else rested.rested
            if ends - since <= LONGEST_STRETCH:
                taken = rested.taken + leg.rest_before
                yield _Label(ends, since, taken, (*rested.legs, leg))


def _undominated(labels: Iterator[_Label]) -> list[_Label]:
    kept: list[_Label] = []
    for label in sorted(labels, key=lambda one: (one.now, -one.rested, -one.taken)):
        if not any(other.beats(label) for other in kept):
            kept.append(label)
    return kept


def _later(
    shift: Shift, stops: Sequence[Visit | Refill], matrix: Matrix, legs: Sequence[Leg]
) -> tuple[Leg, ...]:
    """The same breaks and the same end with a later departure.

    All stops before the first wait move together, so no stretch of work grows.
    """
    moved = list(legs)
    places = [shift.start, *(stop.place for stop in stops)]
    for number, stop in enumerate(stops):
        leg = moved[number]
        arrives = leg.leaves + int(matrix.seconds[places[number], stop.place])
        wait = leg.begins - leg.rest_before - arrives
        room = min((_room(s, m) for s, m in zip(stops[:number], moved, strict=False)), default=wait)
        by = min(wait, room)
        moved[:number] = [
            replace(m, leaves=m.leaves + by, begins=m.begins + by) for m in moved[:number]
        ]
        moved[number] = replace(leg, leaves=leg.leaves + by)
        if by < wait:
            break
    return tuple(moved)


def _room(stop: Visit | Refill, leg: Leg) -> int:
    """Seconds by which the work may begin later within its window."""
    ends = leg.begins + stop.seconds
    return max((w.closes - ends for w in stop.windows if w.opens <= leg.begins), default=NEVER)
