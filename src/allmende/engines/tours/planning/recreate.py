"""Ruin and recreate over all days: take some visits out, put them back where they cost least.

After Shaw (1998), Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020), with days
as one more choice and simulated annealing.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.planning.routes import BALANCE, NOWHERE, Before, Routes
from allmende.engines.tours.planning.ruin import Ruin
from allmende.engines.tours.planning.world import World

BLINKS = 0.1  # share of insertions that overlook the cheapest row
FROM_POOL = 4  # unserved visits tried in each round
ROUNDS_BETWEEN_LOOKS = 16  # the clock is asked


@dataclass(frozen=True, slots=True)
class Solution:
    items: list[list[int]]  # by row
    cost: float


class Search:
    """Routes that get better, with the best seen so far."""

    def __init__(self, world: World, *, seed: int) -> None:
        self.world = world
        self.routes = Routes(world)
        self.dice = random.Random(seed)  # noqa: S311 -- a search, no secret
        self._ruin = Ruin(self.routes, self.dice)
        self.pool: set[int] = set(range(world.count))
        self.cost = self._cost_anew()
        self.best = Solution([], float("inf"))
        self.rounds = 0
        self.keep()

    def start(self, items: Sequence[Sequence[int]]) -> None:
        """Take over what fits of given routes (items by row); the rest stays in the pool."""
        for row, wanted in enumerate(items):
            self.routes.items[row] = list(wanted)
            while not self.routes.rebuild(row) and self.routes.items[row]:
                self.routes.items[row].pop()
        self.settle()

    def fill(self, *, only: Callable[[int, int], bool] | None = None) -> None:
        """Insert the pool, the urgent first, then the farthest, as the near lie on the way to it.

        ``only`` narrows the rows.
        """
        if not self.world.shifts:
            return
        away, place = self.world.there[self.world.shifts[0].start], self.world.place
        order = sorted(self.pool, key=lambda v: (-self.world.prize[v], -int(away[place[v]]), v))
        for visit in order:
            self._place(visit, 0.0, only)
        self.settle()

    def anneal(
        self,
        budget: Budget,
        *,
        hot: float,
        cold: float,
        among: Sequence[int] | None = None,
        look: Callable[[float], None] | None = None,
    ) -> None:
        """Until the budget is over; ``hot`` and ``cold`` are seconds, ``among`` the seeds."""
        if not self.world.count or not self.world.shifts:
            return
        rounds, cooling = 0, log(cold / hot)
        seconds = budget.seconds
        started = budget.used
        heat = hot
        while True:
            if rounds % ROUNDS_BETWEEN_LOOKS == 0 or budget.rounds is not None:
                share = rounds / budget.rounds if budget.rounds else 0.0
                if seconds:
                    share = max(share, (budget.used - started) / max(seconds - started, 1e-9))
                if budget.is_over(rounds):
                    break
                heat = hot * exp(cooling * min(share, 1.0))
                if look:
                    look(share)
            self._round(heat, among)
            rounds += 1
        self.rounds += rounds
        self.restore_best()

    def keep(self) -> None:
        if self.cost < self.best.cost - 1e-6:
            self.best = Solution([items[:] for items in self.routes.items], self.cost)

    def restore_best(self) -> None:
        for row, items in enumerate(self.best.items):
            if self.routes.items[row] != items:
                self.set_row(row, items)
        self.settle()

    def set_row(self, row: int, items: Sequence[int]) -> bool:
        """Without telling ``pool``; call ``settle`` behind the last one."""
        self.routes.items[row] = list(items)
        return self.routes.rebuild(row)

    def settle(self) -> None:
        """After rows have been set: what is where, what is left, what it costs."""
        routes = self.routes
        routes.row_of = [-1] * self.world.count
        for row in range(len(routes.items)):
            routes.claim(row)
        self.pool = {visit for visit, row in enumerate(routes.row_of) if row < 0}
        self.cost = self._cost_anew()
        self.keep()

    def _cost_anew(self) -> float:
        routes = self.routes
        placed = (routes.surcharges[v].get(row, 0) for v, row in enumerate(routes.row_of))
        left = sum(self.world.prize[visit] for visit in self.pool)
        return float(sum(routes.driving) + self._balance() + left + sum(placed))

    def _balance(self) -> float:
        load = self.routes.load
        total = self.routes.total
        return BALANCE / 2 * float(load @ load) * len(load) / total if total else 0.0

    def _round(self, heat: float, among: Sequence[int] | None) -> None:
        routes, dice = self.routes, self.dice
        out = self._ruin.choose(among)
        extra = sorted(self.pool)
        if len(extra) > FROM_POOL:
            extra = dice.sample(extra, FROM_POOL)
        undo: dict[int, Before] = {}
        change = -self._balance()
        by_row: dict[int, set[int]] = defaultdict(set)
        for visit in out:
            row = routes.row_of[visit]
            by_row[row].add(visit)
            change += self.world.prize[visit] - routes.surcharges[visit].get(row, 0)
        for row, gone in by_row.items():
            undo[row] = routes.snapshot(row)
            change -= routes.driving[row]
            routes.remove(row, gone)
            change += routes.driving[row]
        self.pool.update(out)
        for visit in self._in_order(out, extra):
            change += self._place(visit, BLINKS, undo=undo)
        change += self._balance()
        if change <= 0 or dice.random() < exp(-change / heat):
            self.cost += change
            self.keep()
        else:
            self._undo(undo, [*out, *extra])

    def _undo(self, undo: dict[int, Before], moved: Iterable[int]) -> None:
        for row, before in undo.items():
            self.routes.restore(row, before)
        for row in undo:
            self.routes.claim(row)
        for visit in moved:
            if self.routes.row_of[visit] < 0:
                self.pool.add(visit)
            else:
                self.pool.discard(visit)

    def _in_order(self, out: Sequence[int], extra: Sequence[int]) -> list[int]:
        dice, world = self.dice, self.world
        visits = [*out, *extra]
        dice.shuffle(visits)
        kind = dice.random()
        if kind < 0.4:
            visits.sort(key=lambda v: -world.service[v])
        elif kind < 0.6:
            visits.sort(key=lambda v: len(world.options[v].rows))
        return visits

    def _place(
        self,
        visit: int,
        blinks: float,
        only: Callable[[int, int], bool] | None = None,
        undo: dict[int, Before] | None = None,
    ) -> float:
        """Seconds that the cost changes by; 0 if there is no place worth it."""
        routes, world = self.routes, self.world
        options = world.options[visit]
        while len(options.rows):
            rows, prices = routes.prices(visit)
            total = prices + options.surcharge + routes.pull(visit)
            if only is not None:
                total = np.where([only(visit, row) for row in rows.tolist()], total, NOWHERE)
            at = int(total.argmin())
            if self.dice.random() < blinks:
                total[at] = NOWHERE
                at = int(total.argmin())
            if total[at] >= min(world.prize[visit], NOWHERE / 2):
                return 0.0
            row = int(rows[at])
            if undo is not None and row not in undo:
                undo[row] = routes.snapshot(row)
            before = routes.driving[row]
            if routes.insert(visit, row):
                self.pool.discard(visit)
                more = routes.driving[row] - before
                return float(more + options.surcharge[at] - world.prize[visit])
        return 0.0
