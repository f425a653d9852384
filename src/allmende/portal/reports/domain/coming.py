"""What comes next for one person: sessions, and days on which something must be done."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from allmende.portal.events.domain.planning import waiting as events
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import reviews

SHOWN = 5
AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Next:
    day: date
    title: str
    url: str
    note: str


def for_member(member: Member) -> list[Next]:
    """The nearest first."""
    sessions = [
        Next(
            timezone.localtime(one.starts_at).date(),
            one.title,
            f"/veranstaltungen/{one.pk}/",
            f"Veranstaltung, {timezone.localtime(one.starts_at):%H:%M} Uhr",
        )
        for one in events.next_sessions(member)
    ]
    checks = [
        Next(
            case.review_due, case.title, f"/anwendungsfaelle/{case.pk}/", "Überprüfung im Register"
        )
        for case in reviews.due_for(member, ahead=AHEAD)
        if case.review_due
    ]
    return sorted([*sessions, *checks], key=lambda one: one.day)[:SHOWN]
