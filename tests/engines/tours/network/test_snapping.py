import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.engines.tours.network.graph import degrees, plane
from allmende.engines.tours.network.profiles import CAR, TRUCK
from allmende.engines.tours.network.snapping import snap
from tests.engines.tours.network.town import at, read_town, street


def test_the_nearest_street_with_its_name_and_distance(town):
    (found,) = snap(town, [at(50, 20)])
    assert found.street == "Hauptstraße"
    assert found.metres == pytest.approx(20, abs=0.1)
    assert found.fraction == pytest.approx(0.25, abs=0.01)
    assert found.point.lon == pytest.approx(at(50, 0).lon, abs=1e-6)
    assert not found.is_island
    assert found.is_reachable


def test_a_point_on_an_island_is_told(town):
    (found,) = snap(town, [at(1100, 5)])
    assert found.street == "Insel"
    assert found.is_island


def test_a_stub_without_connection_is_passed_over_where_the_network_is_near(tmp_path):
    places = {1: (0, 0), 2: (400, 0), 7: (0, 40), 8: (60, 40)}
    ways = [street(1, 1, 2, name="Allee"), street(2, 7, 8, name="Stummel")]
    (found,) = snap(read_town(tmp_path, streets=ways, places=places), [at(30, 45)])
    assert (found.street, found.is_island) == ("Allee", False)


def test_far_away_gives_the_distance(town):
    (found,) = snap(town, [at(0, -5000)])
    assert found.metres == pytest.approx(5000, rel=0.01)
    assert not found.is_reachable


def test_each_vehicle_has_its_own_streets(tmp_path):
    places = {1: (0, 0), 2: (400, 0), 3: (400, 300), 4: (0, 20)}
    ways = [street(1, 1, 2, 3, name="Allee"), street(2, 1, 4, name="Brücke", maxweight="3.5")]
    graph = read_town(tmp_path, streets=ways, places=places)
    point = [at(-5, 20)]
    assert [snap(graph, point, vehicle)[0].street for vehicle in (CAR, TRUCK)] == [
        "Brücke",
        "Allee",
    ]


def test_no_points_no_snaps(town):
    assert snap(town, []) == []


def test_a_vehicle_without_any_street_is_refused(tmp_path):
    graph = read_town(tmp_path, streets=[street(1, 1, 2, hgv="no")])
    with pytest.raises(ValueError, match="no street"):
        snap(graph, [at(0, 0)], TRUCK)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(-300, 600), st.floats(-300, 500)), min_size=1, max_size=20))
def test_no_street_of_the_network_is_nearer(town, places):
    points = [at(*place) for place in places]
    ground = plane(town)
    ends = ground.flat(town.lon, town.lat)
    main = town.way != 5
    lines = shapely.linestrings(
        np.stack([ends[town.source[main]], ends[town.target[main]]], axis=1)
    )
    where = shapely.points(ground.flat(*degrees(points)))
    nearest = shapely.distance(where[:, None], lines[None, :]).min(axis=1)
    assert [found.metres for found in snap(town, points)] == pytest.approx(nearest, abs=1e-6)
