"""What a plan is made of. Times of a day are seconds since midnight, days are numbers from 0.

Places are rows of one ``Matrix``; whoever calls knows what a row stands for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

NEVER = 10_000_000  # seconds and metres of a way that does not exist; fits sums in int32


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84, degrees."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Travel from row to column. Both arrays are int32 of shape (places, places)."""

    seconds: NDArray[np.int32]
    metres: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.seconds)


@dataclass(frozen=True, slots=True)
class Window:
    """Work may begin and must end within."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Days since the visit of the same rule before it, where both are in a tour."""

    key: str  # of the visit before
    least: int
    most: int

    def allows(self, before: int, day: int) -> bool:
        return self.least <= day - before <= self.most


@dataclass(frozen=True, slots=True)
class Visit:
    """One occurrence of a task: to be done once, on one of its days."""

    key: str
    place: int
    seconds: int  # of work on site, at least 1
    days: frozenset[int]  # the days of the horizon on which it may be done
    windows: tuple[Window, ...] = ()  # none: the whole shift
    skills: frozenset[str] = frozenset()  # all of them, in one crew
    litres: int = 0
    priority: int = 2  # 1 must (statutory), 2 normal, 3 can wait
    preferred_crew: str | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One crew on one day, with the vehicle it drives then."""

    crew: str
    day: int
    opens: int
    closes: int
    start: int  # place of the depot
    end: int
    skills: frozenset[str] = frozenset()  # of people, vehicle and equipment together
    tank: int = 0  # litres; 0: no tank. It leaves the depot full
    matrix: Matrix | None = field(default=None, compare=False, repr=False)  # see ``ways``

    def ways(self, usual: Matrix) -> Matrix:
        """What its vehicle takes on its day: lorries and closed streets differ from ``usual``."""
        return usual if self.matrix is None else self.matrix


@dataclass(frozen=True, slots=True)
class Refill:
    """A hydrant or the depot, where a tank is filled up."""

    place: int
    seconds: int
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A person has said: this visit belongs to that crew, that day (None: any)."""

    crew: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan needs. Days count 0 … ``days`` - 1.

    ``matrix`` belongs to all places and to all shifts that have none of their own.
    """

    matrix: Matrix
    days: int
    visits: Sequence[Visit]
    shifts: Sequence[Shift]
    refills: Sequence[Refill] = ()
    locks: Mapping[str, Lock] = field(default_factory=dict)  # by key of the visit
    done: Mapping[str, int] = field(default_factory=dict)  # day of what gaps still count from
    frozen_until: int = 0  # days before it are left exactly as the plan before has them


class StopKind(StrEnum):
    VISIT = "visit"
    REFILL = "refill"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Stop:
    """One line of a tour. A break has the place where it is taken and no way."""

    kind: StopKind
    place: int
    arrives: int
    begins: int  # after waiting
    ends: int
    drive_seconds: int  # from the stop before (or the depot)
    drive_metres: int
    key: str = ""  # of the visit

    @property
    def waits(self) -> int:
        return self.begins - self.arrives


@dataclass(frozen=True, slots=True)
class Tour:
    """The day of a crew, from the depot and back. Empty tours are not part of a plan."""

    crew: str
    day: int
    leaves: int
    returns: int
    stops: tuple[Stop, ...]
    home_seconds: int  # the way from the last stop to the depot
    home_metres: int

    @property
    def visits(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.kind is StopKind.VISIT)

    @property
    def driving(self) -> int:
        return self.home_seconds + sum(stop.drive_seconds for stop in self.stops)

    @property
    def metres(self) -> int:
        return self.home_metres + sum(stop.drive_metres for stop in self.stops)

    @property
    def working(self) -> int:
        """Seconds on site, refilling included, breaks not."""
        return sum(s.ends - s.begins for s in self.stops if s.kind is not StopKind.BREAK)

    @property
    def waiting(self) -> int:
        return sum(stop.waits for stop in self.stops)

    @property
    def resting(self) -> int:
        return sum(s.ends - s.begins for s in self.stops if s.kind is StopKind.BREAK)


class Why(StrEnum):
    """Why a visit is in no tour; checked in this order, so the first that holds is the reason."""

    UNREACHABLE = "unreachable"  # no way from any depot and back
    NO_DAY = "no_day"  # its days and the days of all shifts have nothing in common
    SKILL = "skill"  # no crew has all the skills on any of its days
    TANK = "tank"  # more litres than any tank, or no tank, or no refill in reach
    WINDOW = "window"  # it does not fit between its windows, the shifts and the ways
    TOO_LONG = "too_long"  # longer than any shift on its days, ways and break included
    LOCK = "lock"  # the lock asks for what crew or day cannot do
    GAP = "gap"  # too near to, or too far from, the visits of its rule before and after it
    TIME = "time"  # everything fits alone; the hours of the crews are used up


@dataclass(frozen=True, slots=True)
class Unplanned:
    key: str
    why: Why
    facts: Mapping[str, str] = field(default_factory=dict)  # e.g. {"skill": "Baumkontrolle"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Tours sorted by day and crew; every visit of the problem is in a tour or unplanned."""

    tours: tuple[Tour, ...]
    unplanned: tuple[Unplanned, ...]

    @property
    def driving(self) -> int:
        return sum(tour.driving for tour in self.tours)

    @property
    def where(self) -> dict[str, tuple[int, str]]:
        """Day and crew by key of the visit."""
        return {s.key: (tour.day, tour.crew) for tour in self.tours for s in tour.visits}
