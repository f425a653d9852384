"""The invented town: always the same, whole, with a bridge that is too weak for a lorry."""

from collections import Counter

import pytest

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.objects import Kind, find_objects
from allmende.engines.tours.network.osm import read_network
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR, TRUCK
from allmende.engines.tours.network.streets import streets
from allmende.engines.tours.network.writing import write_network
from allmende.portal.demo.tours import content, green
from allmende.portal.demo.tours import streets as town_streets
from allmende.portal.demo.tours.drawing import place
from allmende.portal.demo.tours.inventory import SEED

# Sea between Helgoland and the Ostfriesische Inseln: west, south, east, north
OPEN_SEA = (7.13, 54.32, 7.27, 54.38)


def drawn(seed: int = SEED) -> town_streets.Town:
    town = town_streets.draw(seed)
    green.draw(town, seed)
    return town


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    path = tmp_path_factory.mktemp("town") / "town.osm.pbf"
    town = drawn()
    write_network(path, town.sheet.nodes, town.sheet.ways)
    return path


@pytest.fixture(scope="module")
def graph(extract):
    return read_network(extract)


def test_the_same_seed_draws_the_same_town():
    assert drawn().sheet == drawn().sheet
    assert drawn(1).sheet != drawn().sheet


def test_it_lies_in_the_open_sea():
    west, south, east, north = OPEN_SEA
    outside = [
        node.point
        for node in drawn().sheet.nodes
        if not (west < node.point.lon < east and south < node.point.lat < north)
    ]

    assert outside == []


def test_a_transporter_gets_everywhere(graph):
    found = streets(graph, CAR)

    assert found.main.all()
    assert len({*found.start.tolist(), *found.end.tolist()}) > 200  # junctions


def test_a_lorry_drives_round_by_the_new_bridge(graph):
    points = [place((-40.0, -600.0)), place((-40.0, -780.0))]
    car, lorry = (GraphMatrix(graph, one).table(points).metres[0, 1] for one in (CAR, TRUCK))

    assert car < 400
    assert lorry > 1500


def test_the_map_knows_what_is_green(extract):
    found = find_objects(extract)

    assert Counter(one.kind for one in found) == {
        Kind.PLAYGROUND: 20,
        Kind.PARK: 11,
        Kind.GRASS: 14,
        Kind.TREE: 60,
    }
    assert all(one.name for one in found if one.kind != Kind.TREE)
    assert all(one.tags["species:de"] for one in found if one.kind == Kind.TREE)


def test_streets_of_the_content_exist(graph):
    assert content.read()["closure"]["street"] in graph.names


def test_spots_count_in_metres():
    assert place((0.0, 0.0)) == Point(7.2, 54.35)
    assert place((0.0, 111_195.0)).lat == pytest.approx(55.35)
