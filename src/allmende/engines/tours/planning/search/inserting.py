"""Where a visit goes that costs least, over all rows that may do it."""

from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.dice import random
from allmende.engines.tours.planning.search.ground import (
    AFTER,
    ARRIVES,
    AT,
    BEFORE,
    CREW,
    DAY,
    DRIVING,
    ENDS,
    ITEM,
    LEAST_GAP,
    LEG,
    LENGTH,
    LITRES,
    MOST_GAP,
    NOWHERE,
    OPTION,
    PLACE,
    POSITIONS,
    PRICE,
    PRIZE,
    ROW,
    ROW_OF,
    SERVICE,
    SPOT,
    STAMP,
    SURCHARGE,
    TABLE,
    TANK,
    USED,
    VERSION,
    WHOLE,
    WORKED,
    Ground,
    Ints,
    State,
)
from allmende.engines.tours.planning.search.timing import begin, rebuild
from allmende.engines.tours.planning.search.undoing import leave_pool, save


@compiled
def _alone(visit: int, row: int, ground: Ground, state: State) -> tuple[int, int]:
    """Seconds more, and where."""
    line, here = state.data[row], ground.items[visit, PLACE]
    there = ground.there[ground.shifts[row, TABLE]]
    best, spot = NOWHERE, 0
    for at in range(state.rows[row, LENGTH] + 1):
        to, back = there[line[AT, at], here], there[here, line[AT, at + 1]]
        extra = to + back - line[LEG, at]
        if (
            extra >= best
            or line[WHOLE, at] + ground.items[visit, LITRES] > ground.shifts[row, TANK]
        ):
            continue
        begins = begin(line[ENDS, at] + to, visit, ground)
        if begins + ground.items[visit, SERVICE] + back <= line[ARRIVES, at + 1]:
            best, spot = extra, at
    return best, spot


@compiled
def _refilled(
    visit: int, refill: int, first: bool, row: int, ground: Ground, state: State
) -> tuple[int, int]:
    """The same together with a refill, which comes ``first`` or behind the visit."""
    line = state.data[row]
    one, two = (refill, visit) if first else (visit, refill)
    front, rear = ground.items[one, PLACE], ground.items[two, PLACE]
    there = ground.there[ground.shifts[row, TABLE]]
    way = there[front, rear]
    best, spot = NOWHERE, 0
    for at in range(state.rows[row, LENGTH] + 1):
        to, back = there[line[AT, at], front], there[rear, line[AT, at + 1]]
        extra = to + way + back - line[LEG, at]
        trip = line[WHOLE, at] - line[USED, at] if first else line[USED, at]
        if extra >= best or trip + ground.items[visit, LITRES] > ground.shifts[row, TANK]:
            continue
        begins = begin(line[ENDS, at] + to, one, ground)
        begins = begin(begins + ground.items[one, SERVICE] + way, two, ground)
        if begins + ground.items[two, SERVICE] + back <= line[ARRIVES, at + 1]:
            best, spot = extra, at
    return best, spot


@compiled
def _price(visit: int, row: int, ground: Ground, state: State) -> None:
    """Of a visit in a row; kept until the row changes."""
    best, spot = _alone(visit, row, ground, state)
    if ground.items[visit, LITRES]:
        for number in range(len(ground.items) - 1 - ground.visit_count):
            refill = ground.visit_count + number
            price, at = _refilled(visit, refill, True, row, ground, state)
            if price < best:
                best, spot = price, at + POSITIONS * (2 * number + 1)
            price, at = _refilled(visit, refill, False, row, ground, state)
            if price < best:
                best, spot = price, at + POSITIONS * (2 * number + 2)
    if state.rows[row, LENGTH] + 4 > state.data.shape[2]:
        best = NOWHERE
    state.prices[visit, row, PRICE], state.prices[visit, row, SPOT] = best, spot
    state.prices[visit, row, STAMP] = state.rows[row, VERSION]


@compiled
def _write(visit: int, row: int, ground: Ground, state: State) -> int:
    """Put the visit, and a refill where the price was found with one, into the row. How many."""
    kind, at = divmod(state.prices[visit, row, SPOT], POSITIONS)
    items, number = state.data[row, ITEM], state.rows[row, LENGTH]
    size = 2 if kind else 1
    for column in range(number, at, -1):
        items[column + size] = items[column]
    refill = ground.visit_count + (kind - 1) // 2
    items[at + 1] = refill if kind % 2 else visit
    if kind:
        items[at + 2] = visit if kind % 2 else refill
    state.rows[row, LENGTH] += size
    return size


@compiled
def _insert(visit: int, row: int, ground: Ground, state: State) -> bool:
    """At the cheapest spot. The row is as before where that does not hold after all."""
    at = state.prices[visit, row, SPOT] % POSITIONS
    size = _write(visit, row, ground, state)
    if rebuild(row, ground, state):
        state.visits[visit, ROW_OF] = row
        return True
    items = state.data[row, ITEM]
    state.rows[row, LENGTH] -= size
    for column in range(at + 1, state.rows[row, LENGTH] + 1):
        items[column] = items[column + size]
    rebuild(row, ground, state)
    state.prices[visit, row, PRICE], state.prices[visit, row, STAMP] = (
        NOWHERE,
        state.rows[row, VERSION],
    )
    return False


@compiled
def _days(visit: int, ground: Ground, state: State) -> tuple[int, int]:
    """First and last day that keep the gaps to the visits of its rule before and after it."""
    earliest, latest = -NOWHERE, NOWHERE
    before, after = ground.visits[visit, BEFORE], ground.visits[visit, AFTER]
    if before >= 0 and state.visits[before, ROW_OF] >= 0:
        day = ground.shifts[state.visits[before, ROW_OF], DAY]
        earliest, latest = (
            day + ground.visits[visit, LEAST_GAP],
            day + ground.visits[visit, MOST_GAP],
        )
    if after >= 0 and state.visits[after, ROW_OF] >= 0:
        day = ground.shifts[state.visits[after, ROW_OF], DAY]
        earliest = max(earliest, day - ground.visits[after, MOST_GAP])
        latest = min(latest, day - ground.visits[after, LEAST_GAP])
    return earliest, latest


@compiled
def _two_cheapest(
    visit: int, allowed: Ints, ground: Ground, state: State
) -> tuple[int, float, int, float]:
    """Options of the visit and what they cost; -1 where there is none."""
    first, last = ground.visits[visit, OPTION], ground.visits[visit + 1, OPTION]
    weight = ground.balance * ground.items[visit, SERVICE]
    mean = max(1.0, state.totals[WORKED] / len(state.load))
    one, two, least, second = -1, -1, float(NOWHERE), float(NOWHERE)
    earliest, latest = _days(visit, ground, state)
    for option in range(first, last):
        if len(allowed) and not allowed[option - first]:
            continue
        row = ground.options[option, ROW]
        if not earliest <= ground.shifts[row, DAY] <= latest:
            continue
        if state.prices[visit, row, STAMP] != state.rows[row, VERSION]:
            _price(visit, row, ground, state)
        if state.prices[visit, row, PRICE] >= NOWHERE:
            continue
        pull = (state.load[ground.shifts[row, CREW]] / mean - 1) * weight
        total = state.prices[visit, row, PRICE] + ground.options[option, SURCHARGE] + pull
        if total < least:
            one, two, least, second = option, one, total, least
        elif total < second:
            two, second = option, total
    return one, least, two, second


@compiled
def place_in(visit: int, blinks: float, allowed: Ints, ground: Ground, state: State) -> float:
    """Seconds that the cost changes by; 0 if there is no place worth it.

    ``blinks``: share of cases in which the cheapest row is overlooked. ``allowed``: by option of
    the visit, 0 is forbidden; of length 0: all are allowed.
    """
    while True:
        option, price, other, more = _two_cheapest(visit, allowed, ground, state)
        if blinks and random(state) < blinks:
            option, price = other, more
        if option < 0 or price >= ground.visits[visit, PRIZE]:
            return 0.0
        row = ground.options[option, ROW]
        save(row, state)
        before = state.rows[row, DRIVING]
        if _insert(visit, row, ground, state):
            leave_pool(visit, state)
            more_driving = state.rows[row, DRIVING] - before
            surcharge = ground.options[option, SURCHARGE]
            return float(more_driving + surcharge - ground.visits[visit, PRIZE])
