from dataclasses import replace

import numpy as np

from allmende.engines.retrieval.reader.committee import Committee
from allmende.engines.retrieval.reader.network import Network
from allmende.engines.retrieval.reader.network_training import Page, train_network


def pages(count: int) -> list[Page]:
    """The sentence whose vector is the question's answers; every fourth page has none."""
    rng = np.random.default_rng(5)
    result = []
    for number in range(count):
        vectors = rng.normal(size=(6, 8)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        gold = np.zeros(6)
        if number % 4:
            gold[number % 6] = 1
        question = vectors[number % 6] if number % 4 else -vectors.mean(axis=0)
        features = (vectors @ question)[:, None].astype(np.float32)
        result.append(Page(features, vectors, question, gold, 1.0))
    return result


def judged(network: Network, page: Page) -> tuple[np.ndarray, float]:
    logits, verdicts = Committee.of([network]).judge(
        page.features, page.vectors, page.question[None], (len(page.features),)
    )
    return logits[0], float(verdicts[0, 0])


def test_learns_which_sentence_answers():
    data = pages(96)
    network = train_network(data, seed=1, epochs=12)
    answered = [page for page in data if page.gold.any()]
    found = [judged(network, page)[0] for page in answered]
    hits = [
        int(logits.argmax()) == int(page.gold.argmax())
        for logits, page in zip(found, answered, strict=True)
    ]
    assert np.mean(hits) > 0.9


def test_the_same_seed_gives_the_same_network():
    one, two = (train_network(pages(8), seed=2, epochs=1) for _ in range(2))
    assert all((one.parameters[name] == two.parameters[name]).all() for name in one.parameters)


def test_a_page_without_weight_teaches_only_its_verdict():
    plain = [page for page in pages(32) if page.gold.any()]
    silent = [
        replace(
            page, gold=np.zeros(6), weight=0.0, question=-page.question, features=-page.features
        )
        for page in plain
    ]
    network = train_network(plain + silent, seed=1, epochs=15)
    verdicts = [[judged(network, page)[1] for page in group] for group in (plain, silent)]
    assert np.mean(verdicts[0]) > np.mean(verdicts[1])
