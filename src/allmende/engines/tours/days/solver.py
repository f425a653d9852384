"""The seam between planning and the solvers of one day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.model import Matrix, Refill, Shift, Visit


@dataclass(frozen=True, slots=True)
class Route:
    """The visits of one shift in order; ``trips`` ends where the tank is filled up."""

    shift: int  # index into the shifts of the day
    trips: tuple[tuple[int, ...], ...]  # indices into the visits of the day
    refills: tuple[int, ...] = ()  # index into the refills, one between two trips

    @property
    def visits(self) -> tuple[int, ...]:
        return tuple(visit for trip in self.trips for visit in trip)


@dataclass(frozen=True, slots=True)
class Day:
    """Shifts of one day and visits that may be done on it.

    ``matrix`` is the one of the whole problem; places are rows of it. A shift may have its own,
    so ask ``seconds``. The breaks that the shift will need are taken off it beforehand
    (``pause`` seconds by shift).
    """

    matrix: Matrix
    visits: Sequence[Visit]
    shifts: Sequence[Shift]
    refills: Sequence[Refill] = ()
    pause: Sequence[int] = field(default_factory=tuple)
    keeps_all: bool = False  # every visit must be served, else the day has no solution

    def seconds(self, shift: int) -> NDArray[np.int32]:
        return self.shifts[shift].ways(self.matrix).seconds


@dataclass(frozen=True, slots=True)
class DayResult:
    routes: tuple[Route, ...]  # shifts without visits are left out
    unserved: tuple[int, ...]  # indices into the visits
    driving: int  # seconds
    is_feasible: bool = True


class DaySolver(Protocol):
    def solve(
        self, day: Day, *, budget: Budget, seed: int = 0, start: Sequence[Route] | None = None
    ) -> DayResult:
        """The best found; ``start`` (a valid solution) is improved and never made worse."""
        ...
