"""A sheet of paper in metres, on which streets and areas are drawn and which becomes an OSM file.

The sheet lies in the open North Sea, where no map has anything: nobody can take the invented town
for a real one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.writing import Node, Way

LON, LAT = 7.2, 54.35  # of the market place
DEGREE = 111_195.0  # metres of latitude

type Spot = tuple[float, float]  # metres east and north of the market place


def place(spot: Spot) -> Point:
    east, north = spot
    return Point(
        round(LON + east / (DEGREE * math.cos(math.radians(LAT))), 7),
        round(LAT + north / DEGREE, 7),
    )


@dataclass(slots=True)
class Sheet:
    nodes: list[Node] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)  # by id of the node

    def node(self, spot: Spot, tags: Mapping[str, str] | None = None) -> int:
        number = len(self.nodes) + 1
        self.nodes.append(Node(number, place(spot), tags or {}))
        self.spots[number] = spot
        return number

    def way(self, nodes: Sequence[int], tags: Mapping[str, str]) -> None:
        self.ways.append(Way(len(self.ways) + 1, tuple(nodes), tags))

    def street(self, nodes: Sequence[int], name: str, highway: str, **tags: str) -> None:
        named = {"name": name} if name else {}
        self.way(nodes, {"highway": highway, **named, **tags})

    def area(self, corners: Sequence[Spot], tags: Mapping[str, str]) -> None:
        ring = [self.node(corner) for corner in corners]
        self.way([*ring, ring[0]], tags)

    def nearest(self, spot: Spot, among: Sequence[int]) -> int:
        return min(among, key=lambda number: math.dist(spot, self.spots[number]))
