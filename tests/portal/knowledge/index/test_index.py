"""What every store does. ``index`` is each store in turn, empty."""

import numpy as np
import pytest

from allmende.engines.retrieval.words import document_vector
from tests.portal.knowledge.index.made import ask, entry, ids, rows, vector

DOG = "Die Hundesteuer beträgt 96 Euro im Jahr."
DOG_AGAIN = "Wer einen Hund hält, meldet ihn zur Hundesteuer an."
FIRE = "Das Osterfeuer ist beim Ordnungsamt anzuzeigen."


def frequency(index, text):
    """How many passages the rarest term of the text is in, and how many the most frequent."""
    found = index.document_frequencies(document_vector(title="", heading_path=(), text=text).ids)
    return int(found.min()), int(found.max())


def test_an_empty_index_finds_nothing(index):
    assert index.passages() == 0
    assert ask(index, "Was kostet die Hundesteuer?", near=vector(0)) == []
    assert frequency(index, "Hundesteuer") == (0, 0)


def test_finds_by_words_only_passages_that_share_a_term(index):
    index.add([entry(1, DOG), entry(2, FIRE)])
    found = ask(index, "Was kostet die Hundesteuer?")
    assert ids(found) == [1]
    assert found[0].document_id == 1
    assert found[0].words > 0
    assert found[0].meaning is None


def test_finds_a_part_of_a_long_word(index):
    index.add([entry(1, "Die Datenschutzfolgenabschätzung ist Pflicht."), entry(2, FIRE)])
    assert ids(ask(index, "Folgenabschätzung")) == [1]


def test_the_scope_is_a_filter_inside_the_search_not_after_it(index):
    better = [entry(i, DOG, document_id=2, scope="organisation:1") for i in range(10, 40)]
    index.add([*better, entry(1, DOG_AGAIN), entry(2, FIRE, scope="public:2")])
    index.add_vectors({e.passage_id: rows(vector(0)) for e in better})
    index.add_vectors({1: rows(vector(0, tilt=0.5)), 2: rows(vector(3))})
    question = "Was kostet die Hundesteuer im Jahr?"
    assert ids(ask(index, question, limit=1)) == [1]
    assert ids(ask(index, question, limit=1, near=vector(0))) == [1]
    assert ids(ask(index, question, limit=1, scope={"public:2"})) == []
    assert ids(ask(index, question, limit=1, scope={"public:2"}, near=vector(0))) == [2]
    assert ask(index, question, limit=5, scope=frozenset(), near=vector(0)) == []
    assert ask(index, question, limit=5, scope={"public:9"}, near=vector(0)) == []


def test_several_scopes_are_searched_together(index):
    index.add([entry(1, DOG), entry(2, DOG, document_id=2, scope="organisation:1")])
    assert ids(ask(index, "Hundesteuer", scope={"public:1", "organisation:1"})) == [1, 2]


def test_the_best_by_words_come_first_under_a_limit(index):
    index.add([entry(1, FIRE + " Hundesteuer."), entry(2, DOG), entry(3, FIRE)])
    assert ids(ask(index, "Wie viel Euro beträgt die Hundesteuer im Jahr?", limit=1)) == [2]


def test_candidates_by_words_and_by_meaning_are_united_with_both_scores(index):
    index.add([entry(1, DOG, vectors=rows(vector(5))), entry(2, FIRE, vectors=rows(vector(0)))])
    found = ask(index, "Hundesteuer", limit=1, near=vector(0))
    assert ids(found) == [1, 2]
    assert [candidate.words > 0 for candidate in found] == [True, False]
    assert [candidate.meaning for candidate in found] == pytest.approx([0, 1], abs=0.01)


def test_meaning_is_that_of_the_nearest_window(index):
    index.add([entry(1, DOG, vectors=rows(vector(5), vector(0, tilt=0.2), vector(4)))])
    (found,) = ask(index, "Osterfeuer", near=vector(0))
    assert found.meaning == pytest.approx(float(vector(0) @ vector(0, tilt=0.2)), abs=0.01)


def test_many_windows_of_one_passage_do_not_push_out_another(index):
    many = rows(*[vector(0, tilt=i / 1000) for i in range(3)])
    index.add([entry(i, FIRE, vectors=many) for i in range(1, 5)])
    index.add([entry(9, FIRE, vectors=rows(vector(0, tilt=0.3)))])
    assert ids(ask(index, "Hundesteuer", limit=5, near=vector(0))) == [1, 2, 3, 4, 9]


def test_vectors_may_come_later_and_be_replaced(index):
    index.add([entry(1, DOG), entry(2, DOG_AGAIN)])
    index.add_vectors({1: rows(vector(0)), 77: rows(vector(0))})
    found = ask(index, "Osterfeuer", near=vector(0))
    assert ids(found) == [1]
    index.add_vectors({1: rows(vector(3))})
    found = ask(index, "Hundesteuer", near=vector(0))
    assert [candidate.meaning for candidate in found] == [pytest.approx(0, abs=0.01), None]


def test_vectors_of_another_length_are_those_of_another_model_and_do_not_count(index):
    index.add([entry(1, DOG, vectors=rows(vector(0))), entry(2, DOG_AGAIN)])
    index.add_vectors({2: np.full((1, 4), 0.5, dtype=np.float32)})
    found = ask(index, "Hundesteuer", near=vector(0))
    assert [candidate.meaning for candidate in found] == [pytest.approx(1, abs=0.01), None]


def test_adding_again_replaces_text_scope_and_vectors(index):
    index.add([entry(1, DOG, vectors=rows(vector(0)))])
    index.add([entry(1, FIRE, scope="public:2")])
    assert index.passages() == 1
    assert ask(index, "Hundesteuer Osterfeuer", near=vector(0)) == []
    found = ask(index, "Hundesteuer Osterfeuer", scope={"public:2"}, near=vector(0))
    assert ids(found) == [1]
    assert found[0].meaning is None
    assert frequency(index, "Hundesteuer") == (0, 0)
    assert frequency(index, "Osterfeuer") == (1, 1)


def test_the_last_of_two_entries_for_one_passage_counts(index):
    index.add([entry(1, DOG), entry(1, FIRE)])
    assert index.passages() == 1
    assert ids(ask(index, "Hundesteuer")) == []
    assert ids(ask(index, "Osterfeuer")) == [1]


def test_a_removed_document_is_gone_from_the_next_search(index):
    index.add([entry(1, DOG, vectors=rows(vector(0))), entry(2, DOG_AGAIN, document_id=2)])
    index.remove_documents({1, 99})
    assert index.passages() == 1
    assert ids(ask(index, "Hundesteuer", near=vector(0))) == [2]
    index.remove_documents({2})
    assert index.passages() == 0
    assert ask(index, "Hundesteuer", near=vector(0)) == []
    assert frequency(index, DOG) == (0, 0)


def test_a_removed_document_may_come_back(index):
    index.add([entry(1, DOG)])
    index.remove_documents({1})
    index.add([entry(1, DOG)])
    assert ids(ask(index, "Hundesteuer")) == [1]
    assert frequency(index, "Hundesteuer") == (1, 1)


def test_counts_passages_not_occurrences_over_all_scopes(index):
    index.add([entry(1, "Hundesteuer Hundesteuer"), entry(2, "Hundesteuer", scope="public:2")])
    index.add([entry(3, FIRE)])
    assert frequency(index, "Hundesteuer") == (2, 2)


def test_counts_stay_right_over_many_small_writings(index):
    for number in range(1, 81):
        index.add([entry(number, DOG if number % 2 else FIRE, document_id=number)])
    index.remove_documents(set(range(1, 41)))
    assert index.passages() == 40
    assert frequency(index, "Hundesteuer") == (20, 20)
    assert frequency(index, "Osterfeuer") == (20, 20)


def test_takes_empty_text_and_empty_calls(index):
    index.add([entry(1, "")])
    index.add([])
    index.add_vectors({})
    index.remove_documents(frozenset())
    assert index.passages() == 1
    assert ask(index, "") == []


def test_words_score_the_dot_product_of_the_term_vectors(index):
    index.add([entry(1, DOG, title="Hundesteuer"), entry(2, FIRE)])
    text = document_vector(title="Hundesteuer", heading_path=(), text=DOG)
    (found,) = ask(index, "Hundesteuer")
    idf = np.log1p((2 - 1 + 0.5) / (1 + 0.5))
    assert 0 < found.words <= float(text.weights.sum()) * idf
