import logging

import pytest

from allmende.engines.tours.network import providers
from allmende.engines.tours.network.closures import Closure
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.osrm import OsrmUnavailable
from allmende.engines.tours.network.profiles import TRUCK
from allmende.engines.tours.network.providers import network, travel_matrix
from tests.engines.tours.network.town import at, street, write_town

PLACES = [at(0, 0), at(400, 0)]
CLOSED = [Closure(street="Hauptstraße")]


@pytest.fixture
def extract(tmp_path):
    return write_town(tmp_path / "town.osm.pbf")


def test_osrm_comes_first(extract, tmp_path):
    there = travel_matrix(extract, cache=tmp_path / "cache")
    assert there.name == "osrm"
    assert there.table(PLACES).metres[0, 1] == pytest.approx(400, abs=2)


def test_without_a_cache_the_own_graph(extract):
    assert travel_matrix(extract).name == "graph"


def test_where_osrm_fails_the_own_graph_and_a_line_in_the_log(
    extract, tmp_path, monkeypatch, caplog
):
    def fail(*_, **__):
        raise OsrmUnavailable("no lua")

    monkeypatch.setattr(providers, "prepared", fail)
    with caplog.at_level(logging.WARNING):
        there = travel_matrix(extract, cache=tmp_path / "cache")
    assert there.name == "graph"
    assert "no lua" in caplog.text


def test_without_an_extract_the_air_line():
    assert travel_matrix(None).name == "airline"


def test_where_no_street_is_open_to_the_vehicle_the_air_line(tmp_path):
    path = write_town(tmp_path / "eng.osm.pbf", streets=[street(1, 1, 2, hgv="no")])
    assert travel_matrix(path).name == "graph"
    assert travel_matrix(path, profile=TRUCK).name == "airline"


def test_a_closed_street_is_known_at_once_without_preparation(extract, tmp_path):
    open_, closed = (
        travel_matrix(extract, closures=closures, cache=tmp_path / "cache")
        for closures in ((), CLOSED)
    )
    assert (open_.name, closed.name) == ("osrm", "graph")
    assert open_.table(PLACES).metres[0, 1] == pytest.approx(400, abs=2)
    assert closed.table(PLACES).metres[0, 1] != open_.table(PLACES).metres[0, 1]


def test_a_changed_file_is_read_anew(extract):
    before = network(extract)
    assert network(extract) is before
    write_town(extract, streets=[street(1, 1, 2)])
    assert len(network(extract).way_id) == 1


def test_the_network_is_asked_for_with_its_closures(extract):
    closed = network(extract, closures=CLOSED)
    assert 10 not in set(closed.way_id[closed.way])
    assert network(extract, closures=list(CLOSED)) is closed
    assert closed.fingerprint == travel_matrix(extract, closures=CLOSED).fingerprint.split()[-1]


def test_a_missing_file_is_explained(tmp_path):
    with pytest.raises(BadNetwork, match="nicht mehr da"):
        travel_matrix(tmp_path / "weg.osm.pbf")
