"""A plan of four weeks that holds, and a draft with an urgent order."""

from datetime import date
from typing import Any

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.planning.plan import make_plan
from allmende.portal.demo.tours import content
from allmende.portal.organisations.models import Member
from allmende.portal.tours.domain.planning import (
    changing,
    making,
    problem,
    publishing,
    storing,
    versions,
)
from allmende.portal.tours.enums import Priority
from allmende.portal.tours.models import Order, Plan, Site, TaskType

ROUNDS = 4_000  # a demo is loaded in seconds; people search longer


def publish(by: Member, monday: date) -> Plan:
    """Planned and published on the Monday of this week."""
    for one in content.read()["orders"]:
        values = _order(by, one, monday)
        Order.objects.create(organisation=by.organisation, created_by=by.user, **values)
    plan = versions.begin(
        by.organisation, first=monday, days=making.DAYS, by=by, title="Neu geplant"
    )
    scene = problem.build(plan)
    found = make_plan(scene.problem, budget=Budget(rounds=ROUNDS), seed=plan.seed)
    storing.save(plan, found, scene, before=None)
    making.settle(plan)
    publishing.publish(plan, frozen_until=None, revision=plan.revision, by=by)
    return plan


def draft(plan: Plan, by: Member, today: date) -> Plan:
    """What has come in today, not yet published."""
    values = _order(by, content.read()["draft"], today)
    return changing.add_order(plan, values=values, revision=plan.revision, by=by)


def _order(by: Member, one: dict[str, Any], monday: date) -> dict[str, Any]:
    mine = {"organisation": by.organisation}
    site = Site.objects.filter(**mine, name__startswith=one["at"]).order_by("pk")[0]
    earliest, latest = content.span(one, monday)
    return {
        "site": site,
        "title": one["title"],
        "lon": site.lon,
        "lat": site.lat,
        "task_type": TaskType.objects.get(**mine, name=one["task"]),
        "minutes": one["minutes"],
        "earliest": earliest,
        "latest": latest,
        "priority": one.get("priority", Priority.MUST),
    }
