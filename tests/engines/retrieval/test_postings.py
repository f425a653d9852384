import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval import postings
from allmende.engines.retrieval.words import WEIGHT_STEP, TermVector

sparse = st.dictionaries(st.integers(1, 30), st.integers(0, 255), max_size=8)


def vector(weights):
    ids = sorted(weights)
    steps = np.array([weights[term] for term in ids], dtype=np.float32)
    return TermVector(np.array(ids, dtype=np.int32), steps * np.float32(WEIGHT_STEP))


def content(run):
    """(term, slot) -> steps"""
    asked = np.arange(40, dtype=np.int32)
    return {
        (position, slot): step
        for position, place in run.of(asked)
        for slot, step in zip(run.slots[place].tolist(), run.steps[place].tolist(), strict=True)
    }


@given(st.lists(sparse, min_size=1, max_size=6))
def test_keeps_every_weight_of_every_slot(documents):
    run = postings.from_vectors([vector(one) for one in documents], first_slot=10)
    expected = {(t, 10 + i): w for i, one in enumerate(documents) for t, w in one.items()}
    assert content(run) == expected


@given(st.lists(sparse, min_size=2, max_size=6))
def test_merging_is_the_same_as_building_at_once_without_the_dropped(documents):
    vectors = [vector(one) for one in documents]
    runs = [postings.from_vectors([one], first_slot=i) for i, one in enumerate(vectors)]
    numbers = np.arange(-1, len(documents) - 1, dtype=np.int32)  # the first one is dropped
    merged = postings.merge(runs, new_slots=numbers)
    assert content(merged) == content(postings.from_vectors(vectors[1:], first_slot=0))
