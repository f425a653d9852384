import json

from allmende.engines.tours.network.closures import Closure, without
from allmende.engines.tours.network.geojson import Box, roads
from tests.engines.tours.network.town import at, read_town, street


def names(found):
    return [feature["properties"]["name"] for feature in found["features"]]


def test_ways_have_name_class_and_a_simplified_line(town):
    found = json.loads(json.dumps(roads(town)))
    assert len(found["features"]) == 6
    main = found["features"][0]
    assert main["properties"] == {"id": 10, "name": "Hauptstraße", "class": "residential"}
    assert main["geometry"]["type"] == "LineString"
    ends = [[round(at(x, 0).lon, 6), round(at(x, 0).lat, 6)] for x in (0, 400)]
    assert main["geometry"]["coordinates"] == ends


def test_only_what_touches_the_box(town):
    low, high = at(950, -50), at(1050, 50)
    assert names(roads(town, Box(low.lon, low.lat, high.lon, high.lat))) == ["Insel"]


def test_where_there_are_too_many_the_important_ones_stay(tmp_path):
    ways = [
        street(1, 1, 2, name="Feldweg", highway="track"),
        street(2, 2, 3, name="Bundesstraße", highway="primary"),
        street(3, 3, 4, name="Landesstraße", highway="secondary"),
    ]
    graph = read_town(tmp_path, streets=ways)
    assert names(roads(graph, most=2)) == ["Bundesstraße", "Landesstraße"]


def test_a_way_cut_by_a_closure_has_two_lines(tmp_path):
    graph = read_town(tmp_path, streets=[street(1, 1, 2, 3, 4)])
    cut = without(graph, [Closure(line=(at(300, -50), at(300, 50)))])
    (feature,) = roads(cut)["features"]
    assert feature["geometry"]["type"] == "MultiLineString"
    assert len(feature["geometry"]["coordinates"]) == 2
