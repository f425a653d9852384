"""Measures search, answers, rules and tours against examples whose solution is known.

Question files hold a JSON list of objects with "question", "context" (one sentence a line) and
"answers" (indices of the sentences that answer; empty: not answerable).
"""

import argparse
import json
from pathlib import Path

from allmende.cli import evaluate_tours, say
from allmende.engines.regulation import evaluate_examples
from allmende.engines.retrieval import evaluate_answers, evaluate_retrieval

QUESTIONS = {
    "retrieval": (evaluate_retrieval.evaluate, "findet die Suche die Seite? R@1, R@5, R@10, MRR"),
    "answers": (
        evaluate_answers.evaluate,
        "wählt der Leser die richtigen Sätze, und schweigt er zu Recht?",
    ),
}
REGULATION = "stuft das Regelwerk die Beispiele richtig ein? Verwechslungen und Fehler"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="GEGENSTAND")
    for name, (evaluate, text) in QUESTIONS.items():
        subject = subjects.add_parser(name, help=text, description=text)
        subject.set_defaults(measure=lambda o, evaluate=evaluate: evaluate(o.questions, o.score))
        _file(subject, "--questions", "Dateien, deren Kontexte den Bestand bilden", several=True)
        _file(subject, "--score", "Fragen, die bewertet werden")
        subject.add_argument("--json", action="store_true", help="Ergebnis als JSON")
    rules = subjects.add_parser("regulation", help=REGULATION, description=REGULATION)
    rules.set_defaults(measure=lambda o: evaluate_examples.evaluate(o.examples, o.answers))
    _file(rules, "--examples", "Beispiele mit ihrer Einstufung")
    _file(rules, "--answers", "dieselben Beispiele als Antworten auf den Fragebogen")
    rules.add_argument("--json", action="store_true", help="Ergebnis als JSON")
    text = evaluate_tours.TEXT
    evaluate_tours.add_arguments(subjects.add_parser("tours", help=text, description=text))


def _file(parser: argparse.ArgumentParser, name: str, text: str, *, several: bool = False) -> None:
    nargs = {"nargs": "+"} if several else {}
    parser.add_argument(name, type=Path, required=True, metavar="DATEI", help=text, **nargs)


def run(options: argparse.Namespace) -> int:
    score = options.measure(options)
    say(json.dumps(score.as_json()) if options.json else str(score))
    return 0
