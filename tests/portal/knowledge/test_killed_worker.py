"""A worker that is killed in the middle of an import loses nothing and doubles nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.portal.knowledge import ROOT

FILES = 20
PASSAGES_EACH = 30


@pytest.fixture
def step(tmp_path, fresh_database_url):
    """Run one step of ``killed_worker`` on a database of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "allmende.portal.settings",
        "ALLMENDE_HOME": str(tmp_path),
        "ALLMENDE_LOG_LEVEL": "ERROR",
        "DATABASE_URL": fresh_database_url,
    }

    def start(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.portal.knowledge.killed_worker", name]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    return start


def finish(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return output


def kill_after(process: subprocess.Popen[str], finished: Path, files: int) -> None:
    deadline = time.monotonic() + 60
    while not finished.exists() or finished.stat().st_size < files:
        assert time.monotonic() < deadline, "the worker did not start to work"
        assert process.poll() is None, "the worker was done before it could be killed"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_killed_import_is_resumed_without_loss_or_duplicates(step, tmp_path):
    finish(step("prepare"))
    for files in (3, 9):
        kill_after(step("work"), tmp_path / "finished", files)
        interrupted = json.loads(finish(step("report")))
        assert files <= interrupted["documents"] < FILES
        assert "running" in interrupted["job"]
        finish(step("recover"))
    finish(step("work"))
    names = sorted(f"{n}.md" for n in range(FILES))
    whole = json.loads(finish(step("report")))
    del whole["database"]
    assert whole == {
        "job": ["done", "done"],
        "items": ["done"] * FILES,
        "documents": FILES,
        "names": names,
        "passages": FILES * PASSAGES_EACH,
        "embeddings": FILES * PASSAGES_EACH,
    }
