"""What the worker does once a day: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.register.domain import (
    assessing,
    evidence,
    evidence_files,
    finding,
    messages,
    reviews,
    signoffs,
)

STEPS: list[Callable[[], object]] = [
    assessing.recheck_all,
    evidence.remind,
    evidence_files.sweep,
    signoffs.remind,
    reviews.remind,
    messages.forget_expired,
    finding.catch_up,
]


def run() -> None:
    for step in STEPS:
        step()
