"""An invented network as an OSM file, for the demo town and for tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import osmium
import osmium.osm.mutable as osm

from allmende.engines.tours.model import Point


@dataclass(frozen=True, slots=True)
class Node:
    id: int
    point: Point
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """``nodes`` are ids in the order of travel; a closed way ends with its first node."""

    id: int
    nodes: tuple[int, ...]
    tags: Mapping[str, str] = field(default_factory=dict)


def write_network(path: Path, nodes: Iterable[Node], ways: Iterable[Way]) -> None:
    """The ending of ``path`` decides on the format (.osm.pbf, .osm, .osm.bz2); overwrites it.

    Nodes and ways are written in the order of their ids, as readers expect.
    """
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for node in sorted(nodes, key=lambda node: node.id):
            location = (node.point.lon, node.point.lat)
            writer.add_node(osm.Node(id=node.id, location=location, tags=dict(node.tags)))
        for way in sorted(ways, key=lambda way: way.id):
            writer.add_way(osm.Way(id=way.id, nodes=list(way.nodes), tags=dict(way.tags)))
