import json
import re
from pathlib import Path

import pytest

from allmende.engines.regulation.evaluate_examples import evaluate
from tests.engines.regulation.cases import risk_questions

ANSWERS = Path(__file__).parent / "examples.json"
EXPLAINED = {"32": ("exempt_6_3", "high_risk")}  # see README.md beside this file


def test_agrees_with_the_labels_of_the_draft_guidelines(data):
    score = evaluate(data / "ai-act" / "draft_guideline_examples.json", ANSWERS)
    assert score.examples == 90
    assert score.agreement >= 0.95
    assert {miss.id: (miss.label, miss.predicted) for miss in score.misses} == EXPLAINED


def test_every_miss_is_explained():
    text = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    assert all(f"**{name}**" in text for name in EXPLAINED)


def test_the_encoding_answers_every_question_that_can_decide():
    content = json.loads(ANSWERS.read_text(encoding="utf-8"))
    assert set(content["defaults"]) == set(risk_questions())
    assert list(content["answers"]) == [str(number) for number in range(1, 91)]


@pytest.fixture
def written(tmp_path):
    def write(examples, answers):
        for name, content in (("e.json", examples), ("a.json", answers)):
            (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
        return tmp_path / "e.json", tmp_path / "a.json"

    return write


def test_lists_misses_with_their_reason(written):
    nothing = json.loads(ANSWERS.read_text(encoding="utf-8"))["defaults"]
    files = written(
        [{"id": "x", "label": "high_risk"}, {"label": "outside"}, {"label": "outside"}],
        {"defaults": nothing, "answers": {"x": {}, "2": {}, "3": {"justiz": "unklar"}}},
    )
    score = evaluate(*files)
    assert (score.examples, score.right, score.agreement) == (3, 1, 1 / 3)
    assert score.confusion == {"high_risk": {"outside": 1}, "outside": {"outside": 1, "review": 1}}
    assert [(m.id, m.predicted) for m in score.misses] == [("x", "outside"), ("3", "review")]
    assert score.misses[1].why == (
        "Wegen Ihrer Angaben „Bereich 8a: Justiz und Streitbeilegung“: unklar."
    )
    assert score.as_json()["agreement"] == 1 / 3
    assert "Beispiel x: high_risk, erkannt outside." in str(score)


@pytest.mark.parametrize(
    ("examples", "answers", "sentence"),
    [
        ([{"label": "outside"}], {"answers": {}}, "Ohne Antworten: Beispiel 1"),
        ([{"label": "egal"}], {}, "Beispiel 1: Einstufung „egal“ ist unbekannt"),
        (
            [{"label": "outside"}],
            {"answers": {"1": {"nix": "ja"}}},
            "Beispiel 1: unbekannte Frage nix",
        ),
        (
            [{"label": "outside"}],
            {"answers": {"1": {"justiz": "vielleicht"}}},
            "Beispiel 1, justiz: „vielleicht“ – möglich sind ja, nein, unklar",
        ),
        ({}, {}, "e.json: erwartet wird list"),
    ],
)
def test_stops_at_unusable_files(written, examples, answers, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        evaluate(*written(examples, answers))
