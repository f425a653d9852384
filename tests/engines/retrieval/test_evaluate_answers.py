import json
from collections.abc import Sequence

import pytest

from allmende.engines.retrieval.evaluate_answers import evaluate, precision_recall_f, score
from allmende.engines.retrieval.reader.samples import Sample
from allmende.engines.retrieval.types import Context, Reading

PAGE = ("Amt", "Am Markt 1.", "Montag 8 Uhr.")


def sample(*answers: int) -> Sample:
    return Sample("1", "Wo?", PAGE, frozenset(answers))


def reading(*chosen: int, answerable: float = 1.0) -> Reading:
    return Reading((0.5,) * 3, chosen, answerable)


@pytest.mark.parametrize(
    ("chosen", "gold", "expected"),
    [
        ({1}, {1}, (1, 1, 1)),
        ({1, 2}, {1}, (0.5, 1, 2 / 3)),
        (set(), {1}, (1, 0, 0)),
        ({1}, set(), (0, 1, 0)),
        (set(), set(), (1, 1, 1)),
        ({1}, {2}, (0, 0, 0)),
    ],
)
def test_figures_of_one_question(chosen, gold, expected):
    assert precision_recall_f(chosen, gold) == pytest.approx(expected)


def test_sentence_figures_are_means_over_answerable_questions_only():
    samples = [sample(1), sample(1), sample()]
    readings = [reading(1), reading(1, 2), reading(0)]
    point = score(samples, readings, threshold=0.5)
    assert (point.precision, point.recall, point.f) == pytest.approx((0.75, 1, 5 / 6))


def test_refusal_is_counted_over_all_questions():
    samples = [sample(1), sample(1), sample(), sample()]
    readings = [
        reading(1, answerable=0.9),
        reading(1, answerable=0.1),
        reading(1, answerable=0.1),
        reading(1, answerable=0.9),
    ]
    point = score(samples, readings, threshold=0.5)
    assert (point.no_answer_precision, point.no_answer_recall) == (0.5, 0.5)
    assert point.no_answer_f1 == 0.5
    assert point.f == 0.5


def test_choosing_nothing_is_a_refusal_whatever_the_setting():
    assert score([sample()], [reading()], threshold=0).no_answer_f1 == 1


class FirstSentence:
    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        return [Reading((1.0,) * len(context.sentences), (0,), 0.7) for context in contexts]


def test_files_are_scored_at_one_point_with_the_curve_of_the_refusal_setting(tmp_path):
    questions = [
        {"question": "Was?", "context": "\n".join(PAGE), "answers": [0]},
        {"question": "Wer?", "context": "\n".join(PAGE), "answers": []},
    ]
    score_file, other = tmp_path / "score.json", tmp_path / "other.json"
    score_file.write_text(json.dumps(questions), "utf-8")
    other.write_text(json.dumps([{"question": "A?", "context": "B", "answers": []}]), "utf-8")
    found = evaluate([other], score_file, model=FirstSentence(), threshold=0.5)
    assert (found.questions, found.answerable, found.pages) == (2, 1, 2)
    assert (found.at.f, found.at.no_answer_f1) == (1, 0)
    assert [point.f for point in found.curve] == [1.0] * 15 + [0.0] * 5
