"""An invented town of a few streets.

6 ──── 5 <─── 4        20 ── 21  Insel
│      │      │
1 ──── 2 ──── 3
"""

import math

import pytest

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.graph import EARTH
from allmende.engines.tours.network.osm import read_network
from allmende.engines.tours.network.writing import Node, Way, write_network

LON, LAT = 9.0, 48.6
SPEED = 25 / 3.6  # metres a second in a residential street


def at(east: float, north: float) -> Point:
    """Metres from the corner of the town."""
    degree = math.radians(1) * EARTH
    return Point(LON + east / degree / math.cos(math.radians(LAT)), LAT + north / degree)


PLACES = {
    1: (0, 0),
    2: (200, 0),
    3: (400, 0),
    4: (400, 200),
    5: (200, 200),
    6: (0, 200),
    20: (1000, 0),
    21: (1200, 0),
}


def street(number: int, *nodes: int, name: str = "", highway: str = "residential", **tags) -> Way:
    named = {"name": name} if name else {}
    return Way(number, nodes, {"highway": highway, **named, **tags})


STREETS = (
    street(10, 1, 2, 3, name="Hauptstraße"),
    street(11, 3, 4, name="Ostring"),
    street(12, 4, 5, name="Gasse", oneway="yes"),
    street(13, 5, 6, 1, name="Westring"),
    street(14, 2, 5, name="Querweg"),
    street(15, 20, 21, name="Insel"),
)


def write_town(path, *, streets=STREETS, places=PLACES, node_tags=None):
    tags = node_tags or {}
    nodes = [Node(key, at(*place), tags.get(key, {})) for key, place in places.items()]
    write_network(path, nodes, streets)
    return path


def read_town(folder, **what):
    return read_network(write_town(folder / "town.osm.pbf", **what))


def seconds(metres: float) -> object:
    """Rounded up, and a second of play for the curve of the earth."""
    return pytest.approx(math.ceil(metres / SPEED), abs=1)
