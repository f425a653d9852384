"""Which visits are taken out: neighbours, pieces of tours, the worst, any."""

import numpy as np

from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.dice import below, random
from allmende.engines.tours.planning.search.ground import (
    AT,
    ITEM,
    LENGTH,
    LITRES,
    OPTION,
    PLACE,
    ROW,
    ROW_OF,
    TABLE,
    TANK,
    Ground,
    Ints,
    State,
)
from allmende.engines.tours.planning.search.timing import rebuild

LEAST, MOST = 3, 14  # visits taken out at once
SAMPLE = 10  # times as many are looked at to find the worst


@compiled
def _has(visit: int, chosen: Ints, number: int) -> bool:
    at = 0
    while at < number and chosen[at] != visit:
        at += 1
    return at < number


@compiled
def _near(seed: int, size: int, chosen: Ints, ground: Ground, state: State) -> int:
    """The seed and its nearest, some passed over."""
    number = 0
    if state.visits[seed, ROW_OF] >= 0:
        chosen[0], number = seed, 1
    for other in ground.near[seed]:
        if other < 0 or number >= size:
            break
        if state.visits[other, ROW_OF] >= 0 and random(state) < 0.7:
            chosen[number] = other
            number += 1
    return number


@compiled
def _piece(row: int, size: int, chosen: Ints, number: int, ground: Ground, state: State) -> int:
    """Visits of a row that follow each other, behind those chosen."""
    items = state.data[row, ITEM]
    visits = 0
    for column in range(1, state.rows[row, LENGTH] + 1):
        visits += items[column] < ground.visit_count
    length = min(visits, max(1, size))
    skipped = below(visits - length + 1, state)
    for column in range(1, state.rows[row, LENGTH] + 1):
        if items[column] >= ground.visit_count:
            continue
        if skipped:
            skipped -= 1
        elif length:
            chosen[number] = items[column]
            number, length = number + 1, length - 1
    return number


@compiled
def _string(seed: int, size: int, chosen: Ints, ground: Ground, state: State) -> int:
    """A piece of the seed's tour, and of a tour beside it."""
    row = state.visits[seed, ROW_OF]
    for other in ground.near[seed]:
        if other < 0:
            break
        beside = state.visits[other, ROW_OF]
        if beside >= 0 and beside != row:
            number = _piece(row, size // 2, chosen, 0, ground, state)
            return _piece(beside, size // 2, chosen, number, ground, state)
    return _piece(row, size, chosen, 0, ground, state)


@compiled
def _detour(visit: int, ground: Ground, state: State) -> int:
    row = state.visits[visit, ROW_OF]
    line, column = state.data[row], 1
    while line[ITEM, column] != visit:
        column += 1
    left, right, here = line[AT, column - 1], line[AT, column + 1], ground.items[visit, PLACE]
    there = ground.there[ground.shifts[row, TABLE]]
    return int(there[left, here] + there[here, right] - there[left, right])


@compiled
def _worst(size: int, chosen: Ints, ground: Ground, state: State) -> int:
    """Of a sample, those whose way there and back is longest, the longest first."""
    detours = np.zeros(size, np.int64)
    number = 0
    for _ in range(SAMPLE * size):
        visit = below(ground.visit_count, state)
        if state.visits[visit, ROW_OF] < 0 or _has(visit, chosen, number):
            continue
        detour = _detour(visit, ground, state)
        if number == size and detour <= detours[-1]:
            continue
        number = min(number + 1, size)
        at = number - 1
        while at and detours[at - 1] < detour:
            detours[at], chosen[at] = detours[at - 1], chosen[at - 1]
            at -= 1
        detours[at], chosen[at] = detour, visit
    return number


@compiled
def _any(size: int, chosen: Ints, ground: Ground, state: State) -> int:
    number = 0
    for _ in range(size):
        visit = below(ground.visit_count, state)
        if state.visits[visit, ROW_OF] >= 0 and not _has(visit, chosen, number):
            chosen[number] = visit
            number += 1
    return number


@compiled
def choose(among: Ints, chosen: Ints, ground: Ground, state: State) -> int:
    """Fills ``chosen`` with visits that are in a tour; ``among``: around which to look."""
    size = LEAST + below(MOST - LEAST + 1, state)
    seed = among[below(len(among), state)] if len(among) else below(ground.visit_count, state)
    kind = random(state)
    if state.visits[seed, ROW_OF] < 0 and kind < 0.5:  # a piece of a tour that it could join
        first, last = ground.visits[seed, OPTION], ground.visits[seed + 1, OPTION]
        if first == last:
            return 0
        row = ground.options[first + below(last - first, state), ROW]
        return _piece(row, size, chosen, 0, ground, state)
    if kind < 0.7 or state.visits[seed, ROW_OF] < 0:
        return _near(seed, size, chosen, ground, state)
    if kind < 0.85:
        return _string(seed, size, chosen, ground, state)
    if kind < 0.95:
        return _worst(size, chosen, ground, state)
    return _any(size, chosen, ground, state)


@compiled
def _drop_idle_refills(row: int, ground: Ground, state: State) -> None:
    """Those between two trips that the tank can do as one."""
    items = state.data[row, ITEM]
    column = 1
    while column <= state.rows[row, LENGTH]:
        if items[column] >= ground.visit_count:
            litres = 0
            at = column - 1
            while at > 0 and items[at] < ground.visit_count:
                litres += ground.items[items[at], LITRES]
                at -= 1
            at = column + 1
            while at <= state.rows[row, LENGTH] and items[at] < ground.visit_count:
                litres += ground.items[items[at], LITRES]
                at += 1
            if litres <= ground.shifts[row, TANK]:
                for after in range(column, state.rows[row, LENGTH]):
                    items[after] = items[after + 1]
                state.rows[row, LENGTH] -= 1
                continue
        column += 1


@compiled
def drop(row: int, ground: Ground, state: State) -> None:
    """The row without visits that ``row_of`` has elsewhere or nowhere."""
    items, kept = state.data[row, ITEM], 0
    for column in range(1, state.rows[row, LENGTH] + 1):
        item = items[column]
        if item >= ground.visit_count or state.visits[item, ROW_OF] == row:
            kept += 1
            items[kept] = item
    state.rows[row, LENGTH] = kept
    _drop_idle_refills(row, ground, state)
    rebuild(row, ground, state)
