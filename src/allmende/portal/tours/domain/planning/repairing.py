"""A version made by hand: what still holds stays, the rest finds its place in seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.urls import reverse
from django.utils import timezone

from allmende.engines.tours.planning.repair import repair
from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.models import Member
from allmende.portal.tours import tasks
from allmende.portal.tours.domain.planning import causes, making, storing, versions
from allmende.portal.tours.domain.planning.renaming import continued
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Plan, Site, Stop

NEAR = 300  # places up to which the same holds while a street is closed
QUICK = 1_200  # stops up to which a person waits less than three seconds


def is_quick(plan: Plan) -> bool:
    """Where streets are closed, travel times of many places take longer than a person waits."""
    if Stop.objects.filter(tour__plan=plan).count() > QUICK:
        return False
    places = Site.objects.filter(organisation=plan.organisation, is_active=True).count()
    if places <= NEAR:
        return True
    closed = networks.closed_on(plan.organisation, versions.days_of(plan))
    return not any(closed.values())


@dataclass(frozen=True, slots=True)
class Change:
    """``write`` adds what the plan is made from; ``check`` may refuse what came of it."""

    title: str
    locks: dict[str, Any] | None = None  # None: as they are
    write: Callable[[], Model | None] = lambda: None
    check: Callable[[Plan], None] = lambda _: None


def change(
    plan: Plan, what: Change, *, revision: int, by: Member, at_once: bool | None = None
) -> Plan:
    """A child of ``plan`` where ``what`` has happened. Raises Overtaken and Refused.

    Small plans are repaired before this returns, large ones by a job. Where that is refused,
    nothing has changed.
    """
    with transaction.atomic():
        _open_or_refused(plan)
        versions.touch(plan, revision=revision)
        written = what.write()
        cause = causes.cause_of(written)
        new = versions.child(plan, title=what.title, by=by, locks=what.locks, cause=cause)
        audit.record("tours.replanned", by=by, about=new, details={"Was": what.title})
        if not (is_quick(plan) if at_once is None else at_once):
            new.job = jobs.start(
                tasks.run_repair,
                new.pk,
                title=f"{plan} anpassen: {what.title}"[:200],
                by=by,
                url=reverse("tours-plan", args=[new.pk]),
            )
            new.save(update_fields=["job"])
            return new
    try:
        made = run(new.pk)
        what.check(made)
    except Exception:
        _take_back(new, written)
        raise
    return made


def run(plan_id: int) -> Plan:
    """Fill the version from its parent; what is filled already is left alone."""
    plan = Plan.objects.select_related("organisation", "parent").get(pk=plan_id)
    if plan.state == PlanState.PLANNING and plan.parent:
        scene, before = continued(plan, plan.parent)
        found = repair(scene.problem, before, seed=plan.seed)
        storing.save(plan, found.plan, scene, before=plan.parent)
        making.settle(plan)
    return plan


@transaction.atomic
def _take_back(new: Plan, written: Model | None) -> None:
    """So that the same form, sent once more, is not taken for somebody else's."""
    Plan.objects.filter(children=new).update(revision=F("revision") - 1)
    new.delete()
    if written:
        written.delete()


def _open_or_refused(plan: Plan) -> None:
    if plan.state == PlanState.PLANNING:
        raise Refused(f"{plan} entsteht gerade. Warten Sie, bis er fertig ist.")
    if plan.state == PlanState.REPLACED:
        raise Refused(f"{plan} ist abgelöst. Ändern Sie den Plan, der jetzt gilt.")
    if versions.last_day(plan) < timezone.localdate():
        raise Refused(f"{plan} ist vorbei. Planen Sie neue Wochen.")
