import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.reader.selection import best_choice

chances = st.lists(st.floats(0.001, 0.999), min_size=1, max_size=60)


def test_one_clear_sentence_is_chosen_alone():
    assert best_choice(np.array([0.05, 0.9, 0.05]))[0] == (1,)


def test_equally_likely_sentences_are_chosen_together():
    assert best_choice(np.array([0.5, 0.5, 0.01, 0.5]))[0] == (0, 1, 3)


def test_no_sentences_give_no_choice():
    assert best_choice(np.array([])) == ((), 0.0)


@given(chances)
def test_choice_is_never_empty_and_never_passes_over_a_likelier_sentence(values):
    chosen, expected = best_choice(np.array(values))
    left = [value for i, value in enumerate(values) if i not in chosen]
    assert chosen == tuple(sorted(set(chosen)))
    assert min(values[i] for i in chosen) >= max(left, default=0.0)
    assert 0 < expected <= 1 + 1e-9
