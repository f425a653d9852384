from collections import Counter

import pytest

from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.objects import Kind, find_objects
from allmende.engines.tours.network.writing import Way
from tests.engines.tours.network.town import at, street, write_town

SQUARE = (1, 3, 4, 6, 1)


@pytest.fixture
def extract(tmp_path):
    areas = [
        Way(50, SQUARE, {"leisure": "park", "name": "Stadtpark"}),
        Way(51, (1, 2, 5, 6, 1), {"leisure": "playground"}),
        Way(52, (1, 2, 5), {"landuse": "grass"}),
        street(53, 1, 2),
    ]
    tree = {20: {"natural": "tree", "species": "Tilia cordata", "note": "schief"}}
    return write_town(tmp_path / "town.osm.pbf", streets=areas, node_tags=tree)


def test_areas_and_trees_with_what_is_known_of_them(extract):
    found = {item.osm: item for item in find_objects(extract)}
    assert set(found) == {"node/20", "way/50", "way/51"}
    park, tree = found["way/50"], found["node/20"]
    assert (park.kind, park.name) == (Kind.PARK, "Stadtpark")
    assert park.square_metres == pytest.approx(400 * 200, rel=1e-3)
    assert park.point.lon == pytest.approx(at(200, 100).lon, abs=1e-6)
    assert (tree.kind, tree.square_metres) == (Kind.TREE, 0)
    assert tree.tags == {"species": "Tilia cordata"}


def test_only_the_kinds_that_are_wanted(extract):
    assert [item.kind for item in find_objects(extract, [Kind.PLAYGROUND])] == [Kind.PLAYGROUND]
    assert find_objects(extract, []) == []


def test_a_damaged_file_is_explained(extract):
    extract.write_bytes(extract.read_bytes()[:-30])
    with pytest.raises(BadNetwork, match="beschädigt"):
        find_objects(extract)


@pytest.mark.data
def test_the_inventory_of_herrenberg(data):
    found = find_objects(data / "osm" / "herrenberg-and-around.osm.pbf")
    kinds = Counter(item.kind for item in found)
    assert (kinds[Kind.PARK], kinds[Kind.TREE]) == (31, 747)
    assert sum(item.kind is Kind.PLAYGROUND and item.square_metres > 0 for item in found) == 91
