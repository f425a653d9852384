"""The caretaker beside the work: often, daily, and again where something failed."""

import threading

import pytest

from allmende.cli import worker


@pytest.fixture
def clock(monkeypatch):
    """Every wait is over at once and lasts an hour; the third ends it."""
    now = [0.0]
    waits = iter([False, False, False, True])

    class Stop(threading.Event):
        def wait(self, timeout=None):
            now[0] += 3600
            return next(waits)

    monkeypatch.setattr(worker.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    for name in ("_recover", "_mail"):
        monkeypatch.setattr(worker, name, lambda: None)
    for area in (worker.exchange, worker.events):
        monkeypatch.setattr(area, "run_often", lambda: None)
    return Stop()


def test_a_daily_step_that_fails_keeps_no_other_and_is_tried_again(monkeypatch, clock):
    calls = []

    def fails():
        calls.append("fails")
        raise RuntimeError

    def works():
        calls.append("works")

    monkeypatch.setattr(worker, "_daily", lambda: [fails, works])
    worker._take_care(clock)

    assert calls == ["fails", "works", "fails", "fails"]


def test_mail_is_looked_after_in_every_round(monkeypatch, clock):
    rounds = []
    monkeypatch.setattr(worker, "_mail", lambda: rounds.append(1))
    monkeypatch.setattr(worker, "_daily", list)
    worker._take_care(clock)

    assert rounds == [1, 1, 1]


def test_the_round_of_mail_tells_sums_up_and_delivers(monkeypatch):
    done = []
    for module in (worker.at_once, worker.digest):
        monkeypatch.setattr(module, "run", lambda module=module: done.append(module.__name__))
    monkeypatch.setattr(worker.delivery, "deliver", lambda: done.append("deliver"))
    worker._mail()

    assert [name.rpartition(".")[2] for name in done] == ["at_once", "digest", "deliver"]
