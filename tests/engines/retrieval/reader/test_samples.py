import json

import pytest

from allmende.engines.retrieval.reader.samples import Sample, load


def test_reads_questions_with_their_sentences(tmp_path):
    file = tmp_path / "questions.json"
    entry = {"question": "Wo?", "context": "Amt\nAm Markt 1.", "answers": [1], "pageId": 7}
    file.write_text(json.dumps([entry]), "utf-8")
    assert load(file) == [Sample("7", "Wo?", ("Amt", "Am Markt 1."), frozenset({1}))]


def test_an_answer_outside_the_context_is_left_out(tmp_path):
    file = tmp_path / "questions.json"
    file.write_text(json.dumps([{"question": "Wo?", "context": "Amt", "answers": [0, 9]}]))
    assert load(file)[0].answers == frozenset({0})


def test_answers_that_are_no_list_are_refused(tmp_path):
    file = tmp_path / "questions.json"
    file.write_text(json.dumps([{"question": "Wo?", "context": "Amt", "answers": 1}]))
    with pytest.raises(TypeError, match="answers must be a list"):
        load(file)
