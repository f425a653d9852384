"""The demo's past: what happens inside ``at(day)`` carries the date of that day.

The loader takes every step through the domain functions, in the order in which it happened, and
turns the clock of this process for each of them. Nothing else writes dates into the past. Only
the command line loads the demo, in a process of its own: no web request ever sees this clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

WRITTEN_FOR = date(2026, 11, 25)  # "today" of the content files
MORNING = time(9, 30)


@contextmanager
def at(day: date) -> Iterator[None]:
    """Turn the clock to the morning of that day, never to the future."""
    with at_moment(timezone.make_aware(datetime.combine(day, MORNING))):
        yield


@contextmanager
def at_moment(wanted: datetime) -> Iterator[None]:
    real = timezone.now
    moment = min(wanted, real())
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


def shifted(value: Any, by: timedelta) -> Any:
    """The same content with all its dates moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, dict):
        return {key: shifted(one, by) for key, one in value.items()}
    return [shifted(one, by) for one in value] if isinstance(value, list) else value
