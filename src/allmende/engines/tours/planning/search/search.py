"""Routes that get better, with the best seen so far. The work is done by compiled functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Matrix, Problem, Shift, Visit
from allmende.engines.tours.planning.search.ground import (
    BEST,
    BEST_LENGTH,
    DRIVING,
    ITEM,
    LENGTH,
    NOW,
    POOL_AT,
    POOLED,
    ROW_OF,
    State,
)
from allmende.engines.tours.planning.search.state import new_state
from allmende.engines.tours.planning.world import World

ROUNDS_BETWEEN_LOOKS = 64  # the clock is asked, and it cools
HOUR = 3600
EVERYWHERE = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Solution:
    items: list[list[int]]  # by row
    cost: float


class Search:
    """Rows are shifts, items visits or refills. Every visit is in one row or in the pool."""

    def __init__(self, world: World, *, seed: int) -> None:
        # numba takes 100 MB and a second: only who plans pays for it.
        from allmende.engines.tours.planning.search import rounds, ruining, timing  # noqa: PLC0415

        self.world = world
        self.rounds = 0
        self._rounds, self._ruining, self._timing = rounds, ruining, timing
        self._ground = world.ground
        self._state: State = new_state(world, seed)
        for row in range(len(world.shifts)):
            timing.rebuild(row, self._ground, self._state)
        self._settle()

    @property
    def pool(self) -> set[int]:
        return set(self._state.pool[: self._state.totals[POOLED]].tolist())

    @property
    def cost(self) -> float:
        return float(self._state.costs[NOW])

    @property
    def driving(self) -> int:
        """Seconds."""
        return int(self._state.rows[:, DRIVING].sum())

    @property
    def best(self) -> Solution:
        state = self._state
        items = [
            row[:size].tolist()
            for row, size in zip(state.best, state.rows[:, BEST_LENGTH], strict=True)
        ]
        return Solution(items, float(state.costs[BEST]))

    def items(self, row: int) -> list[int]:
        behind = self._state.rows[row, LENGTH] + 1
        found: list[int] = self._state.data[row, ITEM, 1:behind].tolist()
        return found

    def start(self, items: Sequence[Sequence[int]]) -> None:
        """Take over what fits of given routes (items by row); the rest stays in the pool."""
        for row, wanted in enumerate(items):
            size = len(wanted)
            while not self._set_row(row, wanted[:size]) and size:
                size -= 1
        self._settle()

    def replace_rows(
        self, items: Mapping[int, Sequence[int]], *, at_any_cost: bool = False
    ) -> None:
        """Unless something breaks or, mostly, costs more by that."""
        before, cost = {row: self.items(row) for row in items}, self.cost
        if self._set_rows(items):
            self._settle()
            if at_any_cost or self.cost <= cost:
                return
        self._set_rows(before)
        self._settle()

    def _set_rows(self, items: Mapping[int, Sequence[int]]) -> bool:
        holds = [self._set_row(row, own) for row, own in items.items()]
        return all(holds)

    def _set_row(self, row: int, items: Sequence[int]) -> bool:
        """Whether that holds. ``_settle`` is called behind the last one."""
        has_room = len(items) + 2 <= self._state.data.shape[2]
        written = items if has_room else ()
        self._state.rows[row, LENGTH] = len(written)
        self._state.data[row, ITEM, 1 : len(written) + 1] = written
        return self._timing.rebuild(row, self._ground, self._state) and has_room

    def take_out(self, visit: int) -> None:
        """With the refills that nobody needs any more."""
        row = int(self._state.visits[visit, ROW_OF])
        self._state.visits[visit, ROW_OF] = -1
        self._ruining.drop(row, self._ground, self._state)
        self._settle()

    def _settle(self) -> None:
        """After rows have been set: what is where, what is left, what it costs."""
        state, count = self._state, self.world.count
        state.visits[:] = -1
        for row in range(len(state.rows)):
            for item in self.items(row):
                if item < count:
                    state.visits[item, ROW_OF] = row
        left = np.flatnonzero(state.visits[:, ROW_OF] < 0)
        state.totals[POOLED] = len(left)
        state.pool[: len(left)] = left
        state.visits[left, POOL_AT] = np.arange(len(left))
        state.costs[NOW] = self._rounds.cost(self._ground, state)
        self._rounds.keep(state)

    def fill(self, *, only: Callable[[int, int], bool] | None = None) -> None:
        """Insert the pool, the urgent first, then the farthest, as the near lie on the way to it.

        ``only`` narrows the rows.
        """
        world = self.world
        if not world.shifts:
            return
        away, place = world.tables[0].seconds[world.shifts[0].start], world.place
        order = sorted(self.pool, key=lambda v: (-world.prize[v], -int(away[place[v]]), v))
        for visit in order:
            allowed = EVERYWHERE
            if only is not None:
                rows = world.options[visit].rows.tolist()
                allowed = np.array([only(visit, row) for row in rows], np.int32)
                if not allowed.any():
                    continue
            self._rounds.place(visit, allowed, self._ground, self._state)
        self._settle()

    def anneal(
        self,
        budget: Budget,
        *,
        hot: float,
        cold: float,
        among: Sequence[int] = (),
        look: Callable[[float], None] | None = None,
    ) -> None:
        """Until the budget is over; ``hot`` and ``cold`` are seconds, ``among`` the seeds."""
        if not self.world.count or not self.world.shifts:
            return
        done, cooling, started = 0, log(cold / hot), budget.used
        seeds = np.array(among, np.int32)
        while not budget.is_over(done):
            share = done / budget.rounds if budget.rounds else 0.0
            if budget.seconds:
                spent = (budget.used - started) / max(budget.seconds - started, 1e-9)
                share = max(share, spent)
            if look:
                look(share)
            heat = hot * exp(cooling * min(share, 1.0))
            number = ROUNDS_BETWEEN_LOOKS
            if budget.rounds is not None:
                number = min(number, budget.rounds - done)
            self._rounds.rounds(number, heat, seeds, self._ground, self._state)
            done += number
        self.rounds += done
        self.restore_best()

    def restore_best(self) -> None:
        best = enumerate(self.best.items)
        self._set_rows({row: items for row, items in best if self.items(row) != items})
        self._settle()


def warm_up() -> None:
    """Have everything compiled, so that no clock of a comparison counts it."""
    one = Visit(key="", place=0, seconds=1, days=frozenset({0}))
    shift = Shift(crew="", day=0, opens=0, closes=HOUR, start=0, end=0)
    nowhere = np.zeros((1, 1), np.int32)
    search = Search(World(Problem(Matrix(nowhere, nowhere), 1, [one], [shift])), seed=0)
    search.fill()
    search.anneal(Budget(rounds=1), hot=1, cold=1)
    search.take_out(0)
