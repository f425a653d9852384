"""The way of a tour along the streets, for map, GPX and print."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse.csgraph import dijkstra

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.pieces import pieces
from allmende.engines.tours.network.profiles import CAR, Profile
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.engines.tours.network.streets import Streets, streets


def route_line(graph: RoadGraph, points: Sequence[Point], *, profile: Profile = CAR) -> list[Point]:
    """Along the streets through the points in order, from where one parks first to the last.

    A straight line stands in for a leg without a way.
    """
    snaps = snap(graph, points, profile)
    line = [snap.point for snap in snaps[:1]]
    if len(snaps) > 1:
        way = _Way(streets(graph, profile), snaps)
        for leg in range(len(snaps) - 1):
            line += way.leg(leg)
    return line


class _Way:
    """Finds the pieces between two points and the bends within each."""

    def __init__(self, on: Streets, snaps: Sequence[Snap]) -> None:
        self.on, self.snaps = on, snaps
        self.cut = pieces(on, snaps)
        self.arcs = self.cut.arcs()
        self.segments = np.lexsort([on.metres_before, on.chain])
        self.chain = on.chain[self.segments]

    def leg(self, number: int) -> list[Point]:
        """From a point to the next one, without the place where it begins."""
        start = self.cut.first + number
        node = start + 1
        before = dijkstra(self.arcs, indices=start, return_predecessors=True)[1].tolist()
        steps: list[tuple[int, int]] = []
        while node != start and before[node] >= 0:
            steps.append((before[node], node))
            node = before[node]
        if node != start:
            return [self.snaps[number + 1].point]
        return [point for step in reversed(steps) for point in self._piece(*step)]

    def _piece(self, source: int, target: int) -> list[Point]:
        cut = self.cut
        low, high = np.searchsorted(cut.source, [source, source + 1])
        piece = int(low + np.searchsorted(cut.target[low:high], target))
        bends = self._bends(int(cut.chain[piece]), cut.leaves[piece], cut.arrives[piece])
        if target < cut.first:
            return [self._place(node) for node in [*bends, int(cut.crossings[target])]]
        return [*map(self._place, bends), self.snaps[target - cut.first].point]

    def _bends(self, chain: int, leaves: float, arrives: float) -> list[int]:
        """Nodes within a chain between two distances from its start."""
        on = self.on
        low, high = np.searchsorted(self.chain, [chain, chain + 1])
        segments = self.segments[low:high]
        at = on.metres_before[segments]
        segments = segments[(at > min(leaves, arrives)) & (at < max(leaves, arrives))]
        against = on.turned[segments]
        nodes = np.where(against, on.graph.target[segments], on.graph.source[segments])
        bends: list[int] = (nodes if leaves < arrives else nodes[::-1]).tolist()
        return bends

    def _place(self, node: int) -> Point:
        return Point(float(self.on.graph.lon[node]), float(self.on.graph.lat[node]))
