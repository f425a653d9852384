import numpy as np
import pytest

from allmende.engines.retrieval import meaning
from allmende.engines.retrieval.meaning import Centres, question_vector, window_vectors

NOTHING = Centres(question=np.zeros(8, dtype=np.float32), text=np.zeros(8, dtype=np.float32))


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def sentences():
    return unit(np.random.default_rng(1).normal(size=(7, 8)))


class CountingModel:
    name = "counting"
    dimensions = 8

    def __init__(self):
        self.texts = []

    def embed_questions(self, texts):
        self.texts += texts
        return np.ones((len(texts), 8), dtype=np.float32)

    def embed_passages(self, texts):
        self.texts += texts
        return np.zeros((len(texts), 8), dtype=np.float32)


@pytest.mark.parametrize(("count", "windows"), [(1, 1), (2, 1), (3, 2), (4, 2), (7, 4)])
def test_every_second_sentence_is_the_middle_of_a_window(sentences, count, windows):
    rows = window_vectors(sentences[:count], sentences[0], NOTHING)
    assert rows.shape == (windows, 8)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_window_is_nearest_to_its_own_sentences(sentences):
    rows = window_vectors(sentences, np.zeros(8, dtype=np.float32), NOTHING)
    assert np.argmax(rows @ sentences[1:4].mean(axis=0)) == 1


def test_what_all_have_in_common_no_longer_counts(sentences):
    common = np.full(8, 5, dtype=np.float32)
    rows = window_vectors(unit(sentences + common), unit(common), Centres(common, unit(common)))
    assert np.abs(rows @ unit(common)).mean() < 0.5
    assert np.allclose(question_vector(common * 2, NOTHING), unit(common))


def test_the_centres_are_embedded_once_for_each_model():
    model = CountingModel()
    first = meaning.centres(model)
    assert len(model.texts) == 80
    assert meaning.centres(model) is first
    assert len(model.texts) == 80
    assert first.question.tolist() == [1.0] * 8
    assert first.text.tolist() == [0.0] * 8


def test_the_title_is_embedded_once_also_where_it_is_the_first_heading():
    assert meaning.title_text("Satzung", ("Satzung", "§ 1")) == "Satzung\n§ 1"
