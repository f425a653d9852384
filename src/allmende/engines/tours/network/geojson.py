"""Streets as GeoJSON, where the map has no tiles."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from allmende.engines.tours.network.graph import Bools, Floats, Ints, RoadGraph
from allmende.engines.tours.network.profiles import CLASSES

COARSE = 3e-5  # degrees, two to three metres
MOST = 20_000  # ways on one map


@dataclass(frozen=True, slots=True)
class Box:
    west: float
    south: float
    east: float
    north: float


def roads(graph: RoadGraph, box: Box | None = None, *, most: int = MOST) -> dict[str, Any]:
    """A FeatureCollection of simplified ways with ``name`` and ``class``.

    Where a box holds more than ``most`` ways, the more important classes are kept.
    """
    ways = np.unique(graph.way[_within(graph, box)])
    kept = set(ways[np.argsort(graph.highway[ways], kind="stable")][:most].tolist())
    order = np.argsort(graph.way, kind="stable")
    starts = np.searchsorted(graph.way[order], ways)
    ends = np.searchsorted(graph.way[order], ways, side="right")
    features = [
        _feature(graph, int(way), order[start:end])
        for way, start, end in zip(ways, starts, ends, strict=True)
        if int(way) in kept
    ]
    return {"type": "FeatureCollection", "features": features}


def _within(graph: RoadGraph, box: Box | None) -> Bools:
    """Segments with an end in the box."""
    if box is None:
        return np.ones(len(graph.source), bool)
    inside: Bools = (
        (graph.lon >= box.west)
        & (graph.lon <= box.east)
        & (graph.lat >= box.south)
        & (graph.lat <= box.north)
    )
    touching: Bools = inside[graph.source] | inside[graph.target]
    return touching


def _feature(graph: RoadGraph, way: int, segments: Ints) -> dict[str, Any]:
    """A way that a closure has cut has several lines."""
    lon, lat = graph.lon, graph.lat
    pieces = np.split(
        segments,
        np.flatnonzero(graph.target[segments[:-1]] != graph.source[segments[1:]]) + 1,
    )
    lines = [
        _simple(np.column_stack([lon[nodes], lat[nodes]]))
        for nodes in (np.append(graph.source[piece], graph.target[piece[-1]]) for piece in pieces)
    ]
    geometry: dict[str, Any] = (
        {"type": "LineString", "coordinates": lines[0]}
        if len(lines) == 1
        else {"type": "MultiLineString", "coordinates": lines}
    )
    properties = {
        "id": int(graph.way_id[way]),
        "name": graph.names[graph.name[way]],
        "class": CLASSES[graph.highway[way]],
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _simple(line: Floats) -> list[list[float]]:
    coarse = shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), COARSE))
    rounded: list[list[float]] = np.round(coarse, 6).tolist()
    return rounded
