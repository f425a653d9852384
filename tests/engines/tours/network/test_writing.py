import osmium
import pytest

from allmende.engines.tours.network.osm import read_network
from tests.engines.tours.network.town import PLACES, STREETS, at, write_town


@pytest.mark.parametrize("ending", [".osm.pbf", ".osm", ".osm.bz2"])
def test_what_is_written_is_read_again(tmp_path, ending):
    path = write_town(tmp_path / f"town{ending}")
    nodes = [item for item in osmium.FileProcessor(path) if item.is_node()]
    assert len(nodes) == len(PLACES)
    graph = read_network(path)
    assert graph.way_id.tolist() == [way.id for way in STREETS]
    assert graph.lon[0] == pytest.approx(at(0, 0).lon, abs=1e-6)


def test_an_older_file_is_overwritten(tmp_path):
    path = write_town(tmp_path / "town.osm.pbf")
    write_town(path, streets=STREETS[:1])
    assert read_network(path).way_id.tolist() == [10]
