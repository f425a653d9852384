import numpy as np
import pytest

from allmende.engines.retrieval.reader.committee import Committee
from allmende.engines.retrieval.reader.network import Network, forward, initial
from allmende.engines.retrieval.reader.tape import Node

FEATURES, DIMENSIONS = 5, 8
SIZES = (4, 1, 7)


@pytest.fixture
def networks() -> list[Network]:
    one = np.ones(FEATURES, dtype=np.float32)
    centre = np.full(DIMENSIONS, 0.1, dtype=np.float32)
    return [
        Network(initial(FEATURES, DIMENSIONS, seed=seed), centre=centre, mean=0 * one, spread=one)
        for seed in (1, 2)
    ]


@pytest.fixture
def pages() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    shapes = ((sum(SIZES), FEATURES), (sum(SIZES), DIMENSIONS), (len(SIZES), DIMENSIONS))
    features, vectors, questions = (rng.normal(size=s).astype(np.float32) for s in shapes)
    return features, vectors, questions


def test_it_judges_as_each_network_was_taught_to(networks, pages):
    logits, verdicts = Committee.of(networks).judge(*pages, SIZES)
    for number, network in enumerate(networks):
        weights = {name: Node(value) for name, value in network.parameters.items()}
        taught = forward(weights, network.batch(*pages, SIZES), drop=lambda node: node)
        assert logits[number] == pytest.approx(taught[0].value[:, 0], abs=1e-5)
        assert verdicts[number] == pytest.approx(taught[1].value[:, 0], abs=1e-5)


def test_a_page_is_judged_alike_alone_and_with_others(networks, pages):
    features, vectors, questions = pages
    committee = Committee.of(networks)
    logits, verdicts = committee.judge(*pages, SIZES)
    alone, verdict = committee.judge(features[5:], vectors[5:], questions[2:], SIZES[2:])
    assert logits[:, 5:] == pytest.approx(alone, abs=1e-5)
    assert verdicts[:, 2:] == pytest.approx(verdict, abs=1e-5)


def test_sure_sentences_of_one_page_do_not_silence_another(networks, pages):
    features, vectors, questions = pages
    loud = features.copy()
    loud[:4] *= 1000
    committee = Committee.of(networks)
    assert np.isfinite(committee.judge(loud, vectors * 1000, questions, SIZES)[1]).all()
    _, verdicts = committee.judge(loud, vectors, questions, SIZES)
    assert verdicts[:, 1:] == pytest.approx(committee.judge(*pages, SIZES)[1][:, 1:], abs=1e-5)
