"""Closed streets, taken out of the network; from when to when is up to the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.graph import Bools, RoadGraph, degrees, plane

BESIDE = 8.0  # metres; a line drawn by hand closes the street that it runs along


@dataclass(frozen=True, slots=True)
class Closure:
    """Closes all that it names: ways, a street by its whole name, what a line runs along or
    else crosses, what an area touches (``line`` closed: its first point is its last).
    """

    ways: frozenset[int] = frozenset()
    street: str = ""
    line: tuple[Point, ...] = ()


def without(graph: RoadGraph, closures: Sequence[Closure]) -> RoadGraph:
    """The same graph where nothing is closed."""
    closed = np.zeros(len(graph.source), bool)
    for closure in closures:
        closed |= segments(graph, closure)
    return graph.without(closed)


def segments(graph: RoadGraph, closure: Closure) -> Bools:
    """Those that are closed, shape (segments,); without any the closure fits no street."""
    closed = np.isin(graph.way_id, list(closure.ways))[graph.way]
    if closure.street:
        wanted = closure.street.strip().casefold()
        named = np.array([name.casefold() == wanted for name in graph.names])
        closed |= named[graph.name[graph.way]]
    if closure.line:
        closed |= _along(graph, closure.line)
    return closed


def _along(graph: RoadGraph, line: tuple[Point, ...]) -> Bools:
    """What half of the line or of the segment is beside; if there is none, what it crosses.

    So a line along a street does not close the streets that branch off.
    """
    ground = plane(graph)
    drawn = ground.flat(*degrees(line))
    ends = ground.flat(graph.lon, graph.lat)
    lines = shapely.linestrings(np.stack([ends[graph.source], ends[graph.target]], axis=1))
    if len(line) > 3 and line[0] == line[-1]:
        area = shapely.polygons(drawn)
        inside: Bools = shapely.intersects(lines, area)
        return inside
    if len(line) == 1:
        near: Bools = shapely.dwithin(lines, shapely.points(drawn[0]), BESIDE)
        return near
    drawn_line = shapely.linestrings(drawn)
    strip = shapely.buffer(drawn_line, BESIDE)
    shared = shapely.length(shapely.intersection(lines, strip))
    along = shared >= np.minimum(shapely.length(lines), shapely.length(drawn_line)) / 2
    closed: Bools = along if along.any() else shapely.crosses(lines, drawn_line)
    return closed
