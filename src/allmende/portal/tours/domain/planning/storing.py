"""Plans of the engine as rows, and rows as a plan of the engine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, time
from types import MappingProxyType
from typing import Any

from django.db import transaction

from allmende.engines.tours import model as engine
from allmende.engines.tours.planning import figures as counting
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.planning.problem import Scene
from allmende.portal.tours.enums import Priority, StopKind, StopLock
from allmende.portal.tours.models import Plan, Stop, Tour, Unplanned

BATCH = 500
SAME_NAMES: Mapping[str, str] = MappingProxyType({})
LABELS = {StopKind.REFILL: "Wasser auffüllen", StopKind.BREAK: "Pause"}


@transaction.atomic
def save(plan: Plan, found: engine.Plan, scene: Scene, *, before: Plan | None = None) -> None:
    """In place of what the plan held so far; the frozen days are copied from ``before``."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    plan.tours.all().delete()
    plan.unplanned.all().delete()
    frozen = scene.problem.frozen_until if before else 0
    own = [tour for tour in found.tours if tour.day >= frozen]
    tours = Tour.objects.bulk_create([_tour(plan, tour, scene) for tour in own])
    stops = (
        stop
        for row, tour in zip(tours, own, strict=True)
        for stop in _stops(plan, row, tour, scene)
    )
    Stop.objects.bulk_create(stops, batch_size=BATCH)
    if before and frozen:
        _copy(before, plan, first=plan.first, until=scene.day(frozen))
    Unplanned.objects.bulk_create([_unplanned(plan, one, scene) for one in found.unplanned])
    plan.figures = figures(found, scene)
    plan.provider = scene.provider
    plan.save(update_fields=["figures", "provider"])


def _copy(before: Plan, plan: Plan, *, first: date, until: date) -> None:
    """Tours from ``first`` on and before ``until``, with everything they say."""
    old = list(before.tours.filter(day__gte=first, day__lt=until).prefetch_related("stops"))
    stops = {tour.pk: list(tour.stops.all()) for tour in old}
    for tour in old:
        was = stops.pop(tour.pk)
        tour.pk, tour.plan, tour._state.adding = None, plan, True
        tour.save()
        for stop in was:
            stop.pk, stop.tour, stop._state.adding = None, tour, True
            stop.lock = lock_of(plan, stop.key)
        Stop.objects.bulk_create(was)


def figures(found: engine.Plan, scene: Scene) -> dict[str, Any]:
    """Hours, kilometres and counts as plain JSON; crews by their number."""
    counted = counting.figures(found, crews=[str(pk) for pk in scene.crews])
    return {
        **asdict(counted.hours),
        **asdict(counted.balance),
        "unserved": counted.unserved_count,
        "by_crew": {crew: asdict(hours) for crew, hours in counted.by_crew.items()},
    }


def load(plan: Plan, scene: Scene, *, names: Mapping[str, str] = SAME_NAMES) -> engine.Plan:
    """``plan`` in the places and days of ``scene``; what that does not know is at a depot.

    ``names``: keys of ``scene`` by keys of ``plan`` where they differ (``renaming``).
    """
    stops: dict[int, list[Stop]] = {}
    for stop in Stop.objects.filter(tour__plan=plan).order_by("tour", "sequence"):
        stop.key = names.get(stop.key, stop.key)
        stops.setdefault(stop.tour_id, []).append(stop)
    last = scene.day(scene.problem.days - 1)
    place = _places(scene)
    found = [
        _loaded(row, [_loaded_stop(stop, place(stop)) for stop in stops.get(row.pk, [])], scene)
        for row in plan.tours.filter(day__range=(scene.first, last))
    ]
    return engine.Plan(tuple(sorted(found, key=lambda tour: (tour.day, tour.crew))), ())


def _places(scene: Scene) -> Callable[[Stop], int]:
    visits = {visit.key: visit.place for visit in scene.problem.visits}
    refills = {
        (point.lon, point.lat): one.place
        for one, point in zip(scene.problem.refills, scene.refills, strict=True)
    }

    def place(stop: Stop) -> int:
        if stop.kind == StopKind.REFILL:
            return refills.get((stop.lon, stop.lat), 0)
        return visits.get(stop.key, 0)

    return place


def lock_of(plan: Plan, key: str) -> str:
    lock = plan.locks.get(key)
    if not lock:
        return StopLock.NONE
    if lock.get("crew") and lock.get("day"):
        return StopLock.BOTH
    return StopLock.CREW if lock.get("crew") else StopLock.DAY


def clock(seconds: int) -> time:
    """The time of a day; what would be after midnight is its last minute."""
    minutes, rest = divmod(min(seconds, 24 * 3600 - 1), 60)
    return time(minutes // 60, minutes % 60, rest)


def _tour(plan: Plan, tour: engine.Tour, scene: Scene) -> Tour:
    return Tour(
        plan=plan,
        crew_id=int(tour.crew),
        day=scene.day(tour.day),
        leaves=clock(tour.leaves),
        returns=clock(tour.returns),
        driving=tour.driving,
        working=tour.working,
        waiting=tour.waiting,
        resting=tour.resting,
        metres=tour.metres,
        home_seconds=tour.home_seconds,
        home_metres=tour.home_metres,
    )


def _stops(plan: Plan, row: Tour, tour: engine.Tour, scene: Scene) -> Iterable[Stop]:
    depot = scene.crews[int(tour.crew)].depot
    at = (depot.lon, depot.lat)
    refills = {
        one.place: point for one, point in zip(scene.problem.refills, scene.refills, strict=True)
    }
    for number, stop in enumerate(tour.stops, start=1):
        facts: dict[str, Any] = {"label": LABELS.get(StopKind(stop.kind), "")}
        if stop.kind is engine.StopKind.VISIT:
            facts = _visit_facts(plan, stop.key, scene)
            at = (facts["lon"], facts["lat"])
        elif stop.kind is engine.StopKind.REFILL:
            point = refills[stop.place]
            at, facts["label"] = (point.lon, point.lat), f"Wasser auffüllen: {point.name}"[:200]
        yield Stop(
            tour=row,
            sequence=number,
            kind=stop.kind.value,
            arrives=clock(stop.arrives),
            begins=clock(stop.begins),
            ends=clock(stop.ends),
            drive_seconds=stop.drive_seconds,
            drive_metres=stop.drive_metres,
            **({"lon": at[0], "lat": at[1]} | facts),
        )


def _visit_facts(plan: Plan, key: str, scene: Scene) -> dict[str, Any]:
    one, due = scene.wanted[key], scene.due[key]
    return {
        "key": key,
        "due": due.due,
        "earliest": due.earliest,
        "latest": due.latest,
        "site": one.site,
        "order": one.order,
        "task_type": one.task_type,
        "label": one.label,
        "lon": one.lon,
        "lat": one.lat,
        "litres": one.task_type.litres,
        "lock": lock_of(plan, key),
    }


def _unplanned(plan: Plan, one: engine.Unplanned, scene: Scene) -> Unplanned:
    meant, due = scene.wanted[one.key], scene.due[one.key]
    statutory = meant.task_type.is_statutory
    return Unplanned(
        plan=plan,
        key=one.key,
        due=due.due,
        latest=due.latest,
        site=meant.site,
        order=meant.order,
        task_type=meant.task_type,
        label=meant.label,
        priority=Priority.MUST if statutory else due.rule.priority,
        why=one.why.value,
        facts=_facts(one, scene) | {"earliest": due.earliest.isoformat()},
    )


def _facts(one: engine.Unplanned, scene: Scene) -> dict[str, str]:
    """Crews and days in words."""
    facts = dict(one.facts)
    if crew := facts.get("crew"):
        facts["crew"] = str(scene.crews.get(int(crew), "einer Kolonne, die nicht mehr fährt"))
    for name in facts.keys() & {"day", "before", "after"}:
        facts[name] = scene.day(int(facts[name])).isoformat()
    return facts


def _loaded(row: Tour, stops: list[engine.Stop], scene: Scene) -> engine.Tour:
    return engine.Tour(
        crew=str(row.crew_id),
        day=(row.day - scene.first).days,
        leaves=demand.seconds(row.leaves),
        returns=demand.seconds(row.returns),
        stops=tuple(stops),
        home_seconds=row.home_seconds,
        home_metres=row.home_metres,
    )


def _loaded_stop(stop: Stop, place: int) -> engine.Stop:
    return engine.Stop(
        kind=engine.StopKind(stop.kind),
        place=place,
        arrives=demand.seconds(stop.arrives),
        begins=demand.seconds(stop.begins),
        ends=demand.seconds(stop.ends),
        drive_seconds=stop.drive_seconds,
        drive_metres=stop.drive_metres,
        key=stop.key,
    )
