import sys

import numpy as np
import pytest

from allmende.engines.tours.model import NEVER, Point
from allmende.engines.tours.network import osrm
from allmende.engines.tours.network.osm import read_network
from allmende.engines.tours.network.osrm import OsrmUnavailable, prepared
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR
from tests.engines.tours.network.town import at, read_town, street

PLACES = [at(0, 0), at(400, 200), at(350, 200), at(250, 200), at(1100, 0), at(20, 5), at(180, -5)]
PLACES.append(at(0, -5000))  # far from every street


def test_says_the_same_as_the_own_graph(town, tmp_path):
    there = prepared(town, CAR, cache=tmp_path).table(PLACES)
    own = GraphMatrix(town, CAR).table(PLACES)
    assert np.abs(there.seconds - own.seconds).max() <= 2
    assert np.abs(there.metres - own.metres).max() <= 2
    assert there.seconds[0, 4] == there.seconds[0, 7] == NEVER
    assert there.seconds.diagonal().tolist() == [0] * len(PLACES)


def test_a_single_place_within_reach_is_enough(town, tmp_path):
    there = prepared(town, CAR, cache=tmp_path).table([at(0, 0), at(0, -5000)])
    assert there.seconds.tolist() == [[0, NEVER], [NEVER, 0]]


def test_barriers_and_signs_hold_for_osrm_too(tmp_path):
    ways = [street(1, 1, 2, 5, 6, 1), street(2, 1, 5, access="no")]
    graph = read_town(tmp_path, streets=ways, node_tags={2: {"barrier": "bollard"}})
    there = prepared(graph, CAR, cache=tmp_path).table([at(0, 0), at(200, 200)])
    assert there.metres[0, 1] == pytest.approx(400, abs=2)


def test_what_is_prepared_is_used_again(town, tmp_path, monkeypatch):
    first = prepared(town, CAR, cache=tmp_path)
    monkeypatch.setattr(osrm, "_prepare", lambda *_: pytest.fail("prepared again"))
    assert prepared(town, CAR, cache=tmp_path).folder == first.folder


def test_a_damaged_preparation_is_made_anew(town, tmp_path):
    folder = prepared(town, CAR, cache=tmp_path).folder
    for path in folder.iterdir():
        path.write_bytes(b"")
    there = prepared(town, CAR, cache=tmp_path).table(PLACES[:2])
    assert there.metres[0, 1] == pytest.approx(600, abs=2)


def test_a_failing_preparation_leaves_nothing_behind(town, tmp_path, monkeypatch):
    monkeypatch.setattr(osrm, "write_network", lambda path, *_: path.write_bytes(b"broken"))
    with pytest.raises(OsrmUnavailable, match="extract"):
        prepared(town, CAR, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_the_package(town, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "osrm", None)
    with pytest.raises(OsrmUnavailable):
        prepared(town, CAR, cache=tmp_path)


@pytest.mark.data
def test_agrees_with_the_own_graph_in_vaihingen(data, tmp_path):
    graph = read_network(data / "osm" / "vaihingen-nord.osm.pbf")
    nodes = np.random.default_rng(5).integers(0, len(graph.lon), 60)
    points = [Point(float(graph.lon[node]), float(graph.lat[node])) for node in nodes]
    there = prepared(graph, CAR, cache=tmp_path).table(points)
    own = GraphMatrix(graph, CAR).table(points)
    assert ((there.seconds == NEVER) == (own.seconds == NEVER)).all()
    far = (own.seconds > 30) & (own.seconds < NEVER)
    assert np.median(there.seconds[far] / own.seconds[far]) == pytest.approx(1, abs=0.02)
