"""Measures the planning of tours: on instances of the literature, or on a generated town."""

import argparse
import importlib
from pathlib import Path
from typing import Any

from allmende.engines.tours import evaluate_instances

TEXT = "wie gut sind die Touren? Abstand zur besten bekannten Lösung, oder Fahrzeit einer Stadt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument(
        "--instances",
        type=Path,
        metavar="ORDNER",
        help="Instanzen (.vrp von CVRPLIB, .txt von Solomon), daneben ihre Lösungen (.sol)",
    )
    kind.add_argument(
        "--city", type=Path, metavar="DATEI", help="Orte der Stadt, für die geplant wird"
    )
    parser.add_argument("--network", type=Path, metavar="DATEI", help="OSM-Auszug, nötig zu --city")
    parser.add_argument(
        "--seconds", type=float, default=10, metavar="N", help="Rechenzeit, je Instanz oder Stadt"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="Start des Zufalls")
    parser.add_argument("--json", action="store_true", help="Ergebnis als JSON")
    parser.set_defaults(measure=lambda options: measure(options, parser))


def measure(options: argparse.Namespace, parser: argparse.ArgumentParser) -> Any:
    """A score with ``as_json``. Ends the program with a sentence for unusable files."""
    if options.city and options.network is None:
        parser.error("--city braucht das Straßennetz: --network DATEI")
    try:
        if options.city:
            city = importlib.import_module("allmende.engines.tours.evaluate_city")
            return city.evaluate(options.city, options.network, options.seconds)
        return evaluate_instances.evaluate(options.instances, options.seconds, seed=options.seed)
    except (OSError, ValueError) as problem:
        parser.error(str(problem))
