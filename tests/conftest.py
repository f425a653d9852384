"""Fixtures for all tests. ``ALLMENDE_TEST_DATABASE=postgresql`` runs them on PostgreSQL."""

import os
from pathlib import Path

import pytest

from allmende.portal.knowledge import index

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ALLMENDE_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The shared test data; missing is a reason to skip at home and a failure in CI."""
    if DATA.is_dir():
        return DATA
    reason = f"Testdaten fehlen: {DATA} (siehe README, ALLMENDE_DATA)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _fresh_index():
    """The index lives as long as the process, the data only as long as the test."""
    yield
    index.forget()
