import json

import numpy as np
import pytest

from allmende.engines.retrieval.evaluate_retrieval import Pool, evaluate, score
from allmende.engines.retrieval.index import Candidate


class SilentModel:
    """Every text means the same, so words alone decide."""

    name = "silent"
    dimensions = 4

    def embed_questions(self, texts):
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    embed_passages = embed_questions


def pool(page, *scores):
    return Pool(page, [Candidate(i, i, words) for i, words in enumerate(scores)])


def test_counts_the_place_of_the_right_page():
    reached = score([pool(0, 9, 1, 1), pool(1, 9, 5), pool(7, 1)])
    assert (reached.recall_at_1, reached.recall_at_5, reached.n) == (1 / 3, 2 / 3, 3)
    assert reached.mrr == pytest.approx(1.5 / 3)


def test_ties_never_favour_the_right_page():
    assert score([pool(0, 5, 5, 5)]).mrr == pytest.approx(1 / 3)


def test_a_page_is_as_good_as_its_best_passage():
    passages = [Candidate(0, 8, 1.0), Candidate(1, 9, 5.0), Candidate(2, 8, 7.0)]
    assert score([Pool(8, passages)]).recall_at_1 == 1


def test_searches_pages_of_all_files_for_answerable_questions_only(tmp_path):
    one = [
        {"question": "Hund?", "answers": [1], "context": "Hund\nSteuer zahlen"},
        {"question": "Katze?", "answers": [], "context": "Hund\nSteuer zahlen"},
    ]
    other = [{"question": "Bus?", "answers": [0], "context": "Hund und Bus"}]
    (tmp_path / "one.json").write_text(json.dumps(one))
    (tmp_path / "other.json").write_text(json.dumps(other))
    files = [tmp_path / "one.json", tmp_path / "other.json"]
    reached = evaluate(files, files[0], model=SilentModel())
    assert (reached.n, reached.recall_at_5) == (1, 1.0)


@pytest.mark.data
def test_words_alone_reach_on_real_questions_what_was_measured(data):
    files = [data / "omos-qa" / "train_de.json", data / "omos-qa" / "dev_de.json"]
    reached = evaluate(files, files[1], model=SilentModel())
    assert reached.n == 155
    assert reached.recall_at_1 >= 0.53
    assert reached.recall_at_5 >= 0.86
    assert reached.recall_at_10 >= 0.90
