import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.features import table
from tests.engines.retrieval.reader.builders import PASSPORT, background, material


@pytest.fixture(scope="module")
def passport():
    return table(material("Was kostet ein Reisepass?", PASSPORT), background=background())


def column(passport, name: str) -> list[float]:
    return passport.column(name).tolist()


def test_the_sentence_with_words_and_money_stands_out(passport):
    assert column(passport, "share_with_above") == [0.5, 0.5, 0, 1, 0, 0]
    assert int(passport.column("ranked").argmax()) == 3
    assert column(passport, "fits_money") == [0, 0, 1, 1, 0, 0]
    assert column(passport, "near_rank")[0] == 0


def test_a_sentence_knows_its_place(passport):
    assert column(passport, "index") == [0, 1, 2, 3, 4, 5]
    assert column(passport, "section") == [0, 0, 1, 1, 2, 2]
    assert column(passport, "since_heading") == [0, 1, 0, 1, 0, 1]
    assert column(passport, "is_heading") == [1, 0, 1, 0, 1, 0]


def test_a_repeated_line_is_marked():
    twice = table(material("Wo?", ("Amt", "Amt", "Am Markt.")), background=background())
    assert column(twice, "repeated") == [0, 1, 0]


def test_a_page_is_summed_up_in_one_row(passport):
    row = page_row(passport, np.array([0.1, 0.2, 0.1, 0.9, 0.1, 0.1]))
    other = page_row(passport, np.array([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]))
    assert row.shape == other.shape
    assert (row != other).any()


@given(st.text(max_size=40), st.lists(st.text(max_size=25), min_size=1, max_size=12))
def test_any_text_gives_finite_numbers_in_the_same_columns(question, lines):
    found = table(material(question, tuple(lines)), background=background())
    usual = table(material("Wo?", PASSPORT), background=background())
    assert found.names == usual.names
    assert found.values.shape == (len(lines), len(usual.names))
    assert np.isfinite(found.values).all()
    assert np.isfinite(page_row(found, np.full(len(lines), 0.3))).all()
