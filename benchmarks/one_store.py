"""Measures one store in this process; prints the result as one line of JSON."""

import argparse
import json
import random
from itertools import batched
from typing import Any

from allmende.engines.retrieval.types import IndexEntry
from benchmarks import corpus, measure
from benchmarks.stores import STORES

PORTION = 2_000
WARM_UP = 20  # questions that do not count
UPDATES = 30


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", choices=STORES)
    parser.add_argument("passages", type=int)
    parser.add_argument("questions", type=int)
    options = parser.parse_args()
    print(json.dumps(run(options.store, options.passages, options.questions)))


def run(name: str, passages: int, questions: int) -> dict[str, Any]:
    store = STORES[name]()
    before = measure.load()
    filling, finishing = measure.Stopwatch(), measure.Stopwatch()
    for portion in batched(corpus.entries(passages), PORTION):
        with filling.running():
            store.add(portion)
    with finishing.running():
        store.finish()
    asked = corpus.questions(questions, passages)
    measure.latencies(store.search, asked[:WARM_UP])
    used = store.processor()
    searching, found = measure.latencies(store.search, asked)
    used = store.processor() - used
    memory = store.memory()
    updating, _ = measure.latencies(lambda entry: store.add([entry]), _updates(name, passages))
    return {
        "passages_a_second": passages / filling.seconds,
        "finish_seconds": finishing.seconds,
        "p50_ms": searching.milliseconds(0.5),
        "p95_ms": searching.milliseconds(0.95),
        "processor_ms": used / len(asked) * 1000,
        "update_ms": updating.milliseconds(0.5),
        "update_most_ms": updating.milliseconds(1.0),
        "memory_mib": memory,
        "load_before": before,
        "load_after": measure.load(),
        "found": found,
    }


def _updates(name: str, passages: int) -> list[IndexEntry]:
    """Single passages that are replaced in the full index; the peer refuses that."""
    chance = random.Random("updates")
    known = range(1, passages + 1) if name != "haystack" else range(passages + 1, passages + 1000)
    return [corpus.entry(chance.choice(known)) for _ in range(UPDATES)]


if __name__ == "__main__":
    main()
