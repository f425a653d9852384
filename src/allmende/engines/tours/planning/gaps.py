"""Which of its days a visit can have, as the visits of one rule keep their distance.

The search keeps every gap between neighbours. What is fixed already (locked, or on frozen days)
and what has few days narrows the days of the others here, before the search.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from allmende.engines.tours.model import Gap, Problem, Visit


def possible_days(problem: Problem) -> list[frozenset[int]]:
    """By visit. Planned one after the other, neighbours then always have a day for each other.

    Two neighbours whose days all contradict each other keep them: the search can have one of them.
    """
    working = {shift.day for shift in problem.shifts if shift.day >= problem.frozen_until}
    days = {visit.key: _own(visit, problem) & working for visit in problem.visits}
    links = _links(problem.visits)
    for gap, key in links:
        days[key] = _behind(gap, days[gap.key], days[key])
    for gap, key in reversed(links):
        days[gap.key] = _ahead(gap, days[gap.key], days[key])
    return [days[visit.key] for visit in problem.visits]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What is in a tour before or after a visit of the same rule."""

    gap: Gap
    day: int
    is_before: bool

    def allows(self, day: int) -> bool:
        first, last = (self.day, day) if self.is_before else (day, self.day)
        return self.gap.allows(first, last)


def beside(problem: Problem, day_of: Mapping[str, int]) -> dict[str, list[Neighbour]]:
    """Neighbours by key of the visit; ``day_of``: of what is in a tour."""
    found: dict[str, list[Neighbour]] = {visit.key: [] for visit in problem.visits}
    for visit in problem.visits:
        gap = visit.gap
        if gap and gap.key in day_of:
            found[visit.key].append(Neighbour(gap, day_of[gap.key], is_before=True))
        if gap and gap.key in found and visit.key in day_of:
            found[gap.key].append(Neighbour(gap, day_of[visit.key], is_before=False))
    return found


def _own(visit: Visit, problem: Problem) -> frozenset[int]:
    lock, gap = problem.locks.get(visit.key), visit.gap
    days = visit.days
    if gap and gap.key in problem.done:
        days = frozenset(day for day in days if gap.allows(problem.done[gap.key], day))
    return days if lock is None or lock.day is None else days & {lock.day}


def _links(visits: Sequence[Visit]) -> list[tuple[Gap, str]]:
    """Gaps with the key of the later visit, the first of a rule first."""
    keys = {visit.key for visit in visits}
    later = {visit.gap.key: (visit.gap, visit.key) for visit in visits if visit.gap}
    found = []
    for visit in visits:
        if visit.gap is None or visit.gap.key not in keys:
            key = visit.key
            while key in later:
                gap, key = later[key]
                found.append((gap, key))
    return found


def _behind(gap: Gap, before: Collection[int], days: frozenset[int]) -> frozenset[int]:
    return frozenset(d for d in days if any(gap.allows(b, d) for b in before)) or days


def _ahead(gap: Gap, days: frozenset[int], after: Collection[int]) -> frozenset[int]:
    return frozenset(d for d in days if any(gap.allows(d, a) for a in after)) or days
