"""Both stores give the same candidates for the same corpus."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from tests.portal.knowledge.index.made import DIMENSIONS, ask, entry, rows, vector

WORDS = ["Hund", "Steuer", "Hundesteuer", "Grundsteuerbescheid", "Feuer", "Amt", "§ 5", "12,50"]
SCOPES = ["public:1", "public:2", "organisation:1"]

texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=12).map(" ".join)
directions = st.integers(0, DIMENSIONS - 1)
windows = st.lists(directions, min_size=1, max_size=3).map(
    lambda places: rows(*[vector(place, tilt=0.1 * place) for place in places])
)
passages = st.builds(
    entry,
    st.integers(1, 30),
    texts,
    document_id=st.integers(1, 6),
    scope=st.sampled_from(SCOPES),
    vectors=st.none() | windows,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(passages, max_size=15),
    second=st.lists(passages, max_size=8),
    removed=st.sets(st.integers(1, 6), max_size=3),
    question=texts,
    scope=st.sets(st.sampled_from(SCOPES)),
    near=st.none() | directions.map(vector),
)
def test_random_corpora_give_the_same_candidates(
    postgres, first, second, removed, question, scope, near
):
    stores = [EmbeddedIndex(), postgres]
    postgres.remove_documents(set(range(1, 7)))
    for store in stores:
        store.add(first)
        store.remove_documents(removed)
        store.add(second)
    embedded, inside = (ask(store, question, scope=scope, limit=100, near=near) for store in stores)
    assert [(c.passage_id, c.document_id) for c in embedded] == [
        (c.passage_id, c.document_id) for c in inside
    ]
    assert [c.words for c in embedded] == pytest.approx([c.words for c in inside], abs=1e-3)
    assert [c.meaning is None for c in embedded] == [c.meaning is None for c in inside]
    assert [c.meaning or 0 for c in embedded] == pytest.approx(
        [c.meaning or 0 for c in inside], abs=0.01
    )
    assert stores[0].passages() == stores[1].passages()
