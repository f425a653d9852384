"""A crew with a published tour of today, made without the planner."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse
from allmende.portal.tours.domain.work import executions
from allmende.portal.tours.domain.work.entries import Entry
from allmende.portal.tours.enums import PlanState, SiteKind, StopKind
from allmende.portal.tours.models import (
    Crew,
    Depot,
    Execution,
    Plan,
    Site,
    Stop,
    TaskType,
    Tour,
)
from tests import factories

LON, LAT = 8.87, 48.6


@dataclass(frozen=True, slots=True)
class Day:
    organisation: Organisation
    dispatcher: Member
    worker: Member
    crew: Crew
    task: TaskType
    tour: Tour
    stops: list[Stop]


def day(slug: str = "wiesenbrueck", *, on: date | None = None, name: str = "Nord") -> Day:
    """Three playgrounds to inspect today, a break among them."""
    organisation = factories.organisation(slug)
    BlockUse.objects.create(organisation=organisation, block=BuildingBlock.TOURS)
    dispatcher = factories.member(organisation, Role.DISPATCHER)
    worker = factories.member(organisation)
    return fill(organisation, dispatcher, worker, on=on, name=name)


def fill(
    organisation: Organisation,
    dispatcher: Member,
    worker: Member,
    *,
    on: date | None = None,
    name: str = "Nord",
) -> Day:
    depot = Depot.objects.create(organisation=organisation, name="Bauhof", lon=LON, lat=LAT)
    crew = Crew.objects.create(
        organisation=organisation, depot=depot, name=name, weekdays=[0, 1, 2, 3, 4],
        opens=time(7), closes=time(15, 30), cost_per_hour=90,
    )  # fmt: skip
    crew.members.add(worker)
    task = TaskType.objects.create(
        organisation=organisation, name=f"Kontrolle {name}", is_statutory=True, basis="DIN EN 1176"
    )
    tour = tour_of(crew, on or timezone.localdate())
    stops = [visit(tour, task, number) for number in range(1, 4)]
    Stop.objects.create(
        tour=tour, sequence=4, kind=StopKind.BREAK, label="Pause", lon=LON, lat=LAT,
        arrives=time(10), begins=time(10), ends=time(10, 30),
    )  # fmt: skip
    return Day(organisation, dispatcher, worker, crew, task, tour, stops)


def tour_of(crew: Crew, on: date, *, number: int = 1) -> Tour:
    plan = Plan.objects.create(
        organisation=crew.organisation, number=number, first=on, days=7,
        state=PlanState.PUBLISHED, published_at=timezone.now(),
    )  # fmt: skip
    return Tour.objects.create(
        plan=plan, crew=crew, day=on, leaves=time(7), returns=time(11),
        driving=1800, working=3600, metres=12_000,
    )  # fmt: skip


def visit(tour: Tour, task: TaskType, number: int) -> Stop:
    crew = tour.crew
    site = Site.objects.create(
        organisation=crew.organisation, name=f"Spielplatz {number}", number=str(number),
        kind=SiteKind.PLAYGROUND, lon=LON + number / 250, lat=LAT,
    )  # fmt: skip
    return Stop.objects.create(
        tour=tour, sequence=number, key=f"r1s{site.pk}@{tour.day}", due=tour.day, site=site,
        task_type=task, label=site.name, lon=site.lon, lat=site.lat, litres=0,
        arrives=time(7 + number), begins=time(7 + number), ends=time(7 + number, 20),
        drive_seconds=600, drive_metres=4000,
    )  # fmt: skip


def entry(stop: Stop, **fields: Any) -> Entry:
    now = timezone.now()
    defaults = {
        "stop": stop,
        "key": stop.key,
        "site": stop.site,
        "task_type": stop.task_type,
        "label": stop.label,
        "task_label": str(stop.task_type),
        "started_at": now - timedelta(minutes=20),
        "ended_at": now,
    }
    return Entry(**(defaults | fields))


def proof(at: Day, stop: int = 0, *, name: str = "Kim", **fields: Any) -> Execution:
    return executions.record(at.crew, entry=entry(at.stops[stop], **fields), name=name)


def ago(**difference: int) -> datetime:
    return timezone.now() - timedelta(**difference)
