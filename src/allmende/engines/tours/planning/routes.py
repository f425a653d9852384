"""The routes of all shifts in flat arrays, and what an insertion costs anywhere in them.

Row r, column 0 is the depot, columns 1 … n the stops, column n + 1 the depot again: place,
earliest end (``ends``), latest arrival (``latest``) and the way to the next (``legs``). So all
positions of all candidate rows are priced by a few operations on arrays. Prices are kept until
the row changes: ``_stamp`` has the version of the row for which a price was found.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allmende.engines.tours.model import NEVER
from allmende.engines.tours.planning.world import Ints, Starts, World

NOWHERE = np.int32(1_000_000_000)
BALANCE = 0.05  # seconds of driving for each second of work in a crew with twice the mean

type Before = tuple[list[int], NDArray[np.int32], int, int, int]


class Routes:
    def __init__(self, world: World) -> None:
        self.world = world
        rows = len(world.shifts)
        self.items: list[list[int]] = [[] for _ in range(rows)]
        self.row_of: list[int] = [-1] * world.count
        self.driving = [0] * rows
        self.load = np.zeros(len(world.crews))  # seconds of work and driving by crew
        self.total = 0
        self.work = [0] * rows
        self._version = np.zeros(rows, np.int32)
        self._next = 1
        self._data = np.zeros((6, rows, 12), np.int32)
        self._stamp = np.full((world.count, rows), -1, np.int32)
        self._price = np.zeros((world.count, rows), np.int32)
        self._spot = np.zeros((world.count, rows), np.int32)
        self.surcharges = [
            {int(row): int(cost) for row, cost in zip(own.rows, own.surcharge, strict=True) if cost}
            for own in world.options
        ]
        for row in range(rows):
            self.rebuild(row)

    def _add_load(self, row: int, seconds: int) -> None:
        self.load[self.world.crew[row]] += seconds
        self.total += seconds

    def pull(self, visit: int) -> NDArray[np.float64]:
        """What evenness between crews adds to the price in each row that may do the visit."""
        crews = self.world.options[visit].crews
        share = self.load[crews] * (len(self.load) / max(1, self.total))
        pull: NDArray[np.float64] = (share - 1) * (BALANCE * self.world.service[visit])
        return pull

    def snapshot(self, row: int) -> Before:
        return (
            self.items[row][:],
            self._data[:, row].copy(),
            int(self._version[row]),
            self.driving[row],
            self.work[row],
        )

    def restore(self, row: int, before: Before) -> None:
        items, data, version, driving, work = before
        for item in self.items[row]:
            if item < self.world.count and self.row_of[item] == row:
                self.row_of[item] = -1
        self._add_load(row, work - self.work[row])
        self.items[row], self.driving[row], self.work[row] = items, driving, work
        self._data[:, row, : data.shape[1]] = data
        self._data[:, row, data.shape[1] :] = -1
        self._version[row] = version

    def claim(self, row: int) -> None:
        """Say of each visit of the row that it is there."""
        for item in self.items[row]:
            if item < self.world.count:
                self.row_of[item] = row

    def rebuild(self, row: int) -> bool:
        """Earliest and latest times after a change; False if a window or the shift is missed."""
        world, items = self.world, self.items[row]
        shift, closes = world.shifts[row], world.closes[row]
        places = [shift.start, *(world.place[item] for item in items), shift.end]
        legs = world.there[places[:-1], places[1:]].tolist()
        ends, holds = self._ends(items, legs, shift.opens)
        holds = holds and ends[-1] + legs[-1] <= closes
        latest = self._latest(items, legs, closes)
        self._store(row, places, ends, latest, legs)
        return holds and self._fills(row)

    def _ends(self, items: list[int], legs: list[int], now: int) -> tuple[list[int], bool]:
        """Earliest end of the work by column; False if a window is missed."""
        world, ends, holds = self.world, [now], True
        service, single, starts = world.service, world.single, world.starts
        for item, leg in zip(items, legs, strict=False):
            now += leg
            window = single[item]
            if window is None:
                now = _begin(now, starts[item])
                holds = holds and now < NEVER
            else:
                now = max(now, window[0])
                if now > window[1]:
                    holds = False
            now += service[item]
            ends.append(now)
        return ends, holds

    def _latest(self, items: list[int], legs: list[int], bound: int) -> list[int]:
        """Latest arrival by column, the first one left out."""
        world, latest = self.world, [bound]
        service, single, starts = world.service, world.single, world.starts
        for item, leg in zip(reversed(items), reversed(legs), strict=False):
            bound -= leg + service[item]
            window = single[item]
            if window is None:
                bound = _latest(bound, starts[item])
            elif bound > window[1]:
                bound = window[1]
            elif bound < window[0]:
                bound = -NEVER
            latest.append(bound)
        latest.reverse()
        return latest

    def _store(
        self, row: int, places: list[int], ends: list[int], latest: list[int], legs: list[int]
    ) -> None:
        size = len(places)
        if size > self._data.shape[2]:
            more = np.full((*self._data.shape[:2], size + 4 - self._data.shape[2]), -1, np.int32)
            more[0] = 0
            self._data = np.concatenate([self._data, more], axis=2)
        data = self._data[:, row]
        data[0, :size], data[0, size:] = places, 0
        data[1, : size - 1] = ends
        data[2, 1:size], data[2, size:] = latest, -NEVER
        data[3, : size - 1] = legs
        self.driving[row] = sum(legs) if self.items[row] else 0
        work = self.driving[row] + sum(self.world.service[item] for item in self.items[row])
        self._add_load(row, work - self.work[row])
        self.work[row] = work
        self._version[row] = self._next
        self._next += 1

    def _fills(self, row: int) -> bool:
        """Litres since the last refill and of the whole trip, by column; False: too much."""
        if not self.world.has_tanks:
            return True
        trips: list[list[int]] = [[0]]
        for item in self.items[row]:
            if item >= self.world.count:
                trips.append([0])
            else:
                trips[-1].append(trips[-1][-1] + self.world.litres[item])
        used = [litres for trip in trips for litres in trip]
        whole = [trip[-1] for trip in trips for _ in trip]
        self._data[4, row, : len(used)] = used
        self._data[5, row, : len(used)] = whole
        return max(whole) <= self.world.shifts[row].tank

    def prices(self, visit: int) -> tuple[Ints, Ints]:
        """Rows that may do it and seconds more in each, ``NOWHERE`` where it does not fit."""
        rows = self.world.options[visit].rows
        old = rows[self._stamp[visit, rows] != self._version[rows]]
        if len(old):
            self._reprice(visit, old)
        return rows, self._price[visit, rows]

    def insert(self, visit: int, row: int) -> bool:
        """At the cheapest position found by ``prices``."""
        spot = int(self._spot[visit, row])
        kind, position = divmod(spot, 4096)
        items = self.items[row]
        self.items[row] = [*items[:position], *self._chain(visit, kind), *items[position:]]
        if self.rebuild(row):
            self.row_of[visit] = row
            return True
        self.items[row] = items
        self.rebuild(row)
        self._price[visit, row] = NOWHERE
        self._stamp[visit, row] = self._version[row]
        return False

    def remove(self, row: int, gone: set[int]) -> None:
        """Visits of one row, and the refills that nobody needs any more."""
        for item in gone:
            self.row_of[item] = -1
        items = [item for item in self.items[row] if item not in gone]
        self.items[row] = self._without_idle_refills(row, items) if self.world.has_tanks else items
        self.rebuild(row)

    def _without_idle_refills(self, row: int, items: list[int]) -> list[int]:
        world, tank = self.world, self.world.shifts[row].tank
        for refill in [item for item in items if item >= world.count]:
            at = items.index(refill)
            tried = items[:at] + items[at + 1 :]
            if self._most(tried) <= tank:
                items = tried
        return items

    def _most(self, items: Sequence[int]) -> int:
        most = now = 0
        for item in items:
            now = 0 if item >= self.world.count else now + self.world.litres[item]
            most = max(most, now)
        return most

    def _chain(self, visit: int, kind: int) -> list[int]:
        """Alone, or with refill ``(kind - 1) // 2`` before it (odd) or behind it (even)."""
        if not kind:
            return [visit]
        refill = self.world.count + (kind - 1) // 2
        return [refill, visit] if kind % 2 else [visit, refill]

    def _reprice(self, visit: int, rows: Ints) -> None:
        world, data = self.world, self._data[:, rows]
        best, spot = self._cheapest(visit, 0, data, rows)
        if world.litres[visit]:
            for kind in range(1, 2 * len(world.problem.refills) + 1):
                other, at = self._cheapest(visit, kind, data, rows)
                better = other < best
                best, spot = np.where(better, other, best), np.where(better, at, spot)
        self._price[visit, rows] = best
        self._spot[visit, rows] = spot
        self._stamp[visit, rows] = self._version[rows]

    def _cheapest(
        self, visit: int, kind: int, data: NDArray[np.int32], rows: Ints
    ) -> tuple[Ints, Ints]:
        world, chain = self.world, self._chain(visit, kind)
        first, last = world.place[chain[0]], world.place[chain[-1]]
        there = world.back[first][data[0, :, :-1]]
        back = world.there[last][data[0, :, 1:]]
        way = int(world.there[first, last])
        ready = data[1, :, :-1] + there
        if kind % 2:
            ready += world.service[chain[0]] + way
        begins = _begins(ready, world.starts[visit])
        begins += world.service[visit] + back
        if kind and not kind % 2:
            begins += world.service[chain[1]] + way
        extra = there + back - data[3, :, :-1] + way
        fits = begins <= data[2, :, 1:]
        if world.litres[visit]:
            fits &= self._has_room(visit, kind, data, rows)
        extra[~fits] = NOWHERE
        at = extra.argmin(axis=1)
        return extra[np.arange(len(rows)), at], (at + 4096 * kind).astype(np.int32)

    def _has_room(
        self, visit: int, kind: int, data: NDArray[np.int32], rows: Ints
    ) -> NDArray[np.bool_]:
        used, whole = data[4, :, :-1], data[5, :, :-1]
        trip = whole if not kind else whole - used if kind % 2 else used
        tank = np.array([self.world.shifts[row].tank for row in rows.tolist()])
        room: NDArray[np.bool_] = trip + self.world.litres[visit] <= tank[:, None]
        return room


def _begin(arrives: int, starts: Starts) -> int:
    return min((max(arrives, a) for a, b in starts if arrives <= b and a <= b), default=NEVER)


def _latest(bound: int, starts: Starts) -> int:
    return max((min(bound, b) for a, b in starts if a <= min(bound, b)), default=-NEVER)


def _begins(ready: NDArray[np.int32], starts: Starts) -> NDArray[np.int32]:
    if starts == [(0, NEVER)]:
        return ready.copy()
    begins = np.full_like(ready, NEVER)
    for opens, last in starts:
        if opens <= last:
            moment = np.maximum(ready, opens)
            begins = np.where(moment <= last, np.minimum(begins, moment), begins)
    return begins
