"""Which week does what: hours of each kind of skill even over the weeks, by integer programming.

Visits that may be done in the same weeks and need the same skills are one class, so the program
stays small whatever the number of visits.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from allmende.engines.tours.days.breaks import pause_for
from allmende.engines.tours.model import Shift, Visit

LENGTH = 7  # days of a week

type Group = tuple[tuple[int, ...], frozenset[str]]  # weeks, skills


@dataclass(frozen=True, slots=True)
class _Cell:
    """So many visits of a class in one week."""

    group: Group
    week: int


def balanced_weeks(
    visits: Sequence[Visit], shifts: Sequence[Shift], *, seconds: float = 5.0
) -> dict[str, int]:
    """Week by key. The largest load of any skill in any week is as small as it can be.

    Without a solution in ``seconds`` each visit goes to its emptiest week.
    """
    groups: dict[Group, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.days:
            weeks = tuple(sorted({day // LENGTH for day in visit.days}))
            groups[weeks, visit.skills].append(visit)
    hours = _hours(shifts)
    counts = _counts(groups, hours, seconds)
    return _greedy(groups, hours) if counts is None else _shared_out(groups, counts)


def _hours(shifts: Sequence[Shift]) -> dict[tuple[int, str], int]:
    """Seconds of work by week and skill; the skill "" is anybody."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    for shift in shifts:
        for skill in ("", *shift.skills):
            length = shift.closes - shift.opens - pause_for(shift)
            found[shift.day // LENGTH, skill] += length
    return found


def _counts(
    groups: dict[Group, list[Visit]], hours: dict[tuple[int, str], int], seconds: float
) -> dict[_Cell, int] | None:
    """Whole numbers by class and week. Minimised is the sum of each skill's fullest week."""
    cells = [_Cell(group, week) for group in groups for week in group[0]]
    loads = sorted({(cell.week, skill) for cell in cells for skill in ("", *cell.group[1])})
    skills = sorted({skill for _, skill in loads})
    row_of = {load: row for row, load in enumerate(loads)}
    most_of = {skill: len(cells) + number for number, skill in enumerate(skills)}
    first = {group: len(loads) + number for number, group in enumerate(groups)}
    entries: list[tuple[int, int, float]] = []
    for column, cell in enumerate(cells):
        own = groups[cell.group]
        mean = sum(visit.seconds for visit in own) / len(own)
        entries.append((first[cell.group], column, 1.0))
        for skill in ("", *cell.group[1]):
            share = mean / max(1, hours.get((cell.week, skill), 0))
            entries.append((row_of[cell.week, skill], column, share))
    entries += [(row, most_of[skill], -1.0) for (_, skill), row in row_of.items()]
    sizes = [float(len(own)) for own in groups.values()]
    if not sizes:
        return {}
    rows, columns, values = zip(*entries, strict=True)
    shape = (len(loads) + len(groups), len(cells) + len(skills))
    solved = milp(
        c=np.r_[np.zeros(len(cells)), np.ones(len(skills))],
        integrality=np.r_[np.ones(len(cells)), np.zeros(len(skills))],
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(
            csr_array((values, (rows, columns)), shape=shape),
            np.r_[np.full(len(loads), -np.inf), sizes],
            np.r_[np.zeros(len(loads)), sizes],
        ),
        options={"time_limit": seconds, "mip_rel_gap": 0.01},
    )
    if solved.x is None:
        return None
    return {cell: round(count) for cell, count in zip(cells, solved.x, strict=False)}


def _shared_out(groups: dict[Group, list[Visit]], counts: dict[_Cell, int]) -> dict[str, int]:
    """Within a class those whose days come first take the first week."""
    found: dict[str, int] = {}
    for group, own in groups.items():
        ordered = iter(
            sorted(own, key=lambda visit: (sum(visit.days) / len(visit.days), visit.key))
        )
        for week in group[0]:
            for _, visit in zip(range(counts[_Cell(group, week)]), ordered, strict=False):
                found[visit.key] = week
    return found


def _greedy(groups: dict[Group, list[Visit]], hours: dict[tuple[int, str], int]) -> dict[str, int]:
    loads: dict[tuple[int, str], float] = defaultdict(float)
    found: dict[str, int] = {}
    for (weeks, skills), own in sorted(groups.items(), key=lambda item: len(item[0][0])):
        for visit in own:
            week = min(weeks, key=lambda w: max(loads[w, skill] for skill in ("", *skills)))
            found[visit.key] = week
            for skill in ("", *skills):
                loads[week, skill] += visit.seconds / max(1, hours.get((week, skill), 0))
    return found
