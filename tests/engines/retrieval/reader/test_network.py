import numpy as np
import pytest

from allmende.engines.retrieval.reader.network import (
    Network,
    initial,
    member_of,
    neighbours,
)


@pytest.fixture
def network() -> Network:
    one = np.ones(5, dtype=np.float32)
    centre = np.zeros(8, dtype=np.float32)
    return Network(initial(5, 8, seed=1), centre=centre, mean=0 * one, spread=one)


def test_neighbours_stay_on_their_page():
    values = np.arange(1, 6)
    assert (neighbours((3, 2), 1) @ values).tolist() == [2, 3, 0, 5, 0]
    assert (neighbours((3, 2), -2) @ values).tolist() == [0, 0, 1, 0, 0]
    assert (member_of((3, 2)) @ values).tolist() == [6, 9]


def test_it_survives_being_stored_in_half_precision(network):
    again = Network.of_arrays(network.arrays("network0"), "network0")
    assert again.parameters.keys() == network.parameters.keys()
    for name, values in network.parameters.items():
        assert again.parameters[name] == pytest.approx(values, abs=1e-3)
