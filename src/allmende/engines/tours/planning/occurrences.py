"""Rules and dates in, visits out: what falls due in a horizon, and on which days it may be done.

The gaps of a rule give each occurrence a window around its due date, so that the work is done as
often as the rule says, and a condition for each pair of neighbours, which the search keeps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from allmende.engines.tours.model import Gap, Visit, Window

type MonthDay = tuple[int, int]

WORKDAYS = frozenset(range(5))
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to be done at a place, how often and with what. Gaps and ``every_days`` are days.

    Without ``every_days`` it is to be done once, ``earliest`` to ``latest``. With it, ``earliest``
    is the first due date of what has never been done; ``latest`` is then a hard date, too.
    """

    key: str
    place: int
    seconds: int
    every_days: int | None = None
    min_gap: int | None = None  # none: exactly ``every_days``
    max_gap: int | None = None
    season: tuple[MonthDay, MonthDay] | None = None  # both included; may cross the turn of the year
    weekdays: frozenset[int] = frozenset()  # Monday is 0; none: Monday to Friday
    windows: tuple[Window, ...] = ()
    skills: frozenset[str] = frozenset()
    litres: int = 0
    priority: int = 2
    is_statutory: bool = False
    preferred_crew: str | None = None
    last_done: date | None = None
    due: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """To be done once, ``earliest`` to ``latest``, on one of ``dates``."""

    rule: Rule
    due: date
    earliest: date
    latest: date
    dates: frozenset[date]  # working days of the window, also those behind the horizon
    is_overdue: bool = False

    @property
    def key(self) -> str:
        """The same in every run as long as nothing before it is done or missed."""
        return f"{self.rule.key}:{self.due.isoformat()}"


def occurrences(
    rules: Sequence[Rule], *, first: date, days: int, free: frozenset[date] = frozenset()
) -> list[Occurrence]:
    """What falls due in ``days`` days from ``first``, overdue included; nobody works on ``free``.

    Counted from the last execution, so that a late one moves what follows. An overdue one comes
    at once. A window without a working day moves to the nearest one that keeps a gap to the one
    before; if there is none, the occurrence has no ``dates``.
    """
    end = first + days * DAY
    return [found for rule in rules for found in _of(rule, first, end, free)]


def as_visits(found: Sequence[Occurrence], *, first: date, days: int) -> list[Visit]:
    """Day 0 is ``first``. What can only be done behind the horizon is left to the next one."""
    visits: list[Visit] = []
    before: dict[str, Occurrence] = {}
    for one in found:
        numbers = {(day - first).days for day in one.dates}
        inside = frozenset(number for number in numbers if 0 <= number < days)
        if inside or not numbers:
            visits.append(_visit(one, inside, before.get(one.rule.key)))
            before[one.rule.key] = one
    return visits


def _visit(one: Occurrence, days: frozenset[int], before: Occurrence | None) -> Visit:
    rule = one.rule
    _, least, most = _gaps(rule)
    return Visit(
        key=one.key,
        place=rule.place,
        seconds=rule.seconds,
        days=days,
        windows=rule.windows,
        skills=rule.skills,
        litres=rule.litres,
        priority=1 if rule.is_statutory else rule.priority,
        preferred_crew=rule.preferred_crew,
        gap=Gap(before.key, least, most) if before else None,
    )


def _of(rule: Rule, first: date, end: date, free: frozenset[date]) -> Iterator[Occurrence]:
    if rule.every_days is None:
        once = _once(rule, first, free)
        if once and once.earliest < end:
            yield once
        return
    due, before = _first_due(rule, rule.every_days, first), rule.last_done
    known = frozenset({before}) if before else frozenset[date]()
    hard = rule.latest
    while max(due, first) < end:
        found, centre = _window(rule, due, first, hard, free)
        if not found.dates:
            found, centre = _moved(rule, found, centre, known, first, free)
        yield found
        known, hard = found.dates or frozenset({centre}), None
        due = _in_season(rule, centre + rule.every_days * DAY)


def _once(rule: Rule, first: date, free: frozenset[date]) -> Occurrence | None:
    if rule.last_done is not None:
        return None
    earliest = max(rule.earliest or first, first)
    hard = rule.latest or rule.due or earliest + 27 * DAY
    due = rule.due or rule.latest or earliest
    return Occurrence(
        rule,
        due,
        earliest,
        max(hard, earliest),
        _dates(rule, earliest, max(hard, earliest), free),
        is_overdue=hard < first,
    )


def _first_due(rule: Rule, every: int, first: date) -> date:
    if rule.last_done is not None:
        due = rule.last_done + every * DAY
    elif rule.earliest is not None:
        due = rule.earliest
    elif rule.is_statutory:
        due = first
    else:  # spread evenly over the first period, each run the same
        due = first + (crc32(rule.key.encode()) - first.toordinal()) % every * DAY
    if rule.latest is not None:
        due = min(due, rule.latest)
    if rule.season is None:
        return due
    return _in_season(rule, max(due, _season_start(rule.season, first)))


def _window(
    rule: Rule, due: date, first: date, hard: date | None, free: frozenset[date]
) -> tuple[Occurrence, date]:
    """The occurrence and the day from which the next one counts."""
    every, least, most = _gaps(rule)
    latest = min(due + (most - every) * DAY, hard or date.max)
    is_overdue = latest < first
    centre, earliest = _worked(rule, due, latest, free), max(due - (every - least) * DAY, first)
    if is_overdue:
        centre = earliest = first
        latest = first if rule.is_statutory else first + _soon(rule) * DAY
    while earliest < latest and not is_in_season(rule.season, earliest):
        earliest += DAY
    while latest > earliest and not is_in_season(rule.season, latest):
        latest -= DAY
    dates = _dates(rule, earliest, latest, free)
    return Occurrence(rule, due, earliest, latest, dates, is_overdue), centre


def _gaps(rule: Rule) -> tuple[int, int, int]:
    """Days between two executions: usually, at least, at most."""
    every = rule.every_days or 1
    least = every if rule.min_gap is None else min(every, rule.min_gap)
    most = every if rule.max_gap is None else max(every, rule.max_gap)
    return every, least, most


def _soon(rule: Rule) -> int:
    """Days that what is overdue may wait: half of what is free on the narrower side."""
    every, least, most = _gaps(rule)
    return (min(every - least, most - every) + 1) // 2


def _worked(rule: Rule, due: date, latest: date, free: frozenset[date]) -> date:
    """``due`` where the window has worked days on both sides of it; else the nearest of them."""
    every, least, _ = _gaps(rule)
    back = (due - number * DAY for number in range(every - least + 1))
    ahead = (due + number * DAY for number in range((latest - due).days + 1))
    before = next((day for day in back if day <= latest and _works(rule, day, free)), None)
    after = next((day for day in ahead if _works(rule, day, free)), None)
    return due if before and after else after or before or due


def _moved(
    rule: Rule,
    found: Occurrence,
    centre: date,
    known: frozenset[date],
    first: date,
    free: frozenset[date],
) -> tuple[Occurrence, date]:
    """A single day as near as possible, with the gaps to any of ``known``, the days before it."""
    every, least, most = _gaps(rule)
    for step in range(1, max(every, most - every + 1)):  # what is daily jumps the weekend
        for day in (found.earliest - step * DAY, found.latest + step * DAY):
            keeps_gaps = (
                found.is_overdue
                or not known
                or any(least <= (day - before).days <= most for before in known)
            )
            if day >= first and keeps_gaps and _works(rule, day, free):
                dates = frozenset({day})
                return Occurrence(rule, found.due, day, day, dates, found.is_overdue), day
    return found, centre


def _dates(rule: Rule, earliest: date, latest: date, free: frozenset[date]) -> frozenset[date]:
    span = (earliest + number * DAY for number in range((latest - earliest).days + 1))
    return frozenset(day for day in span if _works(rule, day, free))


def _works(rule: Rule, day: date, free: frozenset[date]) -> bool:
    weekdays = rule.weekdays or WORKDAYS
    return day.weekday() in weekdays and day not in free and is_in_season(rule.season, day)


def is_in_season(season: tuple[MonthDay, MonthDay] | None, day: date) -> bool:
    if season is None:
        return True
    opens, closes = season
    at = (day.month, day.day)
    return opens <= at <= closes if opens <= closes else at >= opens or at <= closes


def _in_season(rule: Rule, due: date) -> date:
    """``due``, or the first day of the next season."""
    while not is_in_season(rule.season, due):
        due += DAY
    return due


def _season_start(season: tuple[MonthDay, MonthDay], day: date) -> date:
    """Of the season that ``day`` lies in, at most a year back; ``day`` itself between seasons."""
    for back in range(366):
        if not is_in_season(season, day - (back + 1) * DAY):
            return day - back * DAY
    return day
