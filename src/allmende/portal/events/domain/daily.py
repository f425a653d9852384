"""What the worker does once a day, and often: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.events.domain.attending import guests, letters, places, reminders, rooms
from allmende.portal.events.domain.live import results
from allmende.portal.events.domain.planning import finding

DAILY: list[Callable[[], object]] = [
    finding.catch_up,
    guests.forget_expired,
    results.catch_up,
]
# Every twenty seconds: quick where there is nothing to do.
OFTEN: list[Callable[[], object]] = [
    places.settle_all,
    rooms.assign_due,
    letters.send_due,
    reminders.send_due,
]
# After a restored backup everything is made findable anew.
REBUILD: list[Callable[[], object]] = [finding.rebuild, results.rebuild]


def run() -> None:
    for step in DAILY:
        step()


def run_often() -> None:
    for step in OFTEN:
        step()
