"""Measures search and answers against questions whose solution is known.

The files hold a JSON list of objects with "question", "context" (one sentence a line) and
"answers" (indices of the sentences that answer; empty: not answerable).
"""

import argparse
import json
from pathlib import Path

from allmende.cli import say
from allmende.engines.retrieval import evaluate_answers, evaluate_retrieval

SUBJECTS = {
    "retrieval": (evaluate_retrieval.evaluate, "findet die Suche die Seite? R@1, R@5, R@10, MRR"),
    "answers": (
        evaluate_answers.evaluate,
        "wählt der Leser die richtigen Sätze, und schweigt er zu Recht?",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="GEGENSTAND")
    for name, (evaluate, text) in SUBJECTS.items():
        subject = subjects.add_parser(name, help=text, description=text)
        subject.set_defaults(evaluate=evaluate)
        subject.add_argument(
            "--questions",
            nargs="+",
            type=Path,
            required=True,
            metavar="DATEI",
            help="Dateien, deren Kontexte den Bestand bilden",
        )
        subject.add_argument(
            "--score", type=Path, required=True, metavar="DATEI", help="Fragen, die bewertet werden"
        )
        subject.add_argument("--json", action="store_true", help="Ergebnis als JSON")


def run(options: argparse.Namespace) -> int:
    score = options.evaluate(options.questions, options.score)
    say(json.dumps(score.figures()) if options.json else str(score))
    return 0
