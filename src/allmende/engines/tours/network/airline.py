"""The last resort: as the crow flies, with a detour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allmende.engines.tours.model import Matrix, Point
from allmende.engines.tours.network.graph import degrees, haversine

DETOUR = 1.3
KMH = 30.0


@dataclass(frozen=True, slots=True)
class AirlineMatrix:
    """Knows no streets, so closures and the vehicle change nothing."""

    name: str = "airline"
    fingerprint: str = f"airline {DETOUR} {KMH}"

    def table(self, points: Sequence[Point]) -> Matrix:
        lon, lat = degrees(points)
        metres = DETOUR * haversine(lon[:, None], lat[:, None], lon, lat)
        seconds = np.ceil(metres / (KMH / 3.6))  # rounding up keeps the triangle inequality
        return Matrix(seconds.astype(np.int32), np.rint(metres).astype(np.int32))
