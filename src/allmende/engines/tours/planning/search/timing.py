"""Times along a route, and what is counted of it."""

from allmende.engines.tours.model import NEVER
from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.ground import (
    ARRIVES,
    AT,
    CLOSES,
    CREW,
    DRIVING,
    EARLIEST,
    END,
    ENDS,
    ITEM,
    LATEST,
    LEG,
    LENGTH,
    LITRES,
    OPENS,
    PLACE,
    SERVICE,
    START,
    TABLE,
    TANK,
    USED,
    VERSION,
    VERSIONS,
    WHOLE,
    WINDOW,
    WORK,
    WORKED,
    Ground,
    State,
)


@compiled
def begin(arrives: int, item: int, ground: Ground) -> int:
    """Earliest begin of the work."""
    best = NEVER
    for window in range(ground.items[item, WINDOW], ground.items[item + 1, WINDOW]):
        opens, closes = ground.windows[window, OPENS], ground.windows[window, CLOSES]
        if opens <= closes and arrives <= closes:
            best = min(best, max(arrives, opens))
    return best


@compiled
def _latest(bound: int, item: int, ground: Ground) -> int:
    """Latest arrival if the work must begin by ``bound``."""
    best = -NEVER
    for window in range(ground.items[item, WINDOW], ground.items[item + 1, WINDOW]):
        moment = min(bound, ground.windows[window, CLOSES])
        if ground.windows[window, OPENS] <= moment:
            best = max(best, moment)
    return best


@compiled
def rebuild(row: int, ground: Ground, state: State) -> bool:
    """Write the row anew from its items; False if a window, the shift or the tank is missed."""
    line, number = state.data[row], state.rows[row, LENGTH]
    there = ground.there[ground.shifts[row, TABLE]]
    before, now = ground.shifts[row, START], ground.shifts[row, EARLIEST]
    line[AT, 0], line[ENDS, 0], line[USED, 0] = before, now, 0
    holds, driving, service, used, trip = True, 0, 0, 0, 0
    for column in range(1, number + 1):
        item = line[ITEM, column]
        here = ground.items[item, PLACE]
        leg = there[before, here]
        now = begin(now + leg, item, ground)
        holds = holds and now < NEVER
        now = min(now + ground.items[item, SERVICE], NEVER)
        driving += leg
        service += ground.items[item, SERVICE]
        if item >= ground.visit_count:
            line[WHOLE, trip:column] = used
            trip, used = column, 0
        else:
            used += ground.items[item, LITRES]
            holds = holds and used <= ground.shifts[row, TANK]
        line[LEG, column - 1] = leg
        line[AT, column], line[ENDS, column], line[USED, column] = here, now, used
        before = here
    line[WHOLE, trip : number + 1] = used
    leg = there[before, ground.shifts[row, END]]
    line[LEG, number], line[AT, number + 1] = leg, ground.shifts[row, END]
    holds = holds and now + leg <= ground.shifts[row, LATEST]
    _look_back(row, ground, state)
    driving = driving + leg if number else 0
    count(row, driving, driving + service, ground, state)
    state.totals[VERSIONS] += 1
    state.rows[row, VERSION] = state.totals[VERSIONS]
    return holds


@compiled
def _look_back(row: int, ground: Ground, state: State) -> None:
    line, number = state.data[row], state.rows[row, LENGTH]
    bound = ground.shifts[row, LATEST]
    line[ARRIVES, number + 1] = bound
    for column in range(number, 0, -1):
        item = line[ITEM, column]
        bound = _latest(bound - line[LEG, column] - ground.items[item, SERVICE], item, ground)
        line[ARRIVES, column] = bound


@compiled
def count(row: int, driving: int, work: int, ground: Ground, state: State) -> None:
    more = work - state.rows[row, WORK]
    state.load[ground.shifts[row, CREW]] += more
    state.totals[WORKED] += more
    state.rows[row, DRIVING], state.rows[row, WORK] = driving, work
