"""Ruin and recreate over all days: take some visits out, put them back where they cost least,
keep that if it is better or, while it is hot, not much worse.

After Shaw (1998), Schrimpf et al. (2000) and Christiaens and Vanden Berghe (2020), with days as
one more choice and simulated annealing.
"""

from math import exp

import numpy as np

from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.dice import below, random
from allmende.engines.tours.planning.search.ground import (
    BEST,
    BEST_LENGTH,
    DRIVING,
    ITEM,
    LENGTH,
    NOW,
    OPTION,
    POOL_AT,
    POOLED,
    PRIZE,
    ROW,
    ROW_OF,
    SAVED,
    SAVED_ROW,
    SERVICE,
    SURCHARGE,
    WORKED,
    Ground,
    Ints,
    State,
)
from allmende.engines.tours.planning.search.inserting import place_in
from allmende.engines.tours.planning.search.ruining import MOST, choose, drop
from allmende.engines.tours.planning.search.undoing import enter_pool, forget_saved, save, undo

BLINKS = 0.1  # share of insertions that overlook the cheapest row
FROM_POOL = 4  # unserved visits tried in each round


@compiled
def _surcharge(visit: int, row: int, ground: Ground) -> int:
    first, last = ground.visits[visit, OPTION], ground.visits[visit + 1, OPTION]
    at = first + np.searchsorted(ground.options[first:last, ROW], row)
    return int(ground.options[at, SURCHARGE]) if at < last and ground.options[at, ROW] == row else 0


@compiled
def _balance(ground: Ground, state: State) -> float:
    squares = 0.0
    for load in state.load:
        squares += float(load) * float(load)
    total = state.totals[WORKED]
    return ground.balance / 2 * squares * len(state.load) / total if total else 0.0


@compiled
def cost(ground: Ground, state: State) -> float:
    """Driving, evenness, surcharges and what is left undone."""
    found = _balance(ground, state)
    for row in range(len(state.rows)):
        found += state.rows[row, DRIVING]
    for visit in range(ground.visit_count):
        row = state.visits[visit, ROW_OF]
        found += ground.visits[visit, PRIZE] if row < 0 else _surcharge(visit, row, ground)
    return found


@compiled
def keep(state: State) -> None:
    """What is now, if it is the best so far."""
    if state.costs[NOW] >= state.costs[BEST] - 1e-6:
        return
    state.costs[BEST] = state.costs[NOW]
    for row in range(len(state.rows)):
        number = state.rows[row, LENGTH]
        state.rows[row, BEST_LENGTH] = number
        for column in range(1, number + 1):
            state.best[row, column - 1] = state.data[row, ITEM, column]


@compiled
def _add_some_of_pool(chosen: Ints, number: int, state: State) -> int:
    """Those of the pool that are tried along."""
    size = state.totals[POOLED]
    for drawn in range(min(FROM_POOL, size)):
        at = drawn + below(size - drawn, state)
        one, other = state.pool[drawn], state.pool[at]
        state.pool[drawn], state.pool[at] = other, one
        state.visits[other, POOL_AT], state.visits[one, POOL_AT] = drawn, at
        chosen[number] = other
        number += 1
    return number


@compiled
def _order(visits: Ints, ground: Ground, state: State) -> None:
    """By chance, the longest first, or those with the fewest choices first."""
    for at in range(len(visits) - 1, 0, -1):
        other = below(at + 1, state)
        visits[at], visits[other] = visits[other], visits[at]
    kind = random(state)
    if kind >= 0.6:
        return
    for at in range(1, len(visits)):
        visit, to = visits[at], at
        while to and _goes_before(visit, visits[to - 1], kind < 0.4, ground):
            visits[to] = visits[to - 1]
            to -= 1
        visits[to] = visit


@compiled
def _goes_before(one: int, other: int, by_service: bool, ground: Ground) -> bool:
    if by_service:
        return bool(ground.items[one, SERVICE] > ground.items[other, SERVICE])
    first = ground.visits[:, OPTION]
    return bool(first[one + 1] - first[one] < first[other + 1] - first[other])


@compiled
def place(visit: int, allowed: Ints, ground: Ground, state: State) -> None:
    """Into the cheapest of the allowed rows, if it is worth it."""
    forget_saved(state)
    place_in(visit, 0.0, allowed, ground, state)


@compiled
def _round(heat: float, among: Ints, ground: Ground, state: State) -> None:
    room = np.empty(MOST + FROM_POOL, np.int32)
    out = choose(among, room, ground, state)
    moved = room[: _add_some_of_pool(room, out, state)]
    forget_saved(state)
    change = -_balance(ground, state)
    for visit in moved[:out]:
        row = state.visits[visit, ROW_OF]
        change += ground.visits[visit, PRIZE] - _surcharge(visit, row, ground)
        save(row, state)
        state.visits[visit, ROW_OF] = -1
        enter_pool(visit, state)
    for number in range(state.totals[SAVED]):
        row = state.saved_rows[number, SAVED_ROW]
        change -= state.rows[row, DRIVING]
        drop(row, ground, state)
        change += state.rows[row, DRIVING]
    _order(moved, ground, state)
    everywhere = np.empty(0, np.int32)
    for visit in moved:
        change += place_in(visit, BLINKS, everywhere, ground, state)
    change += _balance(ground, state)
    if change <= 0 or random(state) < exp(-change / heat):
        state.costs[NOW] += change
        keep(state)
    else:
        undo(moved, ground, state)


@compiled
def rounds(number: int, heat: float, among: Ints, ground: Ground, state: State) -> None:
    """``heat``: seconds; a round that costs so much more is kept with probability 1/e."""
    for _ in range(number):
        _round(heat, among, ground, state)
