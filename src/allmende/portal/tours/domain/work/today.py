"""The tour of a crew on one day, as it was published, with what is already recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import queries
from allmende.portal.tours.enums import PlanState, StopKind
from allmende.portal.tours.models import Crew, Execution, Plan, Stop, Tour

PUBLIC = (PlanState.PUBLISHED, PlanState.REPLACED)


@dataclass(frozen=True, slots=True)
class Line:
    """One stop and what has been said about it, the earliest first."""

    stop: Stop
    proofs: tuple[Execution, ...] = ()

    @property
    def is_visit(self) -> bool:
        return self.stop.kind == StopKind.VISIT

    @property
    def is_open(self) -> bool:
        return self.is_visit and not self.proofs

    @property
    def is_done(self) -> bool:
        return any(proof.is_done for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class Sheet:
    crew: Crew
    day: date
    tour: Tour | None
    lines: tuple[Line, ...] = ()

    @property
    def next(self) -> Line | None:
        return next((line for line in self.lines if line.is_open), None)

    @property
    def visits(self) -> list[Line]:
        return [line for line in self.lines if line.is_visit]

    @property
    def done_count(self) -> int:
        return sum(not line.is_open for line in self.visits)


def crews_of(member: Member) -> list[Crew]:
    """Those the member belongs to; all of them for who reads the plans."""
    found = Crew.objects.filter(organisation=member.organisation, is_active=True)
    if not rules.may_read(member):
        found = found.filter(members=member)
    return list(found.select_related("organisation", "depot", "vehicle").order_by("name"))


def plan_for(organisation: Organisation, day: date) -> Plan | None:
    """The one published last among those that hold the day: a plan that begins on Monday does
    not take away the tours of this week.
    """
    return _holding(_published(organisation), day)


def tours_between(organisation: Organisation, first: date, end: date) -> list[Tour]:
    """Those that hold on each day from ``first`` on and before ``end``, with their stops."""
    plans = _published(organisation)
    days = (first + timedelta(days=number) for number in range((end - first).days))
    holds = {(day, plan.pk) for day in days if (plan := _holding(plans, day))}
    found = Tour.objects.filter(plan__in={pk for _, pk in holds}, day__gte=first, day__lt=end)
    found = found.select_related("plan", "crew__depot", "crew__vehicle")
    found = found.prefetch_related("stops__task_type").order_by("day", "crew__name")
    return [tour for tour in found if (tour.day, tour.plan_id) in holds]


def ahead(organisation: Organisation, first: date, end: date) -> list[tuple[date, Stop]]:
    """Visits of those tours with their days, without what could not be done."""
    tours = tours_between(organisation, first, end)
    found = [(tour.day, stop) for tour in tours for stop in tour.stops.all() if stop.key]
    failed = queries.failed(organisation, {stop.key for _, stop in found}) if found else set()
    return [(day, stop) for day, stop in found if stop.key not in failed]


def _published(organisation: Organisation) -> list[Plan]:
    """The newest first."""
    found = Plan.objects.filter(
        organisation=organisation, state__in=PUBLIC, published_at__isnull=False
    )
    return list(found.order_by("-published_at"))


def _holding(plans: Iterable[Plan], day: date) -> Plan | None:
    held = (plan for plan in plans if plan.first <= day < plan.first + timedelta(days=plan.days))
    return next(held, None)


def sheet_of(crew: Crew, day: date) -> Sheet:
    plan = plan_for(crew.organisation, day)
    tour = Tour.objects.filter(plan=plan, crew=crew, day=day).select_related("plan").first()
    if tour is None:
        return Sheet(crew, day, None)
    stops = list(tour.stops.select_related("site", "task_type", "order").order_by("sequence"))
    return Sheet(crew, day, tour, tuple(_lines(crew, stops)))


def _lines(crew: Crew, stops: Iterable[Stop]) -> Iterable[Line]:
    keys = {stop.key for stop in stops if stop.key}
    proofs: dict[str, list[Execution]] = {}
    found = Execution.objects.filter(
        organisation=crew.organisation, key__in=keys, corrections__isnull=True
    )
    for proof in found.select_related("doubles").order_by("turn"):
        proofs.setdefault(proof.key, []).append(proof)
    return [Line(stop, tuple(proofs.get(stop.key, ()) if stop.key else ())) for stop in stops]
