"""Public holidays of the German states, by their laws as of 2025.

Days that hold in single municipalities only (Augsburg, Corpus Christi in parts of Saxony and
Thuringia) are not here; an absence of the crews stands in for them.
"""

from datetime import date, timedelta

DAY = timedelta(days=1)

EVERYWHERE = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
AFTER_EASTER = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension, Whit Monday
SOME: dict[tuple[int, int], str] = {
    (1, 6): "BW BY ST",
    (3, 8): "BE MV",
    (8, 15): "BY SL",
    (9, 20): "TH",
    (10, 31): "BB HB HH MV NI SN ST SH TH",
    (11, 1): "BW BY NW RP SL",
}
CORPUS_CHRISTI = "BW BY HE NW RP SL"  # 60 days after Easter


def between(first: date, last: date, *, state: str) -> frozenset[date]:
    """Both included; ``state`` by its two letters."""
    years = range(first.year, last.year + 1)
    return frozenset(day for year in years for day in _of(year, state) if first <= day <= last)


def _of(year: int, state: str) -> set[date]:
    easter = easter_sunday(year)
    found = {date(year, *at) for at in EVERYWHERE}
    found |= {date(year, *at) for at, states in SOME.items() if state in states.split()}
    found |= {easter + days * DAY for days in AFTER_EASTER}
    if state in CORPUS_CHRISTI.split():
        found.add(easter + 60 * DAY)
    if state == "SN":
        found.add(_repentance(year))
    return found


def easter_sunday(year: int) -> date:
    """Gregorian, after Meeus, Jones and Butcher."""
    century, within = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (within // 4) - moon - within % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _repentance(year: int) -> date:
    """The Wednesday before 23 November."""
    before = date(year, 11, 22)
    return before - (before.weekday() - 2) % 7 * DAY
