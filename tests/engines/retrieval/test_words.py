import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.words import (
    TERM_SPACE,
    WEIGHT_STEP,
    TermVector,
    document_vector,
    query_vector,
)


def passage(text, title="", heading_path=()):
    return document_vector(title=title, heading_path=heading_path, text=text)


def asked(question, *, passages=1000, frequency=10):
    return query_vector(
        question,
        passages=passages,
        frequencies=lambda ids: np.full(len(ids), frequency, dtype=np.int64),
    )


def dot(query: TermVector, document: TermVector) -> float:
    _, mine, theirs = np.intersect1d(query.ids, document.ids, return_indices=True)
    return float(query.weights[mine] @ document.weights[theirs])


def test_term_ids_never_change_because_stores_keep_them():
    assert passage("Amt").ids.tolist() == [408858943]


def test_a_passage_scores_with_a_part_of_its_compound():
    assert dot(asked("Folgenabschätzung"), passage("Datenschutzfolgenabschätzung")) > 1
    assert dot(asked("Folgenabschätzung"), passage("Hundesteuer")) == 0


def test_the_title_counts_more_than_the_text():
    inside = passage("Hundesteuer wird jährlich fällig", title="Abgaben")
    above = passage("Abgaben wird jährlich fällig", title="Hundesteuer")
    assert dot(asked("Hundesteuer"), above) > dot(asked("Hundesteuer"), inside)


def test_the_same_words_weigh_less_in_a_longer_passage():
    long = passage("Hundesteuer " + "Gemeinderat beschließt Satzung " * 50)
    assert dot(asked("Hundesteuer"), long) < dot(asked("Hundesteuer"), passage("Hundesteuer"))


def test_neighbours_in_the_order_of_the_question_count_more():
    together = passage("Der Verein heißt offene Hilfe und berät")
    apart = passage("Hilfe berät und der Verein heißt offene")
    assert dot(asked("Offene Hilfe"), together) > dot(asked("Offene Hilfe"), apart)


def test_an_asked_word_counts_more_than_its_synonym():
    own, other = passage("Der Perso liegt vor"), passage("Der Personalausweis liegt vor")
    assert dot(asked("Perso"), own) > dot(asked("Perso"), other) > 0


def test_rare_terms_tell_more_than_frequent_ones():
    rare, frequent = asked("Hund", frequency=1), asked("Hund", frequency=900)
    assert rare.weights[0] > frequent.weights[0] > 0


def test_terms_that_no_passage_has_are_left_out():
    assert asked("Hundesteuer", frequency=0).ids.tolist() == []


def test_a_question_of_function_words_is_empty():
    assert asked("Was ist das?").ids.tolist() == []


@given(st.text(max_size=300), st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3))
def test_vectors_are_sorted_distinct_and_fit_a_byte(text, title, heading_path):
    vector = passage(text, title, tuple(heading_path))
    steps = vector.weights / WEIGHT_STEP
    assert np.all(np.diff(vector.ids) > 0)
    assert np.all((vector.ids > 0) & (vector.ids < TERM_SPACE))
    assert np.allclose(steps, np.rint(steps), atol=1e-3)
    assert np.all(steps <= 255)


def test_an_average_passage_stays_small_enough_for_a_sparse_column():
    text = " ".join(f"Gemeindeverwaltung{chr(97 + i % 26)} entscheidet" for i in range(40))
    assert len(passage(text).ids) < 400


@pytest.mark.parametrize("text", ["", "und oder", "\ud800"])
def test_text_without_words_has_no_terms(text):
    assert passage(text).ids.tolist() == []
