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
from allmende.portal.register.domain.exchange import imports
from allmende.portal.register.domain.package import receiving

STEPS: list[Callable[[], object]] = [
    assessing.recheck_all,
    evidence.remind,
    evidence_files.sweep,
    signoffs.remind,
    reviews.remind,
    messages.forget_expired,
    finding.catch_up,
    imports.forget_expired,
    receiving.sweep,
]


def run() -> None:
    for step in STEPS:
        step()
