"""The streets of an extract as arrays."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from allmende.engines.tours.model import Point

EARTH = 6_371_008.8  # metres, mean radius

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class RoadGraph:
    """Nodes, the straight segments between them, and the ways that segments belong to.

    A node at a barrier stands in the arrays once for each side. Turn restrictions are not read:
    they cost a crew a detour of a block, and a person who drives knows them.
    """

    fingerprint: str  # of the file and of what was closed
    lon: Floats  # (nodes,), degrees
    lat: Floats
    source: Ints  # (segments,), rows of nodes in the order of the way
    target: Ints
    metres: Floats
    way: Ints  # (segments,), rows of ways
    way_id: Ints  # (ways,), ids in OpenStreetMap
    name: Ints  # (ways,), index into names; 0 is without a name
    highway: Ints  # (ways,), index into profiles.CLASSES
    forward: Bools  # (ways,), may be driven in the order of its nodes
    backward: Bools
    kmh: Floats  # (profiles, ways), rows as profiles.PROFILES; 0: closed to this vehicle
    names: tuple[str, ...]

    def without(self, closed: Bools) -> "RoadGraph":
        """``closed`` of shape (segments,)."""
        if not closed.any():
            return self
        what = np.flatnonzero(closed).tobytes()
        kept = ~closed
        return replace(
            self,
            fingerprint=sha256(self.fingerprint.encode() + what).hexdigest(),
            source=self.source[kept],
            target=self.target[kept],
            metres=self.metres[kept],
            way=self.way[kept],
        )


@dataclass(frozen=True, slots=True)
class Plane:
    """Degrees to metres around one point; true to 0.1 % within a Landkreis."""

    lon: float
    lat: float

    def flat(self, lon: Floats, lat: Floats) -> Floats:
        """Shape (points, 2), metres east and north."""
        east = (lon - self.lon) * math.cos(math.radians(self.lat))
        return np.column_stack([east, lat - self.lat]) * math.radians(1) * EARTH

    def point(self, metres: Floats) -> Point:
        """Back to degrees; ``metres`` of shape (2,)."""
        east, north = (metres / (math.radians(1) * EARTH)).tolist()
        return Point(self.lon + east / math.cos(math.radians(self.lat)), self.lat + north)


def plane(graph: RoadGraph) -> Plane:
    return Plane(float(graph.lon.mean()), float(graph.lat.mean()))


def haversine(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Metres along the great circle; shapes are broadcast."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    halves = (
        np.sin((phi_b - phi_a) / 2) ** 2
        + np.cos(phi_a) * np.cos(phi_b) * np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    )
    metres: Floats = 2 * EARTH * np.arcsin(np.sqrt(np.minimum(halves, 1)))
    return metres


def degrees(points: Sequence[Point]) -> tuple[Floats, Floats]:
    """Longitudes and latitudes."""
    return np.array([p.lon for p in points], float), np.array([p.lat for p in points], float)
