import numpy as np

from allmende.engines.models.embedding import ModelUnavailable
from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from allmende.engines.retrieval.index import Candidate
from allmende.engines.retrieval.searching import MEANING_WEIGHT, Searcher, rank, search
from allmende.engines.retrieval.types import Hit, IndexEntry

PUBLIC = frozenset({"public:1"})


class AwayModel:
    name = "away"
    dimensions = 4

    def embed_questions(self, texts):
        raise ModelUnavailable("away")

    def embed_passages(self, texts):
        raise ModelUnavailable("away")


class CompassModel:
    """Knows four meanings by their first letter."""

    name = "compass"
    dimensions = 4

    def embed_questions(self, texts):
        return np.array(
            [[letter == text[:1].lower() for letter in "abcd"] for text in texts], dtype=np.float32
        )

    embed_passages = embed_questions


def index_of(*texts):
    index = EmbeddedIndex()
    index.add([IndexEntry(i, i, "public:1", "", (), text) for i, text in enumerate(texts)])
    return index


def test_searches_by_words_where_the_model_is_away():
    index = index_of("Der Hund zahlt Steuern", "Die Biotonne", "Der Hund")
    hits = Searcher(index, AwayModel()).search("Hund", scope=PUBLIC, limit=10)
    assert [hit.passage_id for hit in hits] == [2, 0]


def test_meaning_finds_what_shares_no_word():
    index = index_of("xx", "yy")
    index.add_vectors({1: np.eye(4, dtype=np.float32)[:1]})
    hits = Searcher(index, CompassModel()).search("aa", scope=PUBLIC, limit=10)
    assert [hit.passage_id for hit in hits] == [1]


def test_gives_no_more_than_asked_and_the_best_ones():
    index = index_of(*["Der Hund und die Katze auf der Wiese"] * 3, "Hund")
    assert [hit.passage_id for hit in search(index, "Hund", scope=PUBLIC, limit=2)] == [3, 0]


def test_a_question_without_words_finds_nothing():
    assert search(index_of("Hund"), "Was ist das?", scope=PUBLIC, limit=5) == []
    assert search(EmbeddedIndex(), "Hund", scope=PUBLIC, limit=5) == []


def test_the_score_adds_words_and_weighed_meaning():
    assert rank([Candidate(1, 2, 3.0, 0.5)]) == [Hit(1, 2, 3 + MEANING_WEIGHT / 2, 3.0, 0.5)]


def test_a_passage_without_vectors_counts_as_usual_by_meaning():
    far, near, waiting = Candidate(1, 1, 5, 0.1), Candidate(2, 2, 5, 0.7), Candidate(3, 3, 5)
    assert [hit.passage_id for hit in rank([far, waiting, near])] == [2, 3, 1]


def test_equal_scores_keep_the_order_of_passages():
    twins = [Candidate(9, 1, 1.0), Candidate(4, 1, 1.0)]
    assert [hit.passage_id for hit in rank(twins)] == [4, 9]
