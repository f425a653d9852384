"""What the worker does once a day, and often: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.exchange.domain.legal import finding as legal_finding
from allmende.portal.exchange.domain.legal import marking
from allmende.portal.exchange.domain.threads import finding, wiping

DAILY: list[Callable[[], object]] = [
    finding.catch_up,
    wiping.wipe_removed,
    legal_finding.catch_up,
    marking.mark_due,
]
OFTEN: list[Callable[[], object]] = []  # every twenty seconds: quick where there is nothing to do


def run() -> None:
    for step in DAILY:
        step()


def run_often() -> None:
    for step in OFTEN:
        step()
