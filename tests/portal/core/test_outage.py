"""The mail server is down for a day: nothing is lost, nothing comes twice.

Processes of their own on a database of their own, as workers are.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.portal.core import mail_server
from tests.portal.core.delivering import MESSAGES

TIMEOUT = 120


@pytest.fixture
def port():
    return mail_server.free_port()


@pytest.fixture
def start(tmp_path, fresh_database_url, port):
    environment = {
        **os.environ,
        "ALLMENDE_HOME": str(tmp_path),
        "ALLMENDE_SMTP_HOST": "127.0.0.1",
        "ALLMENDE_SMTP_PORT": str(port),
        "ALLMENDE_SMTP_TLS": "0",
        "ALLMENDE_LOG_LEVEL": "ERROR",
        "DATABASE_URL": fresh_database_url,
        "DJANGO_SETTINGS_MODULE": "allmende.portal.settings",
    }

    def start_(step):
        command = [sys.executable, "-m", "tests.portal.core.delivering", step]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)

    return start_


def ended(*processes):
    results = [json.loads(process.communicate(timeout=TIMEOUT)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return results


def test_each_message_arrives_once_after_an_outage_and_none_is_lost_by_a_kill(start, port):
    ended(start("prepare"))
    ended(start("deliver"), start("deliver"))
    (outage,) = ended(start("look"))
    assert outage["states"] == ["waiting"]

    with mail_server.running(port, delay=0.02) as (_, kept):
        taken = ended(start("deliver"), start("deliver"), start("deliver"))
        (end,) = ended(start("look"))
    assert sorted(kept.ids) == end["ids"] == outage["ids"]
    assert len(kept.ids) == sum(taken) == MESSAGES
    assert end["states"] == ["sent"]

    ended(start("more"))
    with mail_server.running(port, delay=0.2) as (_, kept):
        killed = start("deliver")
        while len(kept.messages) < 3:
            assert killed.poll() is None
        killed.kill()
        killed.wait()
        ended(start("deliver"))
        (after,) = ended(start("look"))
    # What the dead process held is taken up a quarter of an hour later, see test_delivery.
    assert after["states"] == ["sending", "sent"]
    assert MESSAGES - len(set(kept.ids)) <= 20
    assert len(kept.ids) - len(set(kept.ids)) <= 1
