"""A new plan: one click, a job with the best so far, and what is kept if the worker dies."""

import time
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.planning.plan import Progress, make_plan
from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import rules, tasks
from allmende.portal.tours.domain.planning import checking, comparing, problem, storing, versions
from allmende.portal.tours.domain.planning.problem import Scene
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Plan

DAYS = 28
MOST_DAYS = 56
# Rounds of the search for each visit: the same input and seed give the same plan.
EFFORTS = {"schnell": 100, "gruendlich": 800}
LEAST_ROUNDS = 10_000
BETWEEN_SAVES = 0.1  # share of the work after which the best so far is stored
BETWEEN_LOOKS = 1.0  # seconds of the wall clock between two looks for a wish to stop
INTERRUPTED = (
    "Die Planung ist unterbrochen worden. Dies ist der beste Plan bis dahin; planen Sie erneut, "
    "wenn Sie einen besseren möchten."
)


@transaction.atomic
def start(
    organisation: Organisation, *, first: date, days: int, effort: str, by: Member, seed: int = 0
) -> Plan:
    """A version without tours and the job that fills it.

    Refused with sentences where nothing can be planned, or while a plan is being made.
    """
    require(rules.may_plan, by)
    _check(organisation, first, days)
    before = versions.published(organisation)
    plan = versions.begin(
        organisation,
        first=first,
        days=days,
        by=by,
        title="Neu geplant",
        parent=before or versions.current(organisation),
        frozen_until=before.frozen_until if before else None,
        locks=before.locks if before else {},
        seed=seed,
    )
    plan.job = jobs.start(
        tasks.run_plan,
        plan.pk,
        effort,
        title=f"Touren ab {first:%d.%m.%Y} planen",
        by=by,
        unit="Prozent",
        total=100,
        url=reverse("tours-plan", args=[plan.pk]),
    )
    plan.save(update_fields=["job"])
    audit.record("tours.planned", by=by, about=plan)
    return plan


def run(plan_id: int, effort: str, progress: jobs.Reporter) -> None:
    """Fill the plan. A plan that a dead worker has left keeps its last best tours."""
    plan = Plan.objects.select_related("organisation", "parent").get(pk=plan_id)
    if plan.state != PlanState.PLANNING:
        return
    if plan.tours.exists():
        settle(plan)
        progress.result(INTERRUPTED)
        return
    progress.at(1, 100, "Fahrzeiten werden berechnet.")
    scene = problem.build(plan)
    work = _Work(plan, scene, progress)
    frozen = plan.parent if scene.problem.frozen_until else None
    rounds = max(LEAST_ROUNDS, EFFORTS[effort] * len(scene.problem.visits))
    found = make_plan(
        scene.problem,
        budget=Budget(rounds=rounds, cancelled=work.is_cancelled),
        seed=plan.seed,
        before=storing.load(frozen, scene) if frozen else None,
        progress=work.tell,
    )
    storing.save(plan, found, scene, before=plan.parent)
    settle(plan)
    if work.cancelled:
        raise jobs.Cancelled
    progress.result(f"{plan} ist fertig: {_words(plan)}.")


def settle(plan: Plan) -> None:
    """Planning is over, however it ended: with tours it is a draft, without it is set aside."""
    moved = comparing.moves(plan.parent, plan) if plan.parent else []
    Plan.objects.filter(pk=plan.pk, state=PlanState.PLANNING).update(
        state=PlanState.DRAFT,
        is_undone=not plan.tours.exists() and not plan.unplanned.exists(),
        moved=moved,
    )
    plan.refresh_from_db()


def is_orphaned(plan: Plan) -> bool:
    """Nobody works at it any more: its job is over, or the request that made it has died."""
    if plan.state != PlanState.PLANNING:
        return False
    if plan.job:
        return plan.job.is_over
    return plan.created_at < timezone.now() - timedelta(minutes=5)


def settle_orphans() -> None:
    """Called often; quick where there is nothing."""
    for plan in Plan.objects.filter(state=PlanState.PLANNING).select_related("job", "parent"):
        if is_orphaned(plan):
            settle(plan)


class _Work:
    """Tells how far it is, stores the best so far, and hears whether it shall stop."""

    def __init__(self, plan: Plan, scene: Scene, progress: jobs.Reporter) -> None:
        self.plan, self.scene, self.progress = plan, scene, progress
        self.cancelled = False
        self._share = 0.0
        self._saved = 0.0
        self._looked = time.monotonic()
        self._words = "Die ersten Touren entstehen."

    def is_cancelled(self) -> bool:
        if not self.cancelled and time.monotonic() - self._looked > BETWEEN_LOOKS:
            self._at()
        return self.cancelled

    def tell(self, best: Progress) -> None:
        self._share = best.share
        hours = f"{best.driving / 3600:.1f}".replace(".", ",")
        self._words = f"Bisher bester Plan: {hours} Std. Fahrt, {best.unserved} nicht eingeplant."
        if best.share >= self._saved + BETWEEN_SAVES:
            self._saved = best.share
            storing.save(self.plan, best.best(), self.scene, before=self.plan.parent)
        self._at()

    def _at(self) -> None:
        self._looked = time.monotonic()
        try:
            self.progress.at(max(1, min(99, round(100 * self._share))), 100, self._words)
        except jobs.Cancelled:
            self.cancelled = True


def _check(organisation: Organisation, first: date, days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"Planen Sie zwischen 1 und {MOST_DAYS} Tagen.")
    if first < timezone.localdate():
        raise Refused("Der erste Tag liegt in der Vergangenheit. Wählen Sie heute oder später.")
    checked = checking.check(organisation)
    if not checked.is_ready:
        raise Refused(" ".join(checked.hindrances))
    busy = versions.of(organisation).filter(state=PlanState.PLANNING).select_related("job")
    if running := next((plan for plan in busy if not is_orphaned(plan)), None):
        raise Refused(
            f"{running} entsteht gerade. Warten Sie, bis er fertig ist, oder brechen Sie ihn ab."
        )


def _words(plan: Plan) -> str:
    facts: dict[str, Any] = plan.figures
    hours = f"{facts['driving']:.1f}".replace(".", ",")
    return f"{facts['visits']} Einsätze, {hours} Std. Fahrt, {facts['unserved']} nicht eingeplant"
