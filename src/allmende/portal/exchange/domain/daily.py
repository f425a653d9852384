"""What the worker does once a day, and often: each step is safe to run again."""

from collections.abc import Callable

DAILY: list[Callable[[], object]] = []
OFTEN: list[Callable[[], object]] = []  # every twenty seconds: quick where there is nothing to do


def run() -> None:
    for step in DAILY:
        step()


def run_often() -> None:
    for step in OFTEN:
        step()
