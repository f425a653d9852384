import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from allmende.engines.tours.model import NEVER, Point
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR, TRUCK
from allmende.engines.tours.network.streets import streets
from tests.engines.tours.network.town import at, read_town, seconds, street

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def table(graph, *places, profile=CAR):
    return GraphMatrix(graph, profile).table([at(*place) for place in places])


def test_times_and_metres_along_the_streets(town):
    there = table(town, (0, 0), (400, 0))
    assert there.seconds[0, 1] == seconds(400)
    assert there.metres[0, 1] == pytest.approx(400, abs=1)
    assert there.seconds.dtype == there.metres.dtype == np.int32


def test_a_oneway_street_costs_a_detour_against_it(town):
    there = table(town, (390, 200), (210, 200))
    assert there.metres[0, 1] == pytest.approx(180, abs=1)
    assert there.metres[1, 0] == pytest.approx(10 + 200 + 200 + 200 + 10, abs=2)


def test_two_points_in_a_oneway_segment_go_round_the_block(town):
    there = table(town, (350, 200), (250, 200))
    assert there.metres[0, 1] == pytest.approx(100, abs=1)
    assert there.metres[1, 0] == pytest.approx(800 - 100, abs=2)


def test_two_points_on_one_segment_are_as_far_apart_as_they_lie(town):
    there = table(town, (20, 0), (180, 0))
    assert there.metres[0, 1] == there.metres[1, 0] == pytest.approx(160, abs=1)


def test_the_same_point_twice(town):
    there = table(town, (20, 0), (20, 0))
    assert there.metres.tolist() == [[0, 0], [0, 0]]
    assert there.seconds.max() <= 1


def test_there_is_no_way_to_an_island(town):
    there = table(town, (0, 0), (1100, 0), (400, 0))
    assert there.seconds[1].tolist() == there.seconds[:, 1].tolist() == [NEVER, 0, NEVER]
    assert there.metres[0, 1] == NEVER
    assert there.seconds[0, 2] == seconds(400)


def test_there_is_no_way_to_what_lies_far_from_every_street(town):
    there = table(town, (0, 0), (0, -5000), (400, 0))
    assert there.seconds[1].tolist() == there.seconds[:, 1].tolist() == [NEVER, 0, NEVER]
    assert there.seconds[0, 2] == seconds(400)


def test_the_faster_of_two_parallel_ways_counts_with_its_own_metres(tmp_path):
    places = {1: (0, 0), 2: (400, 0), 3: (200, 50)}
    ways = [street(1, 1, 2, highway="living_street"), street(2, 1, 3, 2)]
    there = table(read_town(tmp_path, streets=ways, places=places), (0, 0), (400, 0))
    assert there.metres[0, 1] == pytest.approx(412, abs=1)


def test_a_network_that_is_one_ring(tmp_path):
    ring = [street(1, 1, 2, 5, 6, 1, oneway="yes")]
    there = table(read_town(tmp_path, streets=ring), (100, 0), (100, 200))
    assert there.metres[0, 1] + there.metres[1, 0] == pytest.approx(800, abs=2)


def test_the_truck_takes_longer(town):
    places = (0, 0), (400, 200)
    assert table(town, *places, profile=TRUCK).seconds[0, 1] > table(town, *places).seconds[0, 1]


def test_no_points(town):
    assert len(GraphMatrix(town, CAR).table([])) == 0


def test_fingerprints_differ_by_vehicle(town):
    assert GraphMatrix(town, CAR).fingerprint != GraphMatrix(town, TRUCK).fingerprint


nodes = st.integers(1, 12)
ways = st.lists(
    st.tuples(
        st.lists(nodes, min_size=2, max_size=5),
        st.sampled_from(["residential", "tertiary", "track"]),
        st.sampled_from(["yes", "no", "-1"]),
    ),
    min_size=1,
    max_size=15,
)


@QUICK
@given(ways=ways)
def test_drawn_together_or_not_the_ways_are_the_same(tmp_path, ways):
    """Against the plain network of all nodes, without chains."""
    graph = _network(tmp_path, [street(1, 1, 2), *_streets(ways)])
    on = streets(graph, CAR)
    used = np.unique([graph.source[on.main], graph.target[on.main]])
    forth, back = (on.main & flags[graph.way] for flags in (graph.forward, graph.backward))
    rows = np.concatenate([graph.source[forth], graph.target[back]])
    columns = np.concatenate([graph.target[forth], graph.source[back]])
    times = np.concatenate([on.seconds[forth], on.seconds[back]])
    plain = np.full((len(graph.lon), len(graph.lon)), np.inf)
    np.minimum.at(plain, (rows, columns), times)
    expected = dijkstra(csr_array(np.where(np.isfinite(plain), plain, 0)))[np.ix_(used, used)]
    points = [Point(float(graph.lon[node]), float(graph.lat[node])) for node in used]
    found = GraphMatrix(graph, CAR).table(points)
    assert np.abs(found.seconds - expected).max() < 1.1


@QUICK
@given(ways=ways, places=st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=8))
def test_no_detour_is_faster_than_the_way(tmp_path, ways, places):
    there = table(_network(tmp_path, [street(1, 1, 2), *_streets(ways)]), *places)
    seconds = there.seconds.astype(np.int64)
    for via in range(len(places)):
        assert (seconds <= seconds[:, via, None] + seconds[None, via]).all()


@QUICK
@given(ways=ways, places=st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=8))
def test_without_oneway_streets_both_directions_take_the_same(tmp_path, ways, places):
    both = [(refs, highway, "no") for refs, highway, _ in ways]
    there = table(_network(tmp_path, [street(1, 1, 2), *_streets(both)]), *places)
    assert (there.seconds == there.seconds.T).all()
    assert (there.metres == there.metres.T).all()


def _streets(ways):
    return [
        street(number, *refs, highway=highway, oneway=oneway)
        for number, (refs, highway, oneway) in enumerate(ways, start=2)
    ]


def _network(folder, ways):
    """Twelve crossings, none on the way between two others."""
    places = {key: (50 * key + 7 * key % 31, (key * key * 37) % 400) for key in range(1, 13)}
    return read_town(folder, streets=ways, places=places)
