"""The time zone of the installation as calendars want it, and moments in it."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

TZID = "Europe/Berlin"


def berlin() -> Timezone:
    """The rule since 1996 as two lines; a list of all days since 1970 says no more."""
    zone = Timezone()
    zone.add("tzid", TZID)
    zone.add_component(_half(TimezoneDaylight(), "CEST", 1, 2, "1996-03-31T02:00"))
    zone.add_component(_half(TimezoneStandard(), "CET", 2, 1, "1996-10-27T03:00"))
    return zone


def written(moment: datetime) -> datetime:
    """In local time; the second of two equal clock times in autumn only UTC can name."""
    there = timezone.localtime(moment)
    return moment.astimezone(UTC) if there.fold else there


def _half(
    half: TimezoneDaylight | TimezoneStandard,
    name: str,
    before: int,
    after: int,
    start: str,
) -> TimezoneDaylight | TimezoneStandard:
    half.add("tzname", name)
    half.add("tzoffsetfrom", timedelta(hours=before))
    half.add("tzoffsetto", timedelta(hours=after))
    first = datetime.fromisoformat(start)
    half.add("dtstart", first)
    half.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    return half
