"""Processes share what they know of attempts to log in: more workers are not more guesses."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture
def step(tmp_path, fresh_database_url):
    """Run one step of ``attempts`` in a new process on one database."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ALLMENDE_HOME": str(tmp_path),
        "ALLMENDE_LOG_LEVEL": "CRITICAL",
        "ALLMENDE_TEST_DATABASE": "",
        "DATABASE_URL": fresh_database_url,
    }

    def run(name):
        command = [sys.executable, "-m", "tests.portal.organisations.attempts", name]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_two_processes_share_counts_and_used_codes_and_keep_no_address(step):
    step("prepare")
    assert step("attack") == {"guesses": ["refused"] * 3, "code": True}
    assert step("attack") == {"guesses": ["refused", "refused", "stopped"], "code": False}
    seen = step("look")
    assert seen["right"] == "stopped"
    assert len(seen["keys"]) >= 3
    assert [key for key in seen["keys"] if not re.fullmatch("[0-9a-f]{64}", key)] == []
