"""Reads of reports: what waits, what was decided, how much it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from allmende.portal.exchange.enums import ReportState
from allmende.portal.exchange.models import Report
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.enums import NetworkRole, Role
from allmende.portal.organisations.models import Member


@dataclass(slots=True)
class Month:
    begins: date
    reports: int = 0
    by_state: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def reports(member: Member) -> QuerySet[Report]:
    """Those that the member may decide: the same as ``rules.moderation.decides_in``."""
    mine = Q(pk__in=[])
    if member.serves_as(NetworkRole.MODERATOR):
        mine |= Q(scope__startswith="public:") | Q(scope__in=audience.member_keys(member))
    if member.has_role(Role.ADMINISTRATOR):
        own = Q(scope=f"organisation:{member.organisation_id}") | Q(scope__startswith="group:")
        mine |= own & Q(organisation=member.organisation_id)
    return Report.objects.filter(mine).select_related("reporter", "organisation")


def in_state(found: QuerySet[Report], state: str) -> QuerySet[Report]:
    """ "open", "decided", or one of the states; empty: all."""
    if state == "decided":
        return found.exclude(state=ReportState.OPEN)
    return found.filter(state=state) if state else found


def of_reporter(member: Member) -> QuerySet[Report]:
    """What somebody has reported and what became of it."""
    return Report.objects.filter(reporter=member.user_id)


def history(report: Report) -> QuerySet[Report]:
    """Earlier reports of the same text."""
    return Report.objects.filter(kind=report.kind, key=report.key).exclude(pk=report.pk)


def months(member: Member) -> list[Month]:
    """Reports by the month in which they came, the latest first, by what was decided."""
    rows = (
        reports(member)
        .order_by()
        .annotate(month=TruncMonth("created_at"))
        .values_list("month", "state")
        .annotate(n=Count("pk"))
    )
    found: dict[datetime, Month] = {}
    for month, state, count in rows:
        one = found.setdefault(month, Month(month.date()))
        one.reports += count
        one.by_state[state] += count
    return [found[month] for month in sorted(found, reverse=True)]
