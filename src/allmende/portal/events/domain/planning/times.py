"""Clock times of the installation: what people write, and what is stored in UTC.

Twice a year the clock is put on: in spring an hour does not exist, in autumn one comes twice.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from allmende.portal.core.domain.errors import Refused


def local(moment: datetime) -> datetime:
    """The clock on the wall, without a time zone."""
    return timezone.localtime(moment).replace(tzinfo=None)


def exists(wall: datetime) -> bool:
    there = wall.replace(tzinfo=timezone.get_default_timezone())
    return local(there.astimezone(UTC)) == wall.replace(fold=0)


def moment(day: date, clock: time) -> datetime:
    """Raises Refused for a time that the clock jumps over; of two equal ones, the first."""
    wall = datetime.combine(day, clock)
    if not exists(wall):
        raise Refused(
            f"{clock:%H:%M} Uhr gibt es am {day.day}.{day.month}.{day.year} nicht: Die Uhr "
            "springt in dieser Nacht eine Stunde vor. Wählen Sie eine andere Uhrzeit."
        )
    return wall.replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def shift(moved: datetime, by: timedelta) -> datetime:
    """The same clock time so much later, whatever the clock did in between.

    A time that does not exist there becomes the one an hour later.
    """
    wall = local(moved) + by
    if not exists(wall):
        wall += timedelta(hours=1)
    return wall.replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def distance(old: datetime, new: datetime) -> timedelta:
    """Between two clocks on the wall, so that ``shift(old, distance(old, new))`` is ``new``."""
    return local(new) - local(old)
