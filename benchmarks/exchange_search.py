"""Search over the posts of the exchange, as a member with audience keys.

python -m benchmarks.exchange_search --posts 100000 --threads 5000 [--database postgresql]

The peer, in the same run over the same texts: the database's own full text search (PostgreSQL
``to_tsvector('german', …)`` with GIN, SQLite FTS5), which asks nobody who may see what, knows no
compounds, and on SQLite no German either. The aim is p95 under 150 ms.
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

    found = {}
    everything: dict[str, list[float]] = {"ours": [], "few": [], "peer": []}
    ways = {"ours": world.ours, "few": world.few, "peer": world.peer}
    for name, make in questions().items():
        chance = random.Random(name)
        asked = [make(chance) for _ in range(rounds + 3)]
        print(name, file=sys.stderr)
        found[name] = {}
        for way, ask in ways.items():
            measure.latencies(lambda one, ask=ask: ask(reader, one), asked[:3])
            measured, _ = measure.latencies(lambda one, ask=ask: ask(reader, one), asked[3:])
            everything[way] += measured.seconds
            found[name][way] = _figure(measured)
    found["alle Fragen"] = {
        way: _figure(measure.Latencies(seconds)) for way, seconds in everything.items()
    }
    return found


def _figure(measured: measure.Latencies) -> dict[str, float]:
    return {"p50_ms": measured.milliseconds(0.5), "p95_ms": measured.milliseconds(0.95)}


def _print(figures: dict[str, Any]) -> None:
    print(
        f"{'':<26}{'Themen: p50':>12}{'p95':>9}{'Alles: p50':>13}{'p95':>9}"
        f"{'Vergleich: p50':>17}{'p95':>9}   Themen gegen Vergleich"
    )
    for name, figure in figures.items():
        ours, few, peer = figure["ours"], figure["few"], figure["peer"]
        ratios = "".join(f"{ours[key] / max(peer[key], 0.01):7.1f} x" for key in ours)
        print(
            f"{name:<26}{ours['p50_ms']:9.0f} ms{ours['p95_ms']:6.0f} ms{few['p50_ms']:10.0f} ms"
            f"{few['p95_ms']:6.0f} ms{peer['p50_ms']:14.1f} ms{peer['p95_ms']:6.1f} ms{ratios}"
        )


if __name__ == "__main__":
    main()
