"""The real product on its demo network: how long people wait for answers, also many at once.

python -m benchmarks.web [--database sqlite|postgresql]
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import httpx

from benchmarks import measure
from benchmarks.material import ROOT
from benchmarks.stores import SETTINGS

QUESTIONS = ROOT / "tests" / "portal" / "demo" / "questions_services.json"
PEOPLE = 20
EACH = 5
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Asked:
    organisation: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--words-only", action="store_true", help="do not wait for the vectors")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="allmende-web-"))
        environment = _environment(home, options.database)
        seconds = _prepare(environment, words_only=options.words_only)
        address, pid = stack.enter_context(_serving(environment))
        figures = {**seconds, **_measure(address, pid, options.questions)}
    print(json.dumps(figures, ensure_ascii=False, indent=1) if options.json else _text(figures))


def _environment(home: str, database: str) -> dict[str, str]:
    chosen = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    chosen |= {"ALLMENDE_HOME": home, "ALLMENDE_DEMO": "1", "ALLMENDE_LOG_LEVEL": "WARNING"}
    chosen |= {"ALLMENDE_QUESTIONS_PER_MINUTE": "100000", "PYTHONPATH": f"{ROOT / 'src'}"}
    if database == "postgresql":
        from tests import postgres  # noqa: PLC0415 -- only where it is wanted

        chosen["DATABASE_URL"] = postgres.start(SETTINGS)
    return chosen


def _prepare(environment: dict[str, str], *, words_only: bool) -> dict[str, float]:
    demo, worker = measure.Stopwatch(), measure.Stopwatch()
    with demo.running():
        _allmende(environment, "demo", "--quiet")
    if not words_only:
        with worker.running():
            _allmende(environment, "worker", "--batch")
    return {"demo_seconds": demo.seconds, "vectors_seconds": worker.seconds}


def _allmende(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-m", "allmende", *words]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _serving(environment: dict[str, str], *options: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "allmende", "serve", "--port", str(port), *options]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} antwortet nicht.")


class Person:
    """A citizen with a browser: opens the page, asks, reads the answer."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        self.tokens: dict[str, str] = {}

    def ask(self, asked: Asked) -> int:
        """The status of the page with the answer."""
        place = f"/o/{asked.organisation}/"
        if place not in self.tokens:
            found = _TOKEN.search(self.client.get(place).text)
            self.tokens[place] = found.group(1) if found else ""
        form = {"question": asked.text, "csrfmiddlewaretoken": self.tokens[place]}
        page = self.client.post(f"{place}fragen/", data=form)
        return page.status_code if "/antwort/" in str(page.url) else 599


def _measure(address: str, pid: int, count: int) -> dict[str, Any]:
    questions = list(islice(cycle(_questions()), count))
    one = Person(address)
    for asked in questions[:10]:  # opens pages and loads what is loaded late
        one.ask(asked)
    used = measure.processor_of_family(pid)
    alone, statuses = measure.latencies(one.ask, questions)
    used = measure.processor_of_family(pid) - used
    crowd = [Person(address) for _ in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as pool:
        shares = [questions[number::PEOPLE][:EACH] for number in range(PEOPLE)]
        results = list(pool.map(lambda p, s: measure.latencies(p.ask, s), crowd, shares))
    together = measure.Latencies([s for latencies, _ in results for s in latencies.seconds])
    answered = statuses + [status for _, found in results for status in found]
    return {
        "p50_ms": alone.milliseconds(0.5),
        "p95_ms": alone.milliseconds(0.95),
        "processor_ms": used / count * 1000,
        "people_at_once": PEOPLE,
        "together_p50_ms": together.milliseconds(0.5),
        "together_p95_ms": together.milliseconds(0.95),
        "errors": sum(status != 200 for status in answered),
        "memory_mib": measure.resident_of_family(pid),
        "load": measure.load(),
    }


def _questions() -> list[Asked]:
    listed = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    public = [question for question in listed if question["audience"] == "public"]
    return [Asked(question["organisation"], question["question"]) for question in public]


def _text(figures: dict[str, Any]) -> str:
    return (
        f"Vorführung geladen in {figures['demo_seconds']:.0f} s, "
        f"Vektoren in {figures['vectors_seconds']:.0f} s\n"
        f"Frage bis Antwortseite: p50 {figures['p50_ms']:.0f} ms, p95 {figures['p95_ms']:.0f} ms, "
        f"Rechenzeit {figures['processor_ms']:.0f} ms\n"
        f"{figures['people_at_once']} Personen zugleich: p50 {figures['together_p50_ms']:.0f} ms, "
        f"p95 {figures['together_p95_ms']:.0f} ms, Fehler: {figures['errors']}\n"
        f"Arbeitsspeicher des Webservers: {figures['memory_mib']:.0f} MiB\n{figures['load']}"
    )


if __name__ == "__main__":
    main()
