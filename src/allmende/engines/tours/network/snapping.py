"""Where a vehicle stops for a site: the nearest point on a street that it may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.graph import Bools, Floats, Ints, RoadGraph, degrees, plane
from allmende.engines.tours.network.profiles import CAR, FAR, Profile
from allmende.engines.tours.network.streets import streets

SPACING = 25.0  # metres between the samples of a street in the tree
EXACT = 2000.0  # metres
WALK = 100.0  # metres; as near the main network counts more than a stub cut off in the data


@dataclass(frozen=True, slots=True)
class Snap:
    """``fraction`` of the segment, counted in the order of its way."""

    point: Point
    metres: float  # between the site and ``point``
    street: str  # "" where it has no name
    segment: int
    fraction: float
    is_island: bool  # the street has no way to the rest of the network and back

    @property
    def is_reachable(self) -> bool:
        return self.metres <= FAR and not self.is_island


@dataclass(frozen=True, slots=True, eq=False)
class _Samples:
    tree: cKDTree
    segment: Ints  # (samples,)


def snap(graph: RoadGraph, points: Sequence[Point], profile: Profile = CAR) -> list[Snap]:
    """One for each point, however far; raises ``ValueError`` if no street is open to it."""
    if not points:
        return []
    main = streets(graph, profile).main
    if not main.any():
        raise ValueError("no street is open to this vehicle")
    flat = plane(graph).flat(*degrees(points))
    near = _nearest(graph, profile, flat, on_main=True)
    every = _nearest(graph, profile, flat, on_main=False)
    islands = (near.metres > WALK) & (every.metres < near.metres)
    return [
        _snap(graph, every if island else near, row, is_island=island)
        for row, island in enumerate(islands.tolist())
    ]


@dataclass(frozen=True, slots=True)
class _Hits:
    segment: Ints  # (points,)
    fraction: Floats
    metres: Floats
    flat: Floats  # (points, 2)


def _snap(graph: RoadGraph, hits: _Hits, row: int, *, is_island: bool) -> Snap:
    segment = int(hits.segment[row])
    return Snap(
        point=plane(graph).point(hits.flat[row]),
        metres=float(hits.metres[row]),
        street=graph.names[graph.name[graph.way[segment]]],
        segment=segment,
        fraction=float(hits.fraction[row]),
        is_island=is_island,
    )


def _nearest(graph: RoadGraph, profile: Profile, flat: Floats, *, on_main: bool) -> _Hits:
    """The nearest segment has a sample at most half a spacing farther away than itself.

    From far outside that would be very many samples: there the nearest one is near enough.
    """
    samples = _samples(graph, profile, on_main=on_main)
    reach, _ = samples.tree.query(flat)
    lists = samples.tree.query_ball_point(
        flat, np.where(reach > EXACT, reach, reach + SPACING / 2) + 0.01
    )
    row = np.repeat(np.arange(len(flat)), [len(found) for found in lists])
    segment = samples.segment[np.concatenate(lists).astype(int)]
    fraction, place = _projected(graph, segment, flat[row])
    metres = np.hypot(*(flat[row] - place).T)
    order = np.lexsort([segment, metres, row])
    best = order[np.searchsorted(row[order], np.arange(len(flat)))]
    return _Hits(segment[best], fraction[best], metres[best], place[best])


def _projected(graph: RoadGraph, segment: Ints, flat: Floats) -> tuple[Floats, Floats]:
    start, end = _ends(graph, segment)
    along = end - start
    length = np.maximum((along**2).sum(1), 1e-9)
    fraction = np.clip(((flat - start) * along).sum(1) / length, 0, 1)
    return fraction, start + fraction[:, None] * along


def _ends(graph: RoadGraph, segment: Ints) -> tuple[Floats, Floats]:
    ground = plane(graph)
    source, target = graph.source[segment], graph.target[segment]
    return (
        ground.flat(graph.lon[source], graph.lat[source]),
        ground.flat(graph.lon[target], graph.lat[target]),
    )


@lru_cache(maxsize=8)
def _samples(graph: RoadGraph, profile: Profile, *, on_main: bool) -> _Samples:
    usable: Bools = np.isfinite(streets(graph, profile).seconds)
    if on_main:
        usable = streets(graph, profile).main
    segment = np.flatnonzero(usable)
    count = np.ceil(graph.metres[segment] / SPACING).astype(int) + 1
    owner = np.repeat(segment, count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    share = step / np.repeat(count - 1, count).clip(1)
    start, end = _ends(graph, owner)
    return _Samples(cKDTree(start + share[:, None] * (end - start)), owner)
