"""Every night the published plan is rolled forward: a draft from tomorrow on, never published."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.planning.repair import repair
from allmende.portal.core.domain import tools
from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.planning import making, storing, versions
from allmende.portal.tours.domain.planning.renaming import continued
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Plan

TITLE = "Über Nacht fortgeschrieben"
NIGHT = range(1, 5)  # hours of the local clock


def is_night() -> bool:
    """When nobody plans. The invented town of the demo keeps the versions that it shows."""
    return timezone.localtime().hour in NIGHT and not settings.DEMO


def roll_all() -> None:
    """Once a night; an organisation that cannot be planned keeps the others from nothing."""
    holding = Plan.objects.filter(state=PlanState.PUBLISHED).select_related("organisation")
    for plan in holding:
        if tools.is_on(plan.organisation, "tours") and not _is_rolled(plan):
            roll(plan)


def _is_rolled(plan: Plan) -> bool:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return versions.of(plan.organisation).filter(title=TITLE, created_at__gte=midnight).exists()


def roll(plan: Plan) -> Plan | None:
    """What was done and missed counts; as much as can be stays where the crews expect it.

    Replaces the draft of the night before that nobody has touched.
    """
    first = timezone.localdate() + timedelta(days=1)
    versions.of(plan.organisation).filter(
        state=PlanState.DRAFT, title=TITLE, children=None, revision=1
    ).delete()
    new = versions.begin(
        plan.organisation,
        first=first,
        days=plan.days,
        by=None,
        title=TITLE,
        parent=plan,
        seed=plan.seed,
        frozen_until=plan.frozen_until,
        locks=plan.locks,
    )
    try:
        scene, before = continued(new, plan)
        found = repair(scene.problem, before, budget=Budget(rounds=len(scene.problem.visits)))
        storing.save(new, found.plan, scene, before=plan)
    except Refused:
        new.delete()
        return None
    making.settle(new)
    return new
