"""Streets, sites, rules, crews and vehicles, kept through the functions that people use."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allmende.engines.tours.network.objects import Kind
from allmende.engines.tours.network.writing import write_network
from allmende.portal.core.domain import stored_files
from allmende.portal.demo.quiet import Quiet
from allmende.portal.demo.tours import content, green, streets
from allmende.portal.organisations.models import Member
from allmende.portal.tours.domain.setup import importing, keeping, templates
from allmende.portal.tours.domain.setup import streets as setup_streets
from allmende.portal.tours.models import (
    Closure,
    Crew,
    Depot,
    RefillPoint,
    RoadNetwork,
    Rule,
    Site,
    Skill,
    TaskType,
    Vehicle,
)

SEED = 7
FILE_NAME = "Wiesenbrück (erfunden).osm.pbf"
ATTRIBUTION = "Erfundene Karte von Wiesenbrück"


def fill(by: Member, monday: date) -> None:
    facts, mine = content.read(), {"organisation": by.organisation}
    _draw_streets(by)
    importing.take_from_map(by.organisation, kinds=tuple(Kind), by=by)
    for site in facts["sites"]:
        area = {"square_metres": site["square_metres"], "name": site["name"], "kind": site["kind"]}
        keeping.save(Site(**mine, **area, **content.located(site)), by=by)
    _crews(by, facts)
    _rules(by, facts)
    for water in facts["hydrants"]:
        _hydrant(by, water)
    closed = facts["closure"]
    first, last = content.span(closed, monday)
    named = {"title": closed["title"], "street": closed["street"]}
    keeping.save(Closure(**mine, **named, starts_on=first, ends_on=last), by=by)


def _draw_streets(by: Member) -> None:
    town = streets.draw(SEED)
    green.draw(town, SEED)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.osm.pbf"
        write_network(path, town.sheet.nodes, town.sheet.ways)
        stored = stored_files.store(path.read_bytes(), folder=setup_streets.FOLDER)
    setup_streets.read(by.organisation, stored=stored.name, file_name=FILE_NAME, progress=Quiet())
    RoadNetwork.objects.filter(organisation=by.organisation).update(attribution=ATTRIBUTION)


def _rules(by: Member, facts: dict[str, Any]) -> None:
    templates.take(by.organisation, keys=facts["templates"], by=by)
    for task in facts["tasks"]:
        kept = keeping.save(
            TaskType(
                organisation=by.organisation,
                name=task["name"],
                minutes=task["minutes"],
                minutes_per_100m2=Decimal(str(task.get("per_100m2", 0))),
                litres=task.get("litres", 0),
            ),
            related={"skills": _skills(by, task.get("needs", ()))},
            by=by,
        )
        if "kind" in task:
            keeping.save(_rule(by, task, kept, site_kind=task["kind"]), by=by)
    daily = facts["daily"]
    kind = TaskType.objects.get(organisation=by.organisation, name=daily["task"])
    for site in Site.objects.filter(organisation=by.organisation, name__in=daily["at"]):
        keeping.save(_rule(by, daily, kind, site=site), by=by)


def _rule(by: Member, task: dict[str, Any], kind: TaskType, **where: Any) -> Rule:
    """``where``: a site or a kind of sites."""
    every, least, most = task["every"]
    begins, ends = task.get("season", ("", ""))
    return Rule(
        organisation=by.organisation,
        task_type=kind,
        **where,
        every_days=every,
        min_gap=least,
        max_gap=most,
        season_from=begins,
        season_to=ends,
        weekdays=task.get("weekdays", []),
        priority=task.get("priority", 2),
        preferred_crew=Crew.objects.filter(
            organisation=by.organisation, name=task.get("crew", "")
        ).first(),
    )


def _crews(by: Member, facts: dict[str, Any]) -> None:
    mine = {"organisation": by.organisation}
    described = facts["depot"]
    depot = keeping.save(Depot(**mine, name=described["name"], **content.located(described)), by=by)
    vehicles = {one["name"]: _vehicle(by, one) for one in facts["vehicles"]}
    for look, one in enumerate(facts["crews"]):
        opens, closes = map(time.fromisoformat, one["hours"])
        crew = Crew(
            **mine,
            name=one["name"],
            vehicle=vehicles[one["vehicle"]],
            depot=depot,
            weekdays=one["weekdays"],
            opens=opens,
            closes=closes,
            cost_per_hour=one["cost"],
            look=look,
        )
        people = Member.objects.filter(**mine, user__email__in=one.get("members", ()))
        skills = _skills(by, one.get("skills", ()))
        related: keeping.Related = {"skills": skills, "members": people}
        keeping.save(crew, related=related, by=by)


def _vehicle(by: Member, one: dict[str, Any]) -> Vehicle:
    vehicle = Vehicle(
        organisation=by.organisation,
        name=one["name"],
        profile=one["profile"],
        tank=one.get("tank", 0),
        cost_per_km=Decimal(str(one["cost"])),
    )
    return keeping.save(vehicle, related={"skills": _skills(by, one.get("carries", ()))}, by=by)


def _hydrant(by: Member, one: dict[str, Any]) -> None:
    opens, closes = (time.fromisoformat(one[k]) if k in one else None for k in ("opens", "closes"))
    point = RefillPoint(
        organisation=by.organisation,
        name=one["name"],
        minutes=one["minutes"],
        opens=opens,
        closes=closes,
        **content.located(one),
    )
    keeping.save(point, by=by)


def _skills(by: Member, names: list[str]) -> list[Skill]:
    known = {one.name: one for one in Skill.objects.filter(organisation=by.organisation)}
    return [
        known.get(name) or keeping.save(Skill(organisation=by.organisation, name=name), by=by)
        for name in names
    ]
