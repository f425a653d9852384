"""A month as a table of weeks, beside the list."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from allmende.portal.events.domain.planning import queries
from allmende.portal.events.models import Session

DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_inside: bool  # of this month
    is_today: bool
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    before: str
    after: str
    weeks: list[list[Day]]
    count: int
    names = DAYS


def of(request: HttpRequest, found: QuerySet[Session]) -> Month:
    """The one that ``?monat=2026-12`` asks for, else the present one."""
    first = _asked(request.GET.get("monat", ""))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    inside = list(
        queries.on_days(found, weeks[0][0], weeks[-1][-1]).order_by("starts_at", "pk")[:500]
    )
    today = timezone.localdate()
    return Month(
        first=first,
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{first + timedelta(days=31):%Y-%m}",
        weeks=[
            [Day(day, day.month == first.month, day == today, _on(day, inside)) for day in week]
            for week in weeks
        ],
        count=len(inside),
    )


def _asked(text: str) -> date:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = timezone.localdate().replace(day=1)
    return first if 1990 <= first.year <= 2100 else timezone.localdate().replace(day=1)


def _on(day: date, sessions: list[Session]) -> list[Session]:
    return [
        session
        for session in sessions
        if timezone.localtime(session.starts_at).date()
        <= day
        <= timezone.localtime(session.ends_at).date()
    ]
