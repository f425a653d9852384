"""An OSM extract -> the streets that vehicles of the town may use."""

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium

from allmende.engines.tours.network import extract, profiles
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.graph import RoadGraph, haversine

PROFILES = profiles.PROFILES
POLICY = Path(profiles.__file__).read_bytes()  # whatever changes there makes tables stale


def read_network(path: Path, *, largest: int = extract.LARGEST) -> RoadGraph:
    """Raises ``BadNetwork``; ``largest`` is the limit in bytes."""
    extract.check(path, largest=largest)
    with extract.reading(path):
        ways = _ways(path)
        barriers = _barriers(path)
    if not ways.id:
        raise BadNetwork(
            f"In der Kartendatei „{path.name}“ sind keine Straßen. Wählen Sie einen Ausschnitt "
            "mit allen Objekten, nicht nur mit Grenzen, Gebäuden oder Relationen."
        )
    graph = _graph(ways, barriers, fingerprint(path))
    if not len(graph.source):
        raise BadNetwork(
            f"In der Kartendatei „{path.name}“ fehlen die Punkte der Straßen. "
            "Laden Sie einen vollständigen Ausschnitt (mit „complete ways“)."
        )
    return graph


def fingerprint(path: Path) -> str:
    """Of the file and of the policy of access and speeds."""
    with path.open("rb") as file:
        digest = sha256(POLICY)
        while chunk := file.read(2**20):
            digest.update(chunk)
    return digest.hexdigest()


@dataclass(slots=True)
class _Ways:
    id: list[int] = field(default_factory=list)
    nodes: list[list[int]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=lambda: {"": 0})
    name: list[int] = field(default_factory=list)
    highway: list[int] = field(default_factory=list)
    directions: list[tuple[bool, bool]] = field(default_factory=list)
    kmh: list[list[float]] = field(default_factory=list)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)  # by node


def _ways(path: Path) -> _Ways:
    found = _Ways()
    for way in extract.objects(path, osmium.osm.Way, "highway"):
        tags = dict(way.tags)
        kmh = [profiles.speed(tags, profile) for profile in PROFILES]
        if not any(kmh):
            continue
        found.id.append(way.id)
        inside = [node for node in way.nodes if node.location.valid()]  # an extract may cut a way
        found.nodes.append([node.ref for node in inside])
        found.places.update((node.ref, (node.lon, node.lat)) for node in inside)
        name = tags.get("name", "") or tags.get("ref", "")
        found.name.append(found.names.setdefault(name, len(found.names)))
        found.highway.append(profiles.CLASSES.index(tags["highway"]))
        found.directions.append(profiles.directions(tags))
        found.kmh.append(kmh)
    return found


def _barriers(path: Path) -> set[int]:
    nodes = extract.objects(path, osmium.osm.Node, "barrier")
    return {node.id for node in nodes if profiles.is_barrier(dict(node.tags))}


def _graph(ways: _Ways, barriers: set[int], digest: str) -> RoadGraph:
    rows: dict[int, int] = {}
    places: list[tuple[float, float]] = []
    segments: list[tuple[int, int, int]] = []

    def row(node: int) -> int:
        if node in barriers or node not in rows:
            rows[node] = len(places)
            places.append(ways.places[node])
        return rows[node]

    for number, refs in enumerate(ways.nodes):
        segments += [
            (row(one), row(other), number) for one, other in pairwise(refs) if one != other
        ]
    return _arrays(ways, places, segments, digest)


def _arrays(
    ways: _Ways,
    places: list[tuple[float, float]],
    segments: list[tuple[int, int, int]],
    digest: str,
) -> RoadGraph:
    lon, lat = np.array(places, float).reshape(-1, 2).T.copy()
    source, target, way = np.array(segments, np.int64).reshape(-1, 3).T.copy()
    directions = np.array(ways.directions, bool).reshape(-1, 2)
    return RoadGraph(
        fingerprint=digest,
        lon=lon,
        lat=lat,
        source=source,
        target=target,
        metres=haversine(lon[source], lat[source], lon[target], lat[target]),
        way=way,
        way_id=np.array(ways.id, np.int64),
        name=np.array(ways.name, np.int64),
        highway=np.array(ways.highway, np.int64),
        forward=directions[:, 0],
        backward=directions[:, 1],
        kmh=np.array(ways.kmh, float).reshape(-1, len(PROFILES)).T.copy(),
        names=tuple(ways.names),
    )
