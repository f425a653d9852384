"""The arrays that the compiled search works on. An item is a visit or, behind them, a refill.

Few arrays of many columns rather than many arrays: each one costs time whenever it is handed on,
and a multiple of that when it is compiled. The names below are lines and columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int32]
type Longs = NDArray[np.int64]
type Floats = NDArray[np.float64]

NOWHERE = 1_000_000_000  # seconds: does not fit
POSITIONS = 4096  # of a route at most; a spot is kind * POSITIONS + position
ROWS_AT_ONCE = 64  # more than one round changes

# Ground
PLACE, SERVICE, LITRES, WINDOW = range(4)  # of items; first window
OPENS, CLOSES = range(2)  # of windows: earliest and latest begin of the work
START, END, EARLIEST, LATEST, TANK, CREW, TABLE, DAY = range(8)  # of shifts
OPTION, PRIZE, BEFORE, AFTER, LEAST_GAP, MOST_GAP = range(6)  # of visits, see ``Ground.visits``
ROW, SURCHARGE = range(2)  # of options
# State
ITEM, AT, ENDS, ARRIVES, LEG, USED, WHOLE = range(7)  # of a route, see ``State.data``
LENGTH, DRIVING, WORK, VERSION, SAVED_AT, BEST_LENGTH = range(6)  # of rows
SAVED_ROW = 4  # of saved rows, behind the first four of rows
ROW_OF, POOL_AT = range(2)  # of visits, -1: in none
STAMP, PRICE, SPOT = range(3)  # of prices; stamp: version of the row for which the others hold
POOLED, VERSIONS, WORKED, SAVED = range(4)  # of totals
NOW, BEST = range(2)  # of costs


class Ground(NamedTuple):
    """What does not change; times in seconds. A row is a shift."""

    there: Ints  # (tables, places, places), driving
    items: Ints  # (items + 1, 4)
    windows: Ints  # (windows, 2)
    shifts: Ints  # (rows, 8)
    visits: Ints  # (visits + 1, 6); before and after: those of its rule, -1 for none
    options: Ints  # (options, 2): by visit the rows that may do it, rising
    near: Ints  # (visits, neighbours), nearest first; -1 behind the last
    visit_count: int
    balance: float  # seconds of driving for each second of work in a crew with twice the mean


class State(NamedTuple):
    """Where the search stands.

    ``data`` has for each row in column 0 the depot, in columns 1 … n the stops, in column n + 1
    the depot again: item, place, earliest end, latest arrival, way to the next, litres since the
    last refill and of the whole trip.
    """

    data: Ints  # (rows, 7, columns)
    rows: Longs  # (rows, 6); work includes driving
    load: Longs  # work by crew
    visits: Ints  # (visits, 2)
    prices: Ints  # (visits, rows, 3)
    pool: Ints  # visits in no row; the first ``totals[POOLED]`` count
    totals: Longs  # (4,)
    costs: Floats  # (2,)
    dice: NDArray[np.uint64]  # (1,)
    best: Ints  # (rows, columns), items
    saved: Ints  # (ROWS_AT_ONCE, 7, columns), ``data`` before the round
    saved_rows: Longs  # (ROWS_AT_ONCE, 5): length, driving, work, version as in ``rows``; row
