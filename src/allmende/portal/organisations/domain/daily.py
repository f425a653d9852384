"""What the worker does once a day: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.organisations.domain import finding, join_requests

DAILY: list[Callable[[], object]] = [join_requests.forget_expired, finding.catch_up]


def run() -> None:
    for step in DAILY:
        step()
