"""What the worker does once a day, and often: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.exchange.domain.threads import finding, wiping

DAILY: list[Callable[[], object]] = [
    finding.catch_up,
    wiping.wipe_removed,
]
OFTEN: list[Callable[[], object]] = []  # every twenty seconds: quick where there is nothing to do


def run() -> None:
    for step in DAILY:
        step()


def run_often() -> None:
    for step in OFTEN:
        step()
