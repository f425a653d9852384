"""Search over the posts of the exchange, as a member with audience keys.

python -m benchmarks.exchange_search --posts 100000 --threads 5000 [--database postgresql]

The peer, in the same run over the same texts: the database's own full text search (PostgreSQL
``to_tsvector('german', …)`` with GIN, SQLite FTS5), which asks nobody who may see what, knows no
compounds, and on SQLite no German either. The aim is p95 under 150 ms. Printed beside the time on
the clock: the time of the processor, which a busy machine does not stretch.
"""
# ruff: noqa: PLC0415 -- Django is imported after its database has been chosen

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks import measure
from benchmarks.stores import SETTINGS

ROUNDS = 60


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.exchange_search", description=__doc__
    )
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=5_000)
    parser.add_argument("--organisations", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--home", help="keep the SQLite database there and use it again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    _start(options.database, options.home)
    from allmende.portal.organisations.models import Member
    from benchmarks import exchange_world as world

    started = time.perf_counter()
    reader = Member.objects.first() or world.build(
        options.posts, options.threads, options.organisations
    )
    seconds = time.perf_counter() - started
    figures = _ask(reader, options.rounds)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    print(f"{options.database}: {world.figures()}, angelegt in {seconds:.0f} s. {measure.load()}.")
    _print(figures)


def _start(database: str, home: str | None) -> None:
    os.environ["ALLMENDE_HOME"] = home or tempfile.mkdtemp(prefix="allmende-benchmark-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("ALLMENDE_LOG_LEVEL", "WARNING")
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        from tests import postgres

        os.environ["DATABASE_URL"] = postgres.start(SETTINGS)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def questions() -> dict[str, Callable[[random.Random], str]]:
    """What people type, each a little different every time."""
    from benchmarks import exchange_world as world
    from benchmarks.catalogue import compound, three, word

    frequent = list(world.often(30))
    return {
        "ein Wort": word,
        "zusammengesetztes Wort": compound,
        "zwei Wörter": lambda chance: " ".join(three(chance)[:2]),
        "drei Wörter": lambda chance: " ".join(three(chance)),
        "ein häufiges Wort": lambda chance: chance.choice(frequent),
        "drei häufige Wörter": lambda chance: " ".join(chance.sample(frequent, 3)),
    }


def _ask(reader: Any, rounds: int) -> dict[str, Any]:
    from benchmarks import exchange_world as world

    found: dict[str, Any] = {}
    ways = {"ours": world.ours, "few": world.few, "peer": world.peer}
    everything = {way: (measure.Latencies(), measure.Latencies()) for way in ways}
    for name, make in questions().items():
        chance = random.Random(name)
        asked = [make(chance) for _ in range(rounds + 3)]
        print(name, file=sys.stderr)
        found[name] = {}
        for way, ask in ways.items():
            passed, used = _measured(ask, reader, asked)
            everything[way][0].seconds += passed.seconds
            everything[way][1].seconds += used.seconds
            found[name][way] = _figure(passed, used)
    found["alle Fragen"] = {way: _figure(*both) for way, both in everything.items()}
    return found


def _measured(
    ask: Callable[[Any, str], Any], reader: Any, asked: list[str]
) -> tuple[measure.Latencies, measure.Latencies]:
    """What passed on the clock, and what the processor worked: others do not stretch that."""
    from benchmarks import exchange_world as world

    passed, used = measure.Latencies(), measure.Latencies()
    for number, question in enumerate(asked):
        before, started = world.processor(), time.perf_counter()
        ask(reader, question)
        seconds, worked = time.perf_counter() - started, world.processor() - before
        if number >= 3:  # the first ones warm up
            passed.seconds.append(seconds)
            used.seconds.append(worked)
    return passed, used


def _figure(passed: measure.Latencies, used: measure.Latencies) -> dict[str, float]:
    return {
        "p50_ms": passed.milliseconds(0.5),
        "p95_ms": passed.milliseconds(0.95),
        "processor_p50_ms": used.milliseconds(0.5),
        "processor_p95_ms": used.milliseconds(0.95),
    }


def _print(figures: dict[str, Any]) -> None:
    """In brackets the time of the processor."""
    print(f"{'':<24}{'Themen: p50':>18}{'p95':>18}{'Alles: p95':>18}{'Vergleich: p95':>20}")
    for name, figure in figures.items():
        ours, few, peer = figure["ours"], figure["few"], figure["peer"]
        print(
            f"{name:<24}{_cell(ours, 'p50')}{_cell(ours, 'p95')}{_cell(few, 'p95')}"
            f"{_cell(peer, 'p95')}   {ours['p95_ms'] / max(peer['p95_ms'], 0.01):6.1f} x"
        )


def _cell(figure: dict[str, float], share: str) -> str:
    text = f"{figure[f'{share}_ms']:.0f} ms ({figure[f'processor_{share}_ms']:.0f})"
    return f"{text:>18}"


if __name__ == "__main__":
    main()
