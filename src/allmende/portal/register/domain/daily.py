"""What the worker does once a day: each step is safe to run again."""

from collections.abc import Callable

STEPS: list[Callable[[], object]] = []


def run() -> None:
    for step in STEPS:
        step()
