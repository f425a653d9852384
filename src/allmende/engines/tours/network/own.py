"""Travel times on the own graph, by scipy: needs nothing but the extract."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from allmende.engines.tours.model import NEVER, Matrix, Point
from allmende.engines.tours.network.graph import Bools, Floats, Ints, RoadGraph
from allmende.engines.tours.network.profiles import Profile
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.engines.tours.network.streets import Streets, streets

AT_ONCE = 128  # sources; bounds the memory
DECIMETRES = 2.0**24  # 1,600 km
# Milliseconds times DECIMETRES plus decimetres, in one float64: both are summed exactly, the
# fastest way wins and among equals the shortest.


@dataclass(frozen=True, slots=True, eq=False)
class GraphMatrix:
    graph: RoadGraph
    profile: Profile
    name: str = "graph"

    @property
    def fingerprint(self) -> str:
        return f"{self.name} {self.profile.name} {self.graph.fingerprint}"

    def table(self, points: Sequence[Point]) -> Matrix:
        if not points:
            return Matrix(np.zeros((0, 0), np.int32), np.zeros((0, 0), np.int32))
        snaps = snap(self.graph, points, self.profile)
        weights = _weights(streets(self.graph, self.profile), snaps)
        return matrix(*_unpacked(weights), islands(snaps))


def islands(snaps: Sequence[Snap]) -> Bools:
    return np.array([snap.is_island for snap in snaps], bool)


def matrix(seconds: Floats, metres: Floats, lost: Bools) -> Matrix:
    """Whole numbers; rounding seconds up keeps the triangle inequality."""
    unreachable = lost[:, None] | lost | ~np.isfinite(seconds)
    np.fill_diagonal(unreachable, val=False)
    both = [
        np.where(unreachable, NEVER, np.nan_to_num(values, posinf=NEVER)).astype(np.int32)
        for values in (np.ceil(np.round(seconds, 3)), np.rint(metres))
    ]
    for values in both:
        np.fill_diagonal(values, 0)
    return Matrix(*both)


def _unpacked(weights: Floats) -> tuple[Floats, Floats]:
    never = ~np.isfinite(weights)
    whole = np.floor(np.where(never, 0, weights) / DECIMETRES)
    metres = (np.where(never, 0, weights) - whole * DECIMETRES) / 10
    return np.where(never, np.inf, whole / 1000), np.where(never, np.inf, metres)


def _weights(on: Streets, snaps: Sequence[Snap]) -> Floats:
    """Of shape (points, points); a point on an island is left without arcs."""
    arcs, size = with_points(on, snaps)
    first = size - len(snaps)
    rows = np.arange(first, size)
    found = [
        dijkstra(arcs, indices=rows[at : at + AT_ONCE])[:, first:]
        for at in range(0, len(rows), AT_ONCE)
    ]
    return np.concatenate(found)


def with_points(on: Streets, snaps: Sequence[Snap]) -> tuple[csr_array, int]:
    """Arcs between crossings and points, where chains are cut at their points.

    The points are the last rows. Their number, and that of the crossings, is the size.
    """
    crossings, ends = np.unique(np.concatenate([on.start, on.end]), return_inverse=True)
    start, end = np.split(ends, 2)
    chains = np.arange(len(start))
    chain, metres, seconds, place = _on_chains(on, snaps, first=len(crossings))
    stops = np.concatenate([chains, chain, chains])
    at_metres = np.concatenate([np.zeros(len(start)), metres, on.metres])
    at_seconds = np.concatenate([np.zeros(len(start)), seconds, on.duration])
    nodes = np.concatenate([start, place, end])
    kind = np.repeat([0, 1, 2], [len(start), len(place), len(start)])
    order = np.lexsort([at_metres, kind, stops])
    left, right = order[:-1], order[1:]
    same = stops[left] == stops[right]
    left, right = left[same], right[same]
    milliseconds = np.maximum(np.rint(1000 * (at_seconds[right] - at_seconds[left])), 1)
    decimetres = np.rint(10 * (at_metres[right] - at_metres[left]))
    size = len(crossings) + len(snaps)
    weight = milliseconds * DECIMETRES + decimetres
    forth, back = on.forward[stops[left]], on.backward[stops[left]]
    return (
        _arcs(
            np.concatenate([nodes[left][forth], nodes[right][back]]),
            np.concatenate([nodes[right][forth], nodes[left][back]]),
            np.concatenate([weight[forth], weight[back]]),
            size,
        ),
        size,
    )


def _on_chains(
    on: Streets, snaps: Sequence[Snap], *, first: int
) -> tuple[Ints, Floats, Floats, Ints]:
    """Chain, metres and seconds from its start, and row, of the points on the main network."""
    segment = np.array([snap.segment for snap in snaps], int)
    fraction = np.array([snap.fraction for snap in snaps], float)
    row = np.flatnonzero(on.main[segment])
    segment, fraction = segment[row], fraction[row]
    share = np.where(on.turned[segment], 1 - fraction, fraction)
    metres = on.metres_before[segment] + share * on.graph.metres[segment]
    seconds = on.seconds_before[segment] + share * on.seconds[segment]
    return on.chain[segment], metres, seconds, row + first


def _arcs(rows: Ints, columns: Ints, weight: Floats, size: int) -> csr_array:
    """Of parallel arcs only the best, as a sparse matrix would add them up."""
    order = np.lexsort([weight, columns, rows])
    rows, columns, weight = rows[order], columns[order], weight[order]
    first = np.ones(len(rows), bool)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    return csr_array((weight[first], (rows[first], columns[first])), shape=(size, size))
