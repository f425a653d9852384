"""What a phone or a form says about one piece of work."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from allmende.portal.tours.models import Execution, Site, Stop, TaskType


@dataclass(frozen=True, slots=True)
class Entry:
    """``stop``, ``site`` and ``task_type`` may be gone by the time the entry comes in: the
    words are enough.
    """

    ended_at: datetime
    label: str
    task_label: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    key: str = ""  # of the occurrence; empty for extra work
    stop: Stop | None = None
    site: Site | None = None
    task_type: TaskType | None = None
    started_at: datetime | None = None
    litres: int = 0
    note: str = ""
    problem: str = ""
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """The whole entry as it should have been."""

    ended_at: datetime
    started_at: datetime | None = None
    litres: int = 0
    note: str = ""
    problem: str = ""
    is_done: bool = True


def key_of(entry: Entry) -> str:
    """Extra work has a key, too, so that the seal covers the site it was done at."""
    if entry.key:
        return entry.key
    site = entry.site.pk if entry.site else 0
    return f"x{entry.task_type.pk if entry.task_type else 0}s{site}"


def current_of(entry: Execution) -> Execution:
    """The last word on it: follows the corrections."""
    newest = entry
    while (later := newest.corrections.order_by("turn").first()) is not None:
        newest = later
    return newest
