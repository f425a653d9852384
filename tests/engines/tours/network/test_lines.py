import pytest

from allmende.engines.tours.network.graph import degrees, haversine
from allmende.engines.tours.network.lines import route_line
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR
from tests.engines.tours.network.town import at


def length(line):
    lon, lat = degrees(line)
    return float(haversine(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())


def near(point, east, north):
    return length([point, at(east, north)]) < 1


def test_follows_the_streets_round_the_corners(town):
    line = route_line(town, [at(50, 5), at(200, 100), at(100, 205)])
    corners = [(50, 0), (200, 0), (200, 100), (200, 200), (100, 200)]
    assert all(near(point, *corner) for point, corner in zip(line, corners, strict=True))


def test_keeps_to_the_direction_of_a_oneway_street(town):
    line = route_line(town, [at(210, 200), at(390, 200)])
    assert length(line) == pytest.approx(10 + 200 + 200 + 200 + 10, abs=2)


def test_is_as_long_as_the_table_says(town):
    places = [at(20, 0), at(390, 190), at(10, 150), at(180, 10), at(20, 0)]
    metres = GraphMatrix(town, CAR).table(places).metres
    expected = sum(int(metres[leg, leg + 1]) for leg in range(len(places) - 1))
    assert length(route_line(town, places)) == pytest.approx(expected, abs=3)


def test_a_leg_without_a_way_is_straight(town):
    first, last = route_line(town, [at(0, 0), at(1100, 0)])
    assert near(first, 0, 0)
    assert near(last, 1100, 0)


@pytest.mark.parametrize(("places", "count"), [([], 0), ([at(0, 0)], 1)])
def test_without_a_leg_there_is_no_line(town, places, count):
    assert len(route_line(town, places)) == count
