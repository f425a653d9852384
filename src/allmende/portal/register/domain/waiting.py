"""What waits for one person in the register, in a fixed number of queries."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import assessing, queries, reviews, signoffs
from allmende.portal.register.enums import RUNNING_STATES, DutyState
from allmende.portal.register.models import Assessment, DutyStatus, UseCase

OFFICERS = (Role.AI_OFFICER,)
WATCHING = (Role.AI_OFFICER, Role.LEADERSHIP, Role.SECURITY)


@dataclass(frozen=True, slots=True)
class Waiting:
    signoffs: int
    overdue: int  # of the sign-offs
    reviews: list[UseCase]
    duties: list[tuple[UseCase, int]]  # running use cases with own duties that are due and open
    suspended: list[UseCase]
    changed: int  # assessments that new rules have changed and nobody has confirmed

    @property
    def open_duties(self) -> int:
        return sum(count for _, count in self.duties)


def for_member(member: Member) -> Waiting:
    """Officers, leadership and security answer for the whole house, others for their own."""
    own = queries.own(member)
    late = Q(due_on__lt=timezone.localdate())
    counts = signoffs.inbox(member).aggregate(
        all=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True)
    )
    return Waiting(
        signoffs=counts["all"],
        overdue=counts["late"],
        reviews=list(reviews.due_for(member, among=own)),
        duties=_duties(_running(own, member, OFFICERS)),
        suspended=list(_running(own, member, WATCHING).exclude(suspended_at=None)),
        changed=_changed(member),
    )


def _changed(member: Member) -> int:
    found = assessing.waiting(member)
    mine = found if member.has_role(*OFFICERS) else found.filter(use_case__owner=member)
    return mine.count()


def _running(own: QuerySet[UseCase], member: Member, roles: tuple[Role, ...]) -> QuerySet[UseCase]:
    found = own.filter(state__in=RUNNING_STATES).order_by("title", "pk")
    return found if member.has_role(*roles) else found.filter(owner=member)


def _duties(cases: QuerySet[UseCase]) -> list[tuple[UseCase, int]]:
    held = Assessment.objects.filter(is_current=True, use_case__in=cases.order_by())
    noted = DutyStatus.objects.filter(use_case__in=cases.order_by())
    settled = set(noted.exclude(state=DutyState.OPEN).values_list("use_case_id", "rule"))
    rows = held.select_related("use_case").order_by("use_case__title", "pk")
    counted = [(row.use_case, _open(row, settled)) for row in rows]
    return [(case, count) for case, count in counted if count]


def _open(held: Assessment, settled: set[tuple[UUID, str]]) -> int:
    today = timezone.localdate()
    try:
        duties = assessing.result(held).duties
    except ValueError:  # of another version of the program; its own page says so
        return 0
    views = (assessing.DutyView(replace(d, due=d.due_on(today)), None) for d in duties)
    return sum(view.is_open and (held.use_case_id, view.duty.rule) not in settled for view in views)
