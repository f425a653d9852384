"""Starts the product as its commands do, and copies a loaded one where a second is needed."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 300
MEANING_SECONDS = 600
ALLMENDE = [sys.executable, "-m", "allmende"]
DATABASE = "allmende.sqlite3"


@dataclass(frozen=True)
class Product:
    url: str
    home: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database holds, read only: for what no page shows."""
        address = f"file:{self.home / DATABASE}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def demo() -> Iterator[Product]:
    with _folder() as home:
        command = [*ALLMENDE, "demo", "--quiet"]
        subprocess.run(command, env=_environment(home), check=True, timeout=START_SECONDS)
        with _served(home, "--with-worker", questions=1000) as product:
            yield product


@contextmanager
def copy_of(product: Product, *, questions: int) -> Iterator[Product]:
    """The same data on another port, with another limit of questions a minute and no worker."""
    with _folder() as home:
        shutil.copytree(product.home, home, dirs_exist_ok=True, ignore=_not_database)
        with (
            closing(sqlite3.connect(product.home / DATABASE)) as source,
            closing(sqlite3.connect(home / DATABASE)) as target,
        ):
            source.backup(target)
            target.execute("DELETE FROM core_ratewindow")
            target.commit()
        with _served(home, questions=questions) as copy:
            yield copy


def wait_for_meaning(product: Product) -> None:
    missing = (
        "SELECT count(*) FROM knowledge_passage WHERE id NOT IN "
        "(SELECT passage_id FROM knowledge_embedding)"
    )
    wait_until(lambda: product.rows(missing) == [(0,)], MEANING_SECONDS, "search by meaning")


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} is not there after {seconds} s")
        time.sleep(0.2)


@contextmanager
def _folder() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="allmende-browser-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _served(home: Path, *options: str, questions: int) -> Iterator[Product]:
    port = _free_port()
    command = [*ALLMENDE, "serve", *options, "--port", str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, env=_environment(home, questions), stdout=log, stderr=log
        )
        try:
            url = f"http://localhost:{port}"
            wait_until(lambda: _is_ready(url, server), START_SECONDS, url)
            yield Product(url, home)
        finally:
            server.terminate()
            server.wait(30)


def _is_ready(url: str, server: "subprocess.Popen[bytes]") -> bool:
    assert server.poll() is None, "the server ended by itself"
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _environment(home: Path, questions: int = 1000) -> dict[str, str]:
    own = {
        "ALLMENDE_HOME": str(home),
        "ALLMENDE_DEMO": "1",
        "ALLMENDE_QUESTIONS_PER_MINUTE": str(questions),
    }
    others = ("ALLMENDE_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(others)}
    return {**inherited, **own}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _not_database(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith((DATABASE, "server.log"))}
