"""Breaks of the Working Hours Act (ArbZG § 4).

More than six hours of work need 30 minutes of break, more than nine 45, in blocks of at least
15; nobody works longer than six hours in a row without one.
"""

from allmende.engines.tours.model import Shift

HOUR = 3600
LONGEST_STRETCH = 6 * HOUR
SHORTEST_BLOCK = 15 * 60
BLOCKS = (15 * 60, 30 * 60, 45 * 60)  # a break is so long, or as long as a wait
MOST = 45 * 60


def needed(working: int) -> int:
    """Seconds of break for so many seconds of work, ways and waiting included."""
    if working > 9 * HOUR:
        return MOST
    return 30 * 60 if working > LONGEST_STRETCH else 0


def pause_for(shift: Shift) -> int:
    """Seconds of break that are taken off a shift when its tours are planned."""
    return needed(shift.closes - shift.opens)
