"""A small town that can be planned: two crews, a yard, playgrounds to inspect and meadows."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.domain.planning import making, versions
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import Crew, Depot, Plan, Rule, Site, Skill, TaskType
from tests import factories

LON, LAT = 8.87, 48.6
STEP = 0.004  # degrees between two sites


@dataclass(frozen=True, slots=True)
class Town:
    organisation: Organisation
    dispatcher: Member
    crews: list[Crew]
    sites: list[Site]
    mowing: TaskType
    inspection: TaskType


def town(slug: str = "wiesenbrueck") -> Town:
    """Six playgrounds inspected every week by the crew that can, six meadows mown in two weeks."""
    organisation = factories.organisation(slug)
    depot = Depot.objects.create(organisation=organisation, name="Bauhof", lon=LON, lat=LAT)
    crews = [crew(organisation, depot, name) for name in ("Nord", "Süd")]
    skill = Skill.objects.create(organisation=organisation, name="Spielplatzkontrolle")
    crews[0].skills.add(skill)
    inspection = task(organisation, "Kontrolle", minutes=20, is_statutory=True)
    inspection.skills.add(skill)
    mowing = task(organisation, "Mähen", minutes=60)
    sites = [site(organisation, n, SiteKind.PLAYGROUND) for n in range(6)]
    sites += [site(organisation, n, SiteKind.MEADOW) for n in range(6)]
    rule(inspection, site_kind=SiteKind.PLAYGROUND, every_days=7, min_gap=5, max_gap=9)
    rule(mowing, site_kind=SiteKind.MEADOW, every_days=14, min_gap=10, max_gap=18)
    dispatcher = factories.member(organisation, Role.DISPATCHER)
    return Town(organisation, dispatcher, crews, sites, mowing, inspection)


def crew(organisation: Organisation, depot: Depot, name: str, **fields: Any) -> Crew:
    defaults = {"weekdays": [0, 1, 2, 3, 4], "opens": time(7), "closes": time(15, 30)}
    return Crew.objects.create(
        organisation=organisation, depot=depot, name=name, **(defaults | fields)
    )


def task(organisation: Organisation, name: str, **fields: Any) -> TaskType:
    return TaskType.objects.create(organisation=organisation, name=name, **fields)


def site(organisation: Organisation, number: int, kind: SiteKind, **fields: Any) -> Site:
    place = {
        "lon": LON + STEP * (number + 1),
        "lat": LAT + STEP * (1 if kind == SiteKind.MEADOW else -1),
        "name": f"{kind.label} {number + 1}",
        "number": f"{number + 1}",
    }
    return Site.objects.create(organisation=organisation, kind=kind, **(place | fields))


def rule(task_type: TaskType, **fields: Any) -> Rule:
    return Rule.objects.create(organisation=task_type.organisation, task_type=task_type, **fields)


def monday() -> date:
    """The next one: nothing of it is past."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def plan(at: Town, *, days: int = 14, first: date | None = None) -> Plan:
    """Planned at once, as the tests have no worker."""
    new = making.start(
        at.organisation, first=first or monday(), days=days, effort="schnell", by=at.dispatcher
    )
    return versions.of(at.organisation).get(pk=new.pk)


def filled(at: Town, **fields: Any) -> Plan:
    """Planned, with its tours."""
    new = plan(at, **fields)
    making.run(new.pk, "schnell", _Silent())
    return versions.of(at.organisation).get(pk=new.pk)


class _Silent:
    def at(self, done: int, total: int, message: str = "") -> None: ...
    def result(self, message: str, *, url: str = "") -> None: ...
