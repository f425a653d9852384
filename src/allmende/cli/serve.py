"""Starts the web server, after bringing the database up to date.

Behind a reverse proxy set ALLMENDE_HOSTS, ALLMENDE_ORIGINS, ALLMENDE_HTTPS and
ALLMENDE_TRUSTED_PROXIES (docs/operate.md).
"""

import argparse
import atexit
import gc
import os
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.urls import reverse
from gunicorn.app.base import BaseApplication

from allmende.cli import say
from allmende.cli.preparation import prepare
from allmende.portal.assistant.domain import reading
from allmende.portal.knowledge import index

PORTS_TO_TRY = 20
PATIENCE = 2.0  # seconds that a worker gets to end by itself


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="Adresse, an der gelauscht wird")
    parser.add_argument("--port", type=int, default=8000, help="belegt? dann der nächste freie")
    parser.add_argument("--workers", type=int, default=1, help="Prozesse des Webservers")
    parser.add_argument("--threads", type=int, default=16, help="gleichzeitige Anfragen je Prozess")
    parser.add_argument(
        "--with-worker", action="store_true", help="auch die Hintergrundarbeit starten"
    )


def run(options: argparse.Namespace) -> int:
    prepare()
    port = free_port(options.host, options.port)
    if port != options.port:
        say(f"Anschluss {options.port} ist belegt, Allmende nimmt {port}.")
    url = f"http://{_shown(options.host)}:{port}"
    _tell_address(url)
    if options.with_worker:
        threading.Thread(target=_keep_worker_alive, daemon=True).start()
    say(f"\n  Allmende läuft: {url}/\n  Beenden mit Strg+C.\n")
    Server(
        bind=f"{options.host}:{port}",
        workers=options.workers,
        threads=options.threads,
        worker_class="gthread",
        timeout=120,
        graceful_timeout=5,
        loglevel="warning",
        proc_name="allmende",
        post_worker_init=_warm_up,
    ).run()
    return 0


def _tell_address(url: str) -> None:
    """Links in mails lead here, worker included, unless ALLMENDE_URL says where people come in."""
    if not (os.environ.get("ALLMENDE_URL") or os.environ.get("ALLMENDE_URL_FILE")):
        os.environ["ALLMENDE_URL"] = settings.BASE_URL = url


def free_port(host: str, first: int) -> int:
    """The first free port from ``first`` on; ends with a sentence if there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, first + PORTS_TO_TRY):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    sys.exit(f"Alle Anschlüsse von {first} bis {first + PORTS_TO_TRY - 1} sind belegt.")


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 -- compared


def _keep_worker_alive() -> None:
    """A worker that dies is started again; its unfinished jobs are taken up by the next one."""
    while True:
        worker = subprocess.Popen([sys.executable, "-m", "allmende", "worker", "--child"])
        atexit.register(_stop, worker)
        worker.wait()
        atexit.unregister(_stop)
        time.sleep(1)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    """Jobs survive a hard end, so nobody has to wait for one to finish."""
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


def _warm_up(_: object) -> None:
    """Load reader, index and model before the first question needs them."""
    threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    reading.reader()
    index.warm_up()
    # What lives as long as the process need not be searched for garbage with every request.
    gc.collect()
    gc.freeze()


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from allmende.portal.wsgi import application  # noqa: PLC0415 -- after the fork

        # Loads all pages and lists their addresses. Else the first visitors wait for it, and each
        # of their threads makes the list for itself.
        reverse("start")
        return application
