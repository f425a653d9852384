"""Travel times on the own graph, by scipy: needs nothing but the extract."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra

from allmende.engines.tours.model import NEVER, Matrix, Point
from allmende.engines.tours.network.graph import Bools, Floats, RoadGraph
from allmende.engines.tours.network.pieces import DECIMETRES, pieces
from allmende.engines.tours.network.profiles import Profile
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.engines.tours.network.streets import Streets, streets

AT_ONCE = 128  # sources; bounds the memory


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
        return matrix(*_unpacked(weights), out_of_reach(snaps))


def out_of_reach(snaps: Sequence[Snap]) -> Bools:
    return np.array([not snap.is_reachable for snap in snaps], bool)


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
    cut = pieces(on, snaps)
    arcs = cut.arcs()
    rows = np.arange(cut.first, cut.size)
    found = [
        dijkstra(arcs, indices=rows[at : at + AT_ONCE])[:, cut.first :]
        for at in range(0, len(rows), AT_ONCE)
    ]
    return np.concatenate(found)
