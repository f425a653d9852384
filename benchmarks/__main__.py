"""Index and search, each store in its own process, beside a peer: python -m benchmarks."""

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from benchmarks import material, measure

PEER = "haystack"
PEER_QUESTIONS = 20  # it looks at every passage in Python, which takes seconds each
OVERLAP = 20
NAMES = {"embedded": "eingebettet", "postgres": "PostgreSQL", PEER: "haystack-ai (BM25)"}
HEAD = (
    "Speicher            Abschnitte/s   Suche p50        p95  Rechenzeit  Ändern  Arbeitsspeicher"
    "   gegen haystack: Aufbau     p50     p95"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--passages", nargs="+", type=int, default=[1_000, 100_000])
    parser.add_argument("--stores", nargs="+", choices=[*NAMES], default=[*NAMES])
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="print figures as JSON only")
    options = parser.parse_args()
    figures = {
        str(count): compare(options.stores, count, options.questions) for count in options.passages
    }
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    print(f"Bestand: {material.origin()}; Vektoren gewürfelt. {measure.load()}.")
    for count, stores in figures.items():
        print(f"\n{int(count):,} Abschnitte".replace(",", "."))
        print(HEAD)
        for store, figure in stores.items():
            print(line(store, figure, stores.get(PEER)))


def compare(stores: list[str], passages: int, questions: int) -> dict[str, dict[str, Any]]:
    figures = {}
    for store in stores:
        print(f"{NAMES[store]}, {passages} Abschnitte …", file=sys.stderr)
        figures[store] = measured(store, passages, questions)
    found = {store: figure.pop("found") for store, figure in figures.items()}
    if {"embedded", "postgres"} <= found.keys():
        shared = overlap(found["embedded"], found["postgres"])
        figures["postgres"]["overlap_with_embedded"] = shared
    return figures


def measured(store: str, passages: int, questions: int) -> dict[str, Any]:
    if store == PEER:
        questions = min(questions, PEER_QUESTIONS)
    command = [sys.executable, "-m", "benchmarks.one_store", store, str(passages), str(questions)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=_environment())
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _environment() -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**inherited, "OMP_NUM_THREADS": "1"}


def overlap(left: list[list[int]], right: list[list[int]]) -> float:
    """Mean share of the first OVERLAP hits of one store that the other one has, too."""
    shares = [
        len(set(one[:OVERLAP]) & set(other[:OVERLAP])) / max(1, len(one[:OVERLAP]))
        for one, other in zip(left, right, strict=True)
    ]
    return sum(shares) / len(shares)


def line(store: str, figure: dict[str, Any], peer: dict[str, Any] | None) -> str:
    memory = " + ".join(f"{mebibytes:.0f}" for mebibytes in figure["memory_mib"].values())
    text = (
        f"{NAMES[store]:<20}{figure['passages_a_second']:12.0f}"
        f"{figure['p50_ms']:9.1f} ms{figure['p95_ms']:8.1f} ms{figure['processor_ms']:9.1f} ms"
        f"{figure['update_ms']:5.0f} ms{memory:>13} MiB"
    )
    if peer and store != PEER:
        build = figure["passages_a_second"] / peer["passages_a_second"]
        text += f"{build:23.2f} x" + "".join(
            f"{figure[key] / peer[key]:6.3f} x" for key in ("p50_ms", "p95_ms")
        )
    if "overlap_with_embedded" in figure:
        text += f"   {figure['overlap_with_embedded']:.1%} der besten {OVERLAP} wie eingebettet"
    return text + f"   ({figure['load_after']})"


if __name__ == "__main__":
    main()
