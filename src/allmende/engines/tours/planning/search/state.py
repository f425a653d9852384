"""The arrays in which the search stands, of the sizes that a problem needs."""

import numpy as np

from allmende.engines.tours.planning.search.ground import ROWS_AT_ONCE, SAVED_AT, Longs, State
from allmende.engines.tours.planning.world import World


def new_state(world: World, seed: int) -> State:
    """Everything in the pool."""
    rows, count, columns = len(world.shifts), world.count, _most_items(world) + 5
    return State(
        data=np.zeros((rows, 7, columns), np.int32),
        rows=_rows(rows),
        load=np.zeros(max(1, len(world.crews)), np.int64),
        visits=np.full((count, 2), -1, np.int32),
        prices=np.full((count, rows, 3), -1, np.int32),
        pool=np.zeros(count, np.int32),
        totals=np.zeros(4, np.int64),
        costs=np.array([0.0, np.inf]),
        dice=np.array([seed], np.uint64),
        best=np.zeros((rows, columns), np.int32),
        saved=np.zeros((ROWS_AT_ONCE, 7, columns), np.int32),
        saved_rows=np.zeros((ROWS_AT_ONCE, 5), np.int64),
    )


def _rows(number: int) -> Longs:
    table = np.zeros((number, 6), np.int64)
    table[:, SAVED_AT] = -1
    return table


def _most_items(world: World) -> int:
    """More than fit into any shift: the shortest visits, with a refill for each."""
    longest = max((shift.closes - shift.opens for shift in world.shifts), default=0)
    ends = np.cumsum(sorted(world.service[: world.count]))
    visits = int(np.searchsorted(ends, longest, side="right"))
    return visits * (2 if world.has_tanks else 1)
