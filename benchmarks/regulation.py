"""Evaluating the rules, beside reading them from their files each time:
python -m benchmarks.regulation.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.loading import load, shipped
from benchmarks import measure

type Pattern = tuple[dict[str, Answer], str]
READ_EACH_TIME = 30  # takes a tenth of a second each
DAY = date(2026, 11, 25)
AIM = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.regulation", description=__doc__)
    parser.add_argument("--patterns", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print figures as JSON only")
    options = parser.parse_args()
    figures = measured(patterns(options.patterns, options.seed))
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{options.patterns} zufällige Antwortmuster. {measure.load()}.")
    for name, title in (("ours", "Regeln im Speicher"), ("peer", "Regeln jedes Mal gelesen")):
        print(f"{title:26} {line(figures[name])}")
    print(f"Verhältnis p50 {figures['ratio']:.3f} (kleiner ist schneller), Ziel p95 < {AIM:.0f} ms")


def line(figure: dict[str, float]) -> str:
    names = {"p50": "p50", "p95": "p95", "processor_p50": "Rechenzeit p50", "processor_p95": "p95"}
    return "  ".join(f"{title} {figure[name]:7.2f} ms" for name, title in names.items())


def patterns(count: int, seed: int) -> list[Pattern]:
    """From nothing answered to everything, in any mix of the three answers and any Land."""
    dice = random.Random(seed)
    rules = shipped()
    states = list(rules.state)
    found = []
    for _ in range(count):
        share = dice.random()
        weights = [dice.random() + 0.01 for _ in Answer]
        answers = {
            question: dice.choices(list(Answer), weights)[0]
            for question in rules.question
            if dice.random() < share
        }
        found.append((answers, dice.choice(states)))
    return found


def measured(given: list[Pattern]) -> dict[str, Any]:
    folder = files("allmende.engines.regulation") / "rules"
    ours = _timed(shipped, given)
    peer = _timed(lambda: load(folder), given[:READ_EACH_TIME])
    return {"ours": ours, "peer": peer, "ratio": ours["p50"] / peer["p50"]}


def _timed(rules: Callable[[], Any], given: list[Pattern]) -> dict[str, float]:
    """Wall clock, and processor time, which a busy machine does not stretch."""
    taken, processor = measure.Latencies(), measure.Latencies()
    for answers, state in given:
        started = time.perf_counter(), time.process_time()
        evaluate(answers, rules=rules(), state=state, on=DAY)
        taken.seconds.append(time.perf_counter() - started[0])
        processor.seconds.append(time.process_time() - started[1])
    return {
        "p50": taken.milliseconds(0.5),
        "p95": taken.milliseconds(0.95),
        "processor_p50": processor.milliseconds(0.5),
        "processor_p95": processor.milliseconds(0.95),
    }


if __name__ == "__main__":
    main()
