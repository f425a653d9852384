import pytest

from allmende.engines.retrieval.reader.overlap import overlap
from allmende.engines.retrieval.reader.rarity import Rarity

EVEN = Rarity({}, 1.0)


def shares(question: str, *sentences: str) -> list[float]:
    return overlap(question, sentences, rarity=EVEN).share().tolist()


def test_same_stem_counts_fully_and_other_words_nothing():
    assert shares("Reisepässe", "Der Reisepass.", "Die Hunde.") == [1, 0]


def test_half_of_the_words_is_half_the_share():
    assert shares("Reisepass Gebühr", "Der Reisepass.") == [pytest.approx(0.5)]


def test_a_compound_is_found_by_its_part_but_weaker():
    [share] = shares("Steuer", "Die Hundesteuer.")
    assert 0 < share < 1


def test_question_of_function_words_has_no_share():
    assert shares("Was ist das?", "Das ist es.") == [0]
