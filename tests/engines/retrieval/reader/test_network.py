import numpy as np
import pytest

from allmende.engines.retrieval.reader.network import (
    Network,
    forward,
    initial,
    member_of,
    neighbours,
)
from allmende.engines.retrieval.reader.tape import Node


@pytest.fixture
def network() -> Network:
    one = np.ones(5, dtype=np.float32)
    centre = np.zeros(8, dtype=np.float32)
    return Network(initial(5, 8, seed=1), centre=centre, mean=0 * one, spread=one)


def page(n: int, *, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = ((n, 5), (n, 8), (8,))
    features, vectors, question = (rng.normal(size=s).astype(np.float32) for s in shapes)
    return features, vectors, question


def test_neighbours_stay_on_their_page():
    values = np.arange(1, 6)
    assert (neighbours((3, 2), 1) @ values).tolist() == [2, 3, 0, 5, 0]
    assert (neighbours((3, 2), -2) @ values).tolist() == [0, 0, 1, 0, 0]
    assert (member_of((3, 2)) @ values).tolist() == [6, 9]


def test_a_page_is_judged_alike_alone_and_with_others(network):
    pages = [page(4, seed=1), page(7, seed=2)]
    features, vectors, questions = zip(*pages, strict=True)
    batch = network.batch(
        np.concatenate(features), np.concatenate(vectors), np.stack(questions), (4, 7)
    )
    weights = {name: Node(value) for name, value in network.parameters.items()}
    sentences, verdicts = forward(weights, batch, drop=lambda node: node)
    alone, verdict = network.judge(*pages[1])
    assert sentences.value[4:, 0] == pytest.approx(alone, abs=1e-5)
    assert verdicts.value[1, 0] == pytest.approx(verdict, abs=1e-5)


def test_a_single_sentence_is_a_page(network):
    logits, verdict = network.judge(*page(1, seed=3))
    assert logits.shape == (1,)
    assert np.isfinite([*logits, verdict]).all()


def test_it_survives_being_stored_in_half_precision(network):
    again = Network.of_arrays(network.arrays("network0"), "network0")
    assert again.judge(*page(6, seed=4))[0] == pytest.approx(
        network.judge(*page(6, seed=4))[0], abs=5e-3
    )
