import numpy as np
import pytest

from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.osm import fingerprint, read_network
from allmende.engines.tours.network.profiles import CAR
from allmende.engines.tours.network.streets import streets
from tests.engines.tours.network.town import PLACES, read_town, street, write_town


def test_segments_have_length_street_and_direction(town):
    assert town.metres.tolist() == pytest.approx([200] * 8, rel=1e-3)
    assert [town.names[name] for name in town.name] == [
        "Hauptstraße",
        "Ostring",
        "Gasse",
        "Westring",
        "Querweg",
        "Insel",
    ]
    assert town.backward.tolist() == [True, True, False, True, True, True]


def test_only_the_largest_connected_part_is_the_main_network(town):
    main = streets(town, CAR).main
    assert set(town.way_id[town.way[~main]]) == {15}


def test_nobody_drives_through_a_bollard(tmp_path):
    ways = [street(1, 1, 2), street(2, 2, 3, 4)]
    graph = read_town(tmp_path, streets=ways, node_tags={2: {"barrier": "bollard"}})
    assert streets(graph, CAR).main.tolist() == [False, True, True]


def test_a_way_is_cut_where_the_extract_lacks_a_node(tmp_path):
    places = {key: place for key, place in PLACES.items() if key != 3}
    graph = read_town(tmp_path, streets=[street(1, 1, 2, 3)], places=places)
    assert graph.metres.tolist() == pytest.approx([200], rel=1e-3)


def test_fingerprint_follows_the_content_not_the_name(tmp_path):
    one, same = (write_town(tmp_path / f"{name}.osm.pbf") for name in "ab")
    other = write_town(tmp_path / "c.osm.pbf", streets=[street(1, 1, 2)])
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)


def _bytes(name, content):
    def make(folder):
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _half(folder):
    path = write_town(folder / "halb.osm.pbf")
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _without_streets(folder):
    return write_town(folder / "leer.osm.pbf", streets=[street(1, 1, 2, highway="steps")])


def _without_nodes(folder):
    return write_town(folder / "lose.osm.pbf", streets=[street(1, 1, 2)], places={})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder / "weg.osm.pbf", "nicht mehr da"),
        (_bytes("null.osm.pbf", b""), "0 Byte"),
        (_bytes("plan.pdf", b"%PDF"), "Endung .osm.pbf"),
        (_bytes("rauschen.osm.pbf", bytes(range(256)) * 20), "beschädigt"),
        (_bytes("offen.osm", b'<osm version="0.6"><node id="1"'), "beschädigt"),
        (_bytes("kein.osm", b'<osm version="0.6"></osm>'), "keine Straßen"),
        (_half, "beschädigt"),
        (_without_streets, "keine Straßen"),
        (_without_nodes, "fehlen die Punkte"),
    ],
)
def test_a_bad_file_is_explained(tmp_path, make, sentence):
    path = make(tmp_path)
    with pytest.raises(BadNetwork) as problem:
        read_network(path)
    assert sentence in problem.value.message
    assert path.name in problem.value.message


def test_a_file_above_the_limit_is_not_read(tmp_path):
    path = write_town(tmp_path / "gross.osm.pbf")
    with pytest.raises(BadNetwork, match="zu groß"):
        read_network(path, largest=10)


@pytest.mark.data
def test_herrenberg(data):
    graph = read_network(data / "osm" / "herrenberg-and-around.osm.pbf")
    main = streets(graph, CAR).main
    assert 1500 < graph.metres[main].sum() / 1000 < 2200
    assert np.mean(main) > 0.95
