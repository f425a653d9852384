"""The pool, and rows as they were before the round."""

from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.ground import (
    DRIVING,
    ITEM,
    LENGTH,
    POOL_AT,
    POOLED,
    ROW_OF,
    SAVED,
    SAVED_AT,
    SAVED_ROW,
    VERSION,
    WORK,
    Ground,
    Ints,
    State,
)
from allmende.engines.tours.planning.search.timing import count


@compiled
def enter_pool(visit: int, state: State) -> None:
    if state.visits[visit, POOL_AT] < 0:
        size = state.totals[POOLED]
        state.pool[size], state.visits[visit, POOL_AT] = visit, size
        state.totals[POOLED] += 1


@compiled
def leave_pool(visit: int, state: State) -> None:
    at = state.visits[visit, POOL_AT]
    if at >= 0:
        state.totals[POOLED] -= 1
        last = state.pool[state.totals[POOLED]]
        state.pool[at], state.visits[last, POOL_AT] = last, at
        state.visits[visit, POOL_AT] = -1


@compiled
def save(row: int, state: State) -> None:
    if state.rows[row, SAVED_AT] >= 0:
        return
    number, columns = state.totals[SAVED], state.rows[row, LENGTH] + 2
    state.saved[number, :, :columns] = state.data[row, :, :columns]
    state.saved_rows[number, :SAVED_ROW] = state.rows[row, :SAVED_ROW]
    state.saved_rows[number, SAVED_ROW] = row
    state.rows[row, SAVED_AT] = number
    state.totals[SAVED] += 1


@compiled
def forget_saved(state: State) -> None:
    for number in range(state.totals[SAVED]):
        state.rows[state.saved_rows[number, SAVED_ROW], SAVED_AT] = -1
    state.totals[SAVED] = 0


@compiled
def undo(moved: Ints, ground: Ground, state: State) -> None:
    for number in range(state.totals[SAVED]):
        before = state.saved_rows[number]
        row, columns = before[SAVED_ROW], before[LENGTH] + 2
        for visit in moved:
            if state.visits[visit, ROW_OF] == row:
                state.visits[visit, ROW_OF] = -1
        state.data[row, :, :columns] = state.saved[number, :, :columns]
        count(row, before[DRIVING], before[WORK], ground, state)
        state.rows[row, LENGTH], state.rows[row, VERSION] = before[LENGTH], before[VERSION]
    for number in range(state.totals[SAVED]):
        row = state.saved_rows[number, SAVED_ROW]
        for column in range(1, state.rows[row, LENGTH] + 1):
            if state.data[row, ITEM, column] < ground.visit_count:
                state.visits[state.data[row, ITEM, column], ROW_OF] = row
    for visit in moved:
        if state.visits[visit, ROW_OF] < 0:
            enter_pool(visit, state)
        else:
            leave_pool(visit, state)
