"""The network's catalogue, full: how long a page takes from the request to the HTML.

python -m benchmarks.catalogue --use-cases 10000 --organisations 500

Runs on PostgreSQL, started in a temporary folder. The peer, in the same run over the same texts,
is PostgreSQL's own German full text search (``to_tsvector('german', …)`` with a GIN index and
``ts_rank``); it gets the same questions, counts its hits and returns the best 25.
"""
# ruff: noqa: PLC0415 -- Django is imported after its database has been started

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import measure
from benchmarks.corpus import _NOUN, _nouns, _title, _varied
from benchmarks.material import sentences
from benchmarks.stores import SETTINGS

HOST = "testserver"
ROUNDS = 40
PARTS = ("summary", "problem", "benefit", "human_oversight", "risks", "data_sources", "retention")
PATH = "/anwendungsfaelle/katalog/"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalogue", description=__doc__)
    parser.add_argument("--use-cases", type=int, default=10_000)
    parser.add_argument("--organisations", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    _start()
    from benchmarks import catalogue_world as world

    started = time.perf_counter()
    reader = world.build(options.use_cases, options.organisations)
    seconds = time.perf_counter() - started
    figures = {**_pages(reader, options.rounds), "Fragen": _beside_the_peer(reader, options.rounds)}
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    print(
        f"{options.use_cases} Anwendungsfälle von {options.organisations} Organisationen, "
        f"angelegt in {seconds:.0f} s. {measure.load()}."
    )
    _print(figures)


def _start() -> None:
    from tests import postgres

    os.environ["DATABASE_URL"] = postgres.start(SETTINGS)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("ALLMENDE_LOG_LEVEL", "WARNING")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _pages(reader: Any, rounds: int) -> dict[str, Any]:
    from django.test import Client

    from benchmarks import catalogue_world as world

    client = Client()
    client.force_login(reader.user)

    def open_page(address: str) -> int:
        response = client.get(address)
        assert response.status_code == 200, address
        return len(response.content)

    figures = {}
    for name, make in requests().items():
        chance = random.Random(name)
        addresses = [PATH + make(chance) for _ in range(rounds + 3)]
        for address in addresses[:3]:
            open_page(address)
        print(name, file=sys.stderr)
        before = world.processor()
        measured, _ = measure.latencies(open_page, addresses[3:])
        used = world.processor() - before
        figures[name] = _figure(measured) | {"processor_ms": used / rounds * 1000}
    return figures


def requests() -> dict[str, Callable[[random.Random], str]]:
    """What people ask for, each a little different every time."""
    return {
        "Liste": lambda chance: f"?seite={chance.randint(1, 20)}",
        "Liste nach Kosten": lambda chance: f"?sortierung=kosten&seite={chance.randint(1, 20)}",
        "Filter Handlungsfeld": lambda chance: "?feld=" + chance.choice(FIELDS),
        "Filter Land": lambda chance: "?land=" + chance.choice(["BW", "BY", "NW", "SN"]),
        "Filter Einwohnerzahl": lambda chance: "?groesse=" + chance.choice(["5", "20", "100"]),
        "Filter Reifegrad": lambda chance: f"?reife={chance.randint(1, 8)}",
        "Filter Kosten": lambda chance: "?kosten=" + chance.choice(["0", "5", "20", "100"]),
        "Filter Baustein": lambda chance: "?baustein=" + chance.choice(["assistant", "tours"]),
        "Filter Einstufung": lambda chance: "?klasse=" + chance.choice(["minimal", "hochrisiko"]),
        "Filter Stand": lambda chance: "?stand=" + chance.choice(["pilot", "operation"]),
        "Drei Filter": lambda chance: "?land=BY&reife=3&feld=" + chance.choice(FIELDS),
        "Suche, ein Wort": lambda chance: "?suche=" + word(chance),
        "Suche, zusammengesetztes Wort": lambda chance: "?suche=" + compound(chance),
        "Suche, drei Wörter": lambda chance: "?suche=" + "+".join(three(chance)),
        "Suche, häufige Wörter": lambda _: "?suche=Verwaltung+Daten+Frist",
        "Suche und Filter": lambda chance: "?land=NW&suche=" + word(chance),
    }


FIELDS = ["koki:law", "koki:data", "urban:processes", "urban:mobility"]


def word(chance: random.Random) -> str:
    return chance.choice(_NOUN.findall(" ".join(chance.choices(sentences(), k=20))))


def three(chance: random.Random) -> list[str]:
    """Of one passage, so that there is something to find."""
    while True:
        nouns = sorted(set(_NOUN.findall(text(chance, 2))))
        if len(nouns) >= 3:
            return chance.sample(nouns, 3)


def compound(chance: random.Random) -> str:
    return chance.choice([noun for noun in _nouns() if len(noun) > 14])


def text(chance: random.Random, count: int) -> str:
    start = chance.randrange(len(sentences()) - count)
    return " ".join(_varied(line, chance) for line in sentences()[start : start + count])


def title(chance: random.Random) -> str:
    return f"{_title(chance.choice(sentences()), chance)} {chance.choice(_nouns())}"[:150]


def _beside_the_peer(reader: Any, rounds: int) -> dict[str, Any]:
    from benchmarks import catalogue_world as world

    figures = {}
    questions = {"ein Wort": word, "drei Wörter": lambda chance: " ".join(three(chance))}
    for name, make in questions.items():
        chance = random.Random(f"peer {name}")
        asked = [make(chance) for _ in range(rounds + 3)]
        for question in asked[:3]:
            world.ours(reader, question), world.peer(question)
        ours, _ = measure.latencies(lambda q: world.ours(reader, q), asked[3:])
        peer, _ = measure.latencies(world.peer, asked[3:])
        figures[name] = {"ours": _figure(ours), "peer": _figure(peer)}
    return figures


def _figure(measured: measure.Latencies) -> dict[str, float]:
    return {"p50_ms": measured.milliseconds(0.5), "p95_ms": measured.milliseconds(0.95)}


def _print(figures: dict[str, Any]) -> None:
    print(f"{'Ganze Seite':<34}{'p50':>9}{'p95':>12}{'Rechenzeit':>13}")
    for name, figure in figures.items():
        if name != "Fragen":
            print(
                f"{name:<34}{figure['p50_ms']:6.0f} ms{figure['p95_ms']:9.0f} ms"
                f"{figure['processor_ms']:10.0f} ms"
            )
    print(f"\n{'Nur die Suche in der Datenbank':<34}{'p50':>9}{'p95':>12}   gegen to_tsvector")
    for name, pair in figures["Fragen"].items():
        ours, peer = pair["ours"], pair["peer"]
        ratios = "".join(f"{ours[key] / peer[key]:8.2f} x" for key in ("p50_ms", "p95_ms"))
        print(
            f"{name:<34}{ours['p50_ms']:6.0f} ms{ours['p95_ms']:9.0f} ms{ratios}"
            f"   (dort {peer['p50_ms']:.0f} und {peer['p95_ms']:.0f} ms)"
        )


if __name__ == "__main__":
    main()
