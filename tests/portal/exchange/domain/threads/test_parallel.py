"""Real parallel writers against a database file or a PostgreSQL of their own."""

import json
import os
import subprocess
import sys

from tests.portal.exchange import parallel_replies


def test_replies_at_the_same_moment_get_distinct_numbers(tmp_path, fresh_database_url):
    environment = {**os.environ, "ALLMENDE_HOME": str(tmp_path), "ALLMENDE_LOG_LEVEL": "ERROR"}
    environment["DATABASE_URL"] = fresh_database_url
    command = [sys.executable, "-m", parallel_replies.__name__]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=600)
    told = json.loads(done.stdout.splitlines()[-1])

    expected = 1 + parallel_replies.PEOPLE * parallel_replies.REPLIES
    assert told == {"numbers": list(range(1, expected + 1)), "count": expected, "wrong": []}
