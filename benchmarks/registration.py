"""300 people register at the same moment for 100 places in 8 rooms, against the real server.

python -m benchmarks.registration [--database sqlite|postgresql] [--workers 2] [--rounds 1]
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import batched
from statistics import median
from typing import Any

from benchmarks import measure
from benchmarks.material import ROOT
from benchmarks.stores import SETTINGS
from benchmarks.web import _serving

TOKEN = "a" * 32  # both halves of the double-submit cookie
FIGURES = ("p50_ms", "p95_ms", "processor_ms", "whole_seconds")
QUIET = 10  # looks, half a second apart
REQUEST = (
    "POST /veranstaltungen/{session}/anmelden/ HTTP/1.1\r\n"
    "Host: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    "Cookie: sessionid={cookie}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n\r\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.registration", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--people", type=int, default=300, help="zugleich")
    parser.add_argument("--rounds", type=int, default=1, help="so oft, immer andere Personen")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = crowd(
        options.database,
        workers=options.workers,
        people=options.people,
        rounds=options.rounds,
    )
    print(json.dumps(figures, indent=1) if options.json else text(figures))


def crowd(database: str, *, workers: int = 2, people: int = 300, rounds: int = 1) -> dict[str, Any]:
    """Everybody clicks at once; figures of the answers, and what the database holds then.

    With several rounds the median of each figure, and p95 of every round: the first one also opens
    connections and fills caches.
    """
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-crowd-"))
        environment = _environment(home, database)
        world = _world(environment, "--people", str(people * rounds))
        address, pid = stack.enter_context(_serving(environment, "--workers", str(workers)))
        port = int(address.rpartition(":")[2])
        _warm_up(port, workers, pid)
        cookies = batched(world["cookies"], people, strict=True)
        measured = [_round(port, pid, world["session"], some) for some in cookies]
        found = _world(environment, "--report", str(world["session"]))
    codes = Counter(code for one in measured for code in one["codes"])
    return {
        **found,
        "database": database,
        "workers": workers,
        "at_once": people,
        **{name: median(one[name] for one in measured) for name in FIGURES},
        "rounds_p95_ms": [one["p95_ms"] for one in measured],
        "statuses": {str(code): count for code, count in codes.items()},
        "load": measure.load(),
    }


def _round(port: int, pid: int, session: int, cookies: Sequence[str]) -> dict[str, Any]:
    used, started = measure.processor_of_family(pid), time.perf_counter()
    answers = asyncio.run(_together(port, session, cookies))
    whole = time.perf_counter() - started
    used = measure.processor_of_family(pid) - used
    measured = measure.Latencies([seconds for seconds, _ in answers])
    return {
        "p50_ms": round(measured.milliseconds(0.5)),
        "p95_ms": round(measured.milliseconds(0.95)),
        "processor_ms": round(used / len(cookies) * 1000, 1),
        "whole_seconds": round(whole, 2),
        "codes": [code for _, code in answers],
    }


def _environment(home: str, database: str) -> dict[str, str]:
    chosen = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "ALLMENDE_TEST_DATABASE"}
    }
    chosen |= {"ALLMENDE_HOME": home, "ALLMENDE_LOG_LEVEL": "ERROR"}
    chosen["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    if database == "postgresql":
        from tests import postgres  # noqa: PLC0415 -- only where it is wanted

        chosen["DATABASE_URL"] = postgres.start(SETTINGS)
    return chosen


def _world(environment: dict[str, str], *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.registration_world", *words]
    done = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, cwd=str(ROOT)
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _warm_up(port: int, workers: int, pid: int) -> None:
    """Loads what is loaded late in every process; nobody registers by it.

    A fresh process also loads the reader and the index, on threads of their own, with pauses:
    wait until nothing has happened for a while.
    """
    requests = ["no-session"] * 16 * workers
    asyncio.run(_together(port, 0, requests))
    used, quiet = 0.0, 0
    for _ in range(120):
        before, used = used, measure.processor_of_family(pid)
        quiet = quiet + 1 if used - before < 0.02 else 0
        if quiet == QUIET:
            return
        time.sleep(0.5)


async def _together(port: int, session: int, cookies: Sequence[str]) -> list[tuple[float, int]]:
    start = asyncio.Event()
    people = [asyncio.create_task(_click(start, port, session, cookie)) for cookie in cookies]
    await asyncio.sleep(0)
    start.set()
    return await asyncio.gather(*people)


async def _click(start: asyncio.Event, port: int, session: int, cookie: str) -> tuple[float, int]:
    """Seconds from the click to the whole answer, and its status."""
    request = REQUEST.format(session=session, cookie=cookie, token=TOKEN).encode()
    await start.wait()
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    seconds = time.perf_counter() - began
    writer.close()
    return seconds, int(answer.split(maxsplit=2)[1]) if answer else 0


def text(figures: dict[str, Any]) -> str:
    states = figures["states"]
    rounds = figures["rounds_p95_ms"]
    each = f"p95 je Runde: {', '.join(map(str, rounds))} ms\n" if len(rounds) > 1 else ""
    return (
        f"{figures['at_once']} Personen zugleich, {figures['database']}, "
        f"{figures['workers']} Prozesse: p50 {figures['p50_ms']} ms, p95 {figures['p95_ms']} ms, "
        f"Rechenzeit {figures['processor_ms']} ms, "
        f"alle in {figures['whole_seconds']} s, Antworten {figures['statuses']}\n{each}"
        f"{len(states)} Anmeldungen, {states.count('confirmed')} mit Platz, "
        f"{states.count('waiting')} auf der Warteliste, Räume {figures['seated']}\n"
        f"{figures['load']}"
    )


if __name__ == "__main__":
    main()
