"""An organisation and its days as a problem of the engine, with what its numbers stand for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from allmende.engines.tours.model import Lock, Matrix, Point, Problem, Refill, Shift, Window
from allmende.engines.tours.network.closures import Closure
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.planning.occurrences import Occurrence, as_visits, occurrences
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning import demand, holidays, versions
from allmende.portal.tours.domain.planning.demand import Wanted
from allmende.portal.tours.domain.planning.expecting import expected
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.enums import VehicleProfile
from allmende.portal.tours.models import Crew, CrewAbsence, Plan, RefillPoint

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A problem and its meaning."""

    problem: Problem
    first: date
    crews: Mapping[int, Crew]
    wanted: Mapping[str, Wanted]  # by key of the visit
    due: Mapping[str, Occurrence]  # the same
    refills: Sequence[RefillPoint]  # as those of the problem
    provider: str  # of the travel times

    def day(self, number: int) -> date:
        return self.first + number * DAY


class _Places:
    """Each point once, in the order in which it was named."""

    def __init__(self) -> None:
        self._rows: dict[Point, int] = {}

    def row(self, lon: float, lat: float) -> int:
        return self._rows.setdefault(Point(lon, lat), len(self._rows))

    @property
    def points(self) -> list[Point]:
        return list(self._rows)


def build(plan: Plan) -> Scene:
    """As things stand now; raises Refused where the streets cannot be read.

    What is done counts up to the first day of the plan, so that the keys of a plan stay the same
    while it is carried out.
    """
    organisation, first, days = plan.organisation, plan.first, plan.days
    last = versions.last_day(plan)
    crews = active_crews(organisation)
    free = holidays.between(first, last, state=organisation.state)
    places = _Places()
    depots = {c.depot_id: places.row(c.depot.lon, c.depot.lat) for c in crews}
    refills = list(RefillPoint.objects.filter(organisation=organisation).order_by("pk"))
    tanks = [_refill(one, places) for one in refills]
    found, meaning = _occurrences(organisation, crews, places, first, days, free)
    ways = _Ways(organisation, places.points, versions.days_of(plan))
    visits = as_visits(found, first=first, days=days)
    problem = Problem(
        matrix=ways.usual,
        days=days,
        visits=visits,
        shifts=_shifts(crews, depots, ways, free),
        refills=tanks,
        locks=_locks(plan, {visit.key for visit in visits}),
        frozen_until=frozen_days(plan),
    )
    due = {one.key: one for one in found}
    wanted = {key: meaning[one.rule.key] for key, one in due.items()}
    by_pk = {crew.pk: crew for crew in crews}
    return Scene(problem, first, by_pk, wanted, due, refills, ways.provider)


def active_crews(organisation: Organisation) -> list[Crew]:
    return list(
        Crew.objects.filter(organisation=organisation, is_active=True)
        .select_related("depot", "vehicle")
        .prefetch_related("skills", "vehicle__skills", Prefetch("absences"))
        .order_by("pk")
    )


def frozen_days(plan: Plan) -> int:
    """Days from the first that stay as they are: what is past, and what was promised."""
    until = timezone.localdate() - DAY
    if plan.frozen_until:
        until = max(until, plan.frozen_until)
    return min(max(0, (until - plan.first).days + 1), plan.days)


def skills_of(crew: Crew) -> frozenset[str]:
    """Of people and vehicle together."""
    own = [skill.name for skill in crew.skills.all()]
    carried = [skill.name for skill in crew.vehicle.skills.all()] if crew.vehicle else []
    return frozenset([*own, *carried])


def works_on(crew: Crew, day: date, absences: Iterable[CrewAbsence]) -> bool:
    """Holidays apart."""
    away = any(absence.starts_on <= day <= absence.ends_on for absence in absences)
    return day.weekday() in crew.weekdays and not away


def _occurrences(
    organisation: Organisation,
    crews: Sequence[Crew],
    places: _Places,
    first: date,
    days: int,
    free: frozenset[date],
) -> tuple[list[Occurrence], dict[str, Wanted]]:
    workdays = frozenset(day for crew in crews for day in crew.weekdays)
    done = expected(organisation, first=first)
    meaning = {one.key: one for one in demand.wanted(organisation)}
    rules = [
        demand.as_rule(
            one,
            place=places.row(one.lon, one.lat),
            last=done.last(one),
            workdays=workdays,
        )
        for one in meaning.values()
    ]
    return occurrences(rules, first=first, days=days, free=free), meaning


class _Ways:
    """Travel times by kind of vehicle and by what is closed on a day.

    ``usual`` is by car without closures. Where any street is closed in these days, the own graph
    answers for all of them, so that no day looks shorter than another for its provider.
    """

    def __init__(
        self, organisation: Organisation, points: Sequence[Point], days: Sequence[date]
    ) -> None:
        self._organisation, self._points = organisation, points
        self._closed = networks.closed_on(organisation, days)
        self._made: dict[tuple[str, tuple[Closure, ...]], Matrix] = {}
        self.days = days
        self.provider = ""
        self.usual = self._table(VehicleProfile.CAR, ())

    def of(self, crew: Crew, day: date) -> Matrix:
        profile = crew.vehicle.profile if crew.vehicle else VehicleProfile.CAR
        return self._table(profile, self._closed[day])

    def _table(self, profile: str, closures: tuple[Closure, ...]) -> Matrix:
        key = (profile, closures)
        if key not in self._made:
            own = any(self._closed.values())
            try:
                ways = networks.travel_matrix(
                    self._organisation, profile=profile, closures=closures, own=own
                )
                self._made[key] = ways.table(self._points)
            except BadNetwork as trouble:
                raise Refused(networks.said(trouble, self._organisation)) from trouble
            self.provider = ways.name
        return self._made[key]


def _shifts(
    crews: Sequence[Crew], depots: Mapping[int, int], ways: _Ways, free: frozenset[date]
) -> list[Shift]:
    return [
        Shift(
            crew=str(crew.pk),
            day=number,
            opens=demand.seconds(crew.opens),
            closes=demand.seconds(crew.closes),
            start=depots[crew.depot_id],
            end=depots[crew.depot_id],
            skills=skills_of(crew),
            tank=crew.vehicle.tank if crew.vehicle else 0,
            matrix=ways.of(crew, day),
        )
        for number, day in enumerate(ways.days)
        for crew in crews
        if day not in free and works_on(crew, day, crew.absences.all())
    ]


def _refill(point: RefillPoint, places: _Places) -> Refill:
    windows: tuple[Window, ...] = ()
    if point.opens or point.closes:
        opens, closes = demand.seconds(point.opens), demand.seconds(point.closes, demand.MIDNIGHT)
        windows = (Window(opens, closes),)
    return Refill(places.row(point.lon, point.lat), point.minutes * 60, windows)


def _locks(plan: Plan, keys: set[str]) -> dict[str, Lock]:
    found = {}
    for key, lock in plan.locks.items():
        if key in keys:
            crew, day = lock.get("crew"), lock.get("day")
            number = (date.fromisoformat(day) - plan.first).days if day else None
            found[key] = Lock(crew=str(crew) if crew else None, day=number)
    return found
