"""Which shift can do which visit at all, were it the only one."""

from allmende.engines.tours.days.solver import Day
from allmende.engines.tours.days.timetable import timetable


def fits(day: Day, shift: int, visit: int) -> bool:
    """Skills, tank, ways, windows and hours of the shift suffice."""
    own, task = day.shifts[shift], day.visits[visit]
    able = task.skills <= own.skills and task.litres <= own.tank
    return able and timetable(day, shift, [task]) is not None


def fitting(day: Day) -> list[frozenset[int]]:
    """By visit, the shifts that can do it."""
    shifts = range(len(day.shifts))
    return [
        frozenset(shift for shift in shifts if fits(day, shift, visit))
        for visit in range(len(day.visits))
    ]
