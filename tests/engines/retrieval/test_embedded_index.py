"""What is particular to the store in memory; what every store does is tested with both."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from allmende.engines.retrieval import embedded_index
from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from allmende.engines.retrieval.index import Query
from allmende.engines.retrieval.searching import search
from allmende.engines.retrieval.types import IndexEntry
from allmende.engines.retrieval.words import TermVector

NO_TERMS = TermVector(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


def entry(passage_id, text="Hundesteuer", *, document_id=None, scope="public:1", vectors=None):
    document = passage_id if document_id is None else document_id
    return IndexEntry(passage_id, document, scope, "", (), text, vectors)


def found(index, question="Hundesteuer", scope=frozenset({"public:1"})):
    return [hit.passage_id for hit in search(index, question, scope=scope, limit=1000)]


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def test_forgotten_slots_are_given_up_and_everything_else_stays(monkeypatch):
    monkeypatch.setattr(embedded_index, "WASTE_AT_LEAST", 5)
    vector = unit(np.ones((1, 16)))
    index = EmbeddedIndex()
    index.add([entry(i, vectors=vector) for i in range(20)])
    index.remove_documents(set(range(15)))
    assert len(index._state.alive) == 5
    index.add([entry(30), entry(3, "Biotonne")])
    index.remove_documents({17})
    assert found(index) == [15, 16, 18, 19, 30]
    assert found(index, "Biotonne") == [3]
    assert index.passages() == 6
    near = index.candidates(Query(NO_TERMS, vector[0]), {"public:1"}, 10)
    assert [one.passage_id for one in near] == [15, 16, 18, 19]


def test_screening_by_signs_finds_nearly_all_of_the_nearest():
    rng = np.random.default_rng(3)
    themes = rng.normal(size=(300, 384))
    rows = unit(themes[rng.integers(0, 300, 20_000)] + rng.normal(size=(20_000, 384)))
    index = EmbeddedIndex()
    index.add([entry(i, "", vectors=rows[i : i + 1]) for i in range(20_000)])
    shares = []
    for theme in themes[:40]:
        question = unit(theme + rng.normal(size=384))
        nearest = set(np.argsort(-(rows @ question))[:10].tolist())
        got = index.candidates(Query(NO_TERMS, question), {"public:1"}, 100)
        shares.append(len(nearest & {one.passage_id for one in got}) / 10)
    assert np.mean(shares) > 0.99


def test_a_small_scope_is_searched_exactly():
    rng = np.random.default_rng(4)
    rows = unit(rng.normal(size=(5_000, 64)))
    index = EmbeddedIndex()
    index.add(
        [entry(i, "", scope=f"public:{i % 50}", vectors=rows[i : i + 1]) for i in range(5_000)]
    )
    question = unit(rng.normal(size=64))
    best = np.sort(rows[7::50] @ question)[-10:]
    got = index.candidates(Query(NO_TERMS, question), {"public:7"}, 10)
    assert [one.passage_id % 50 for one in got] == [7] * 10
    assert np.sort([one.meaning or 0 for one in got]) == pytest.approx(best, abs=0.005)


def test_searching_while_others_write_never_fails_nor_shows_the_removed():
    index = EmbeddedIndex()
    index.add([entry(i) for i in range(100)])
    index.remove_documents({0})

    def write(worker):
        for i in range(40):
            passage_id = 1000 * worker + i
            index.add([entry(passage_id, vectors=unit(np.ones((2, 8))))])
            if i % 2:
                index.remove_documents({passage_id})

    def read(_):
        return all(0 not in found(index) and len(found(index)) >= 99 for _ in range(20))

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(write, worker) for worker in (1, 2, 3)]
        assert list(pool.map(read, range(3))) == [True] * 3
        assert [writer.result() for writer in writers] == [None] * 3
    assert index.passages() == 99 + 3 * 20


@pytest.mark.parametrize("size", [1, 7])
def test_frequencies_do_not_depend_on_the_size_of_the_portions(size):
    index = EmbeddedIndex()
    entries = [entry(i, "Hund" if i % 3 else "Katze") for i in range(21)]
    for start in range(0, 21, size):
        index.add(entries[start : start + size])
    index.remove_documents({0, 1})
    asked = embedded_index._vector(entries[1]).ids
    assert index.document_frequencies(asked).tolist() == [13]
