"""The way of a tour along the streets, for map, GPX and print."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse.csgraph import dijkstra

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.pieces import Pieces, pieces
from allmende.engines.tours.network.profiles import CAR, Profile
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.engines.tours.network.streets import Streets, streets


def route_line(graph: RoadGraph, points: Sequence[Point], *, profile: Profile = CAR) -> list[Point]:
    """Along the streets through the points in order, from where one parks first to the last.

    A straight line stands in for a leg without a way.
    """
    snaps = snap(graph, points, profile)
    on = streets(graph, profile)
    cut = pieces(on, snaps)
    line = [snap.point for snap in snaps[:1]]
    for leg in range(len(snaps) - 1):
        line += _leg(on, cut, snaps, leg)
    return line


def _leg(on: Streets, cut: Pieces, snaps: Sequence[Snap], leg: int) -> list[Point]:
    """From a point to the next one, without the place where it begins."""
    start, node = cut.first + leg, cut.first + leg + 1
    before = dijkstra(cut.arcs(), indices=start, return_predecessors=True)[1]
    steps: list[tuple[int, int]] = []
    while node != start and before[node] >= 0:
        steps.append((int(before[node]), node))
        node = int(before[node])
    if node != start:
        return [snaps[leg + 1].point]
    line: list[Point] = []
    for source, target in reversed(steps):
        line += _between(on, cut, source, target)
        is_crossing = target < cut.first
        line.append(
            _place(on, int(cut.crossings[target]))
            if is_crossing
            else snaps[target - cut.first].point
        )
    return line


def _between(on: Streets, cut: Pieces, source: int, target: int) -> list[Point]:
    """The bends of a chain from one end of a piece to the other."""
    low, high = np.searchsorted(cut.source, [source, source + 1])
    piece = low + int(np.searchsorted(cut.target[low:high], target))
    reach = sorted((cut.leaves[piece], cut.arrives[piece]))
    segments = np.flatnonzero(on.chain == cut.chain[piece])
    before = on.metres_before[segments]
    inside = (before > reach[0]) & (before < reach[1])
    segments = segments[inside][np.argsort(before[inside])]
    nodes = np.where(on.turned[segments], on.graph.target[segments], on.graph.source[segments])
    if cut.leaves[piece] > cut.arrives[piece]:
        nodes = nodes[::-1]
    return [_place(on, node) for node in nodes.tolist()]


def _place(on: Streets, node: int) -> Point:
    return Point(float(on.graph.lon[node]), float(on.graph.lat[node]))
