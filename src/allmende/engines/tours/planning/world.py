"""A problem laid out in arrays for the search: items, rows and where each item may go.

An item is a visit (its index) or a refill (behind the visits). A row is a shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allmende.engines.tours.days.breaks import pause_for
from allmende.engines.tours.model import NEVER, Plan, Problem, Refill, Visit
from allmende.engines.tours.planning.gaps import possible_days
from allmende.engines.tours.planning.search.ground import Ground, Ints

type Starts = list[tuple[int, int]]  # earliest and latest begin of the work, by window

STRANGER = 300  # seconds of driving that another than the preferred crew must save
MOVED = 900  # the same for what a plan has already told somebody
PRIZES = {1: 360_000, 2: 90_000, 3: 36_000}  # seconds of driving that serving is worth
LOCKED = 10  # times the prize
BALANCE = 0.05  # seconds of driving for each second of work in a crew with twice the mean
NEAR = 60  # neighbours of a visit
EMPTY = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class _Options:
    rows: Ints  # shifts that may do it
    surcharge: Ints  # seconds, by row


class World:
    """``before`` makes every change of day or crew cost ``MOVED``."""

    def __init__(self, problem: Problem, *, before: Plan | None = None) -> None:
        self.problem = problem
        self.visits, self.shifts = problem.visits, problem.shifts
        self.count = len(self.visits)
        halts: list[Visit | Refill] = [*self.visits, *problem.refills]
        self.place = [halt.place for halt in halts]
        self.service = [halt.seconds for halt in halts]
        self.litres = [*(visit.litres for visit in self.visits), *(0 for _ in problem.refills)]
        self.starts: list[Starts] = [
            sorted((w.opens, w.closes - halt.seconds) for w in halt.windows) or [(0, NEVER)]
            for halt in halts
        ]
        self.closes = [shift.closes - pause_for(shift) for shift in self.shifts]
        tables = {id(table): table for table in (s.ways(problem.matrix) for s in self.shifts)}
        self.tables = [problem.matrix, *(t for t in tables.values() if t is not problem.matrix)]
        crews = sorted({shift.crew for shift in self.shifts})
        self.crews = {crew: number for number, crew in enumerate(crews)}
        self.crew = np.array([self.crews[shift.crew] for shift in self.shifts], np.int32)
        where = before.where if before else {}
        days = possible_days(problem)
        able: dict[tuple[frozenset[str], bool], list[int]] = {}
        self.options = [
            self._options(visit, own, where, able)
            for visit, own in zip(self.visits, days, strict=True)
        ]
        self.prize = [self._prize(visit) for visit in self.visits]
        self.has_tanks = any(self.litres)
        self.days = [sum(1 << day for day in own) for own in days]

    @cached_property
    def ground(self) -> Ground:
        shifts, options = self.shifts, self.options
        windows = [window for own in self.starts for window in own]
        number = {id(table): at for at, table in enumerate(self.tables)}
        near = np.full((self.count, NEAR), -1, np.int32)
        for visit, others in enumerate(self._neighbours()):
            near[visit, : len(others)] = others
        return Ground(
            there=np.array([table.seconds for table in self.tables], np.int32),
            items=_table(
                [*self.place, 0],
                [*self.service, 0],
                [*self.litres, 0],
                np.cumsum([0, *map(len, self.starts)]),
            ),
            windows=_table(*zip(*windows, strict=True)) if windows else np.empty((0, 2), np.int32),
            shifts=_table(
                [shift.start for shift in shifts],
                [shift.end for shift in shifts],
                [shift.opens for shift in shifts],
                self.closes,
                [shift.tank for shift in shifts],
                self.crew,
                [number[id(shift.ways(self.problem.matrix))] for shift in shifts],
                [shift.day for shift in shifts],
            ),
            visits=_table(
                np.cumsum([0, *(len(own.rows) for own in options)]),
                [*self.prize, 0],
                *self._gaps(),
            ),
            options=_table(
                np.concatenate([EMPTY, *(own.rows for own in options)]),
                np.concatenate([EMPTY, *(own.surcharge for own in options)]),
            ),
            near=near,
            visit_count=self.count,
            balance=BALANCE,
        )

    def _gaps(self) -> Ints:
        """By visit: the one before and the one after it, least and most days since the former."""
        number = {visit.key: at for at, visit in enumerate(self.visits)}
        found = np.full((4, self.count + 1), -1, np.int32)
        for at, visit in enumerate(self.visits):
            if visit.gap and visit.gap.key in number:
                before = number[visit.gap.key]
                found[:, at] = before, found[1, at], visit.gap.least, visit.gap.most
                found[1, before] = at
        return found

    def _neighbours(self) -> list[list[int]]:
        """By visit: those nearest by travel time that could be done on the same day."""
        used = np.unique(np.array([visit.place for visit in self.visits], np.int32))
        at: dict[int, list[int]] = {int(place): [] for place in used}
        for number, visit in enumerate(self.visits):
            at[visit.place].append(number)
        sum_of_ways = self.problem.matrix.seconds[np.ix_(used, used)].astype(int)
        sum_of_ways += sum_of_ways.T.copy()
        order = np.argsort(sum_of_ways, axis=1, kind="stable")[:, :64]
        near = {int(place): used[row].tolist() for place, row in zip(used, order, strict=True)}
        return [
            [
                other
                for place in near[visit.place]
                for other in at[place]
                if other != number and self.days[other] & self.days[number]
            ][:NEAR]
            for number, visit in enumerate(self.visits)
        ]

    def _options(
        self,
        visit: Visit,
        days: frozenset[int],
        where: dict[str, tuple[int, str]],
        able: dict[tuple[frozenset[str], bool], list[int]],
    ) -> _Options:
        kind = (visit.skills, visit.litres > 0)
        if kind not in able:
            able[kind] = [r for r, s in enumerate(self.shifts) if visit.skills <= s.skills]
        lock = self.problem.locks.get(visit.key)
        rows = [
            row
            for row in able[kind]
            if self.shifts[row].day in days
            and visit.litres <= self.shifts[row].tank
            and (lock is None or lock.crew in (None, self.shifts[row].crew))
        ]
        known = where.get(visit.key)
        costs = [
            STRANGER * (visit.preferred_crew not in (None, self.shifts[row].crew))
            + MOVED * (known not in (None, (self.shifts[row].day, self.shifts[row].crew)))
            for row in rows
        ]
        chosen = np.array(rows, np.int32)
        return _Options(chosen, np.array(costs, np.int32))

    def _prize(self, visit: Visit) -> int:
        prize = PRIZES.get(visit.priority, PRIZES[3])
        return prize * (LOCKED if visit.key in self.problem.locks else 1)


def _table(*columns: Sequence[int] | Ints) -> Ints:
    return np.ascontiguousarray(np.array([np.asarray(own, np.int32) for own in columns]).T)
