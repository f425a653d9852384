import numpy as np
import pytest

from allmende.engines.tours.network.closures import Closure, segments, without
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR
from tests.engines.tours.network.town import at


def ways(graph, closure):
    return sorted({int(way) for way in graph.way_id[graph.way[segments(graph, closure)]]})


@pytest.mark.parametrize(
    ("closure", "closed"),
    [
        (Closure(ways=frozenset({14, 99})), [14]),
        (Closure(street=" hauptstraße "), [10]),
        (Closure(street="Haupt"), []),
        (Closure(street="Gasse", ways=frozenset({11})), [11, 12]),
        (Closure(line=(at(195, 50), at(203, 150))), [14]),
        (Closure(line=(at(150, 100), at(250, 110))), [14]),
        (Closure(line=(at(200, 100),)), [14]),
        (Closure(line=(at(-50, 150), at(50, 150), at(50, 250), at(-50, 250), at(-50, 150))), [13]),
        (Closure(line=(at(0, -300), at(400, -300))), []),
        (Closure(), []),
    ],
)
def test_what_a_closure_names_is_closed(town, closure, closed):
    assert ways(town, closure) == closed


def test_a_line_along_a_street_leaves_those_that_branch_off(town):
    closed = segments(town, Closure(line=(at(0, 2), at(200, 2))))
    assert np.flatnonzero(closed).tolist() == [0]


def test_a_closed_street_costs_a_detour(town):
    places = [at(200, 10), at(200, 190)]
    there, around = (
        GraphMatrix(graph, CAR).table(places).metres
        for graph in (town, without(town, [Closure(line=(at(150, 100), at(250, 100)))]))
    )
    assert there[0, 1] == pytest.approx(180, abs=1)
    assert around[0, 1] > there[0, 1]


def test_nothing_closed_is_the_same_network(town):
    assert without(town, [Closure(street="Nirgendwo")]) is town


def test_other_closures_other_fingerprint(town):
    prints = {
        without(town, [Closure(street=street)]).fingerprint
        for street in ("", "Gasse", "Querweg", "Hauptstraße")
    }
    assert len(prints) == 4
