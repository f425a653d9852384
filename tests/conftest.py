"""Fixtures for all tests. ``ALLMENDE_TEST_DATABASE=postgresql`` runs them on PostgreSQL."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from allmende.portal.knowledge import index
from tests.missing import missing, need_tesseract

# As the product does: many small products in many threads are slower than in one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ALLMENDE_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The shared test data; missing is a reason to skip at home and a failure in CI."""
    if not DATA.is_dir():
        missing(f"Testdaten fehlen: {DATA} (siehe README, ALLMENDE_DATA)")
    return DATA


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Text recognition in German, under the same rule."""
    need_tesseract()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _fresh_index():
    """The index lives as long as the process, the data only as long as the test."""
    yield
    index.forget()


@pytest.fixture
def fresh_database_url():
    """Of a new, empty database on the server of the tests; empty means SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"fresh_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
