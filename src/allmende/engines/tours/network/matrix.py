"""What all providers of travel times have in common."""

from collections.abc import Sequence
from typing import Protocol

from allmende.engines.tours.model import Matrix, Point


class TravelMatrix(Protocol):
    """Made for one extract, one profile of a vehicle and one set of closed streets."""

    @property
    def fingerprint(self) -> str:
        """Names extract, profile and closures: the same one gives the same times."""
        ...

    def table(self, points: Sequence[Point]) -> Matrix:
        """Travel between all points; ``NEVER`` where there is no way. Zero on the diagonal."""
        ...
