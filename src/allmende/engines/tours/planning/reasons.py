"""Why a visit is in no tour: the first reason of ``Why`` that holds, with its facts."""

from collections.abc import Iterator, Mapping, Sequence

from allmende.engines.tours.days.timing import time_tour
from allmende.engines.tours.model import NEVER, Problem, Shift, Unplanned, Visit, Why
from allmende.engines.tours.planning.gaps import Neighbour, beside


def explain(problem: Problem, visits: Sequence[int], day_of: Mapping[str, int]) -> list[Unplanned]:
    """``day_of``: of what is in a tour, by key."""
    near = beside(problem, day_of)
    left = [problem.visits[visit] for visit in visits]
    return [_explain(problem, visit, near[visit.key]) for visit in left]


def _explain(problem: Problem, visit: Visit, near: Sequence[Neighbour]) -> Unplanned:
    open_shifts = [s for s in problem.shifts if s.day >= problem.frozen_until]
    if problem.shifts and not any(_reaches(problem, s, visit) for s in problem.shifts):
        return Unplanned(visit.key, Why.UNREACHABLE)
    on_days = [s for s in open_shifts if s.day in visit.days]
    if not on_days:
        return Unplanned(visit.key, Why.NO_DAY)
    skilled = [s for s in on_days if visit.skills <= s.skills]
    if not skilled:
        return Unplanned(visit.key, Why.SKILL, {"skill": _missing(on_days, visit)})
    filled = [s for s in skilled if visit.litres <= s.tank]
    if not filled:
        most = max(s.tank for s in skilled)
        return Unplanned(visit.key, Why.TANK, {"litres": str(visit.litres), "tank": str(most)})
    return _of_time(problem, visit, filled, near)


def _of_time(
    problem: Problem, visit: Visit, shifts: Sequence[Shift], near: Sequence[Neighbour]
) -> Unplanned:
    alone = [s for s in shifts if time_tour(s, [visit], matrix=problem.matrix)]
    if not alone:
        free = Visit(visit.key, visit.place, visit.seconds, visit.days)
        if visit.windows and any(time_tour(s, [free], matrix=problem.matrix) for s in shifts):
            return Unplanned(visit.key, Why.WINDOW, {"windows": " ".join(_windows(visit))})
        longest = max(s.closes - s.opens for s in shifts)
        facts = {"minutes": str(visit.seconds // 60), "shift": str(longest // 60)}
        return Unplanned(visit.key, Why.TOO_LONG, facts)
    lock = problem.locks.get(visit.key)
    if lock:
        alone = [s for s in alone if lock.crew in (None, s.crew) and lock.day in (None, s.day)]
    if lock and not alone:
        facts = {"crew": lock.crew or "", "day": "" if lock.day is None else str(lock.day)}
        return Unplanned(visit.key, Why.LOCK, {k: v for k, v in facts.items() if v})
    if not any(all(one.allows(s.day) for one in near) for s in alone):
        return Unplanned(visit.key, Why.GAP, _of_gap(near))
    return Unplanned(visit.key, Why.TIME, {"minutes": str(visit.seconds // 60)})


def _of_gap(near: Sequence[Neighbour]) -> dict[str, str]:
    facts = {"least": str(near[0].gap.least), "most": str(near[0].gap.most)}
    return facts | {"before" if one.is_before else "after": str(one.day) for one in near}


def _reaches(problem: Problem, shift: Shift, visit: Visit) -> bool:
    seconds = shift.ways(problem.matrix).seconds
    return bool(
        seconds[shift.start, visit.place] < NEVER and seconds[visit.place, shift.end] < NEVER
    )


def _missing(shifts: Sequence[Shift], visit: Visit) -> str:
    """Skills that nobody has on these days; else those that no crew has together."""
    known = frozenset[str]().union(*(shift.skills for shift in shifts))
    return ", ".join(sorted(visit.skills - known or visit.skills))


def _windows(visit: Visit) -> Iterator[str]:
    for window in visit.windows:
        yield f"{_clock(window.opens)}–{_clock(window.closes)}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
