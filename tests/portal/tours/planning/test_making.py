"""From an organisation to a plan that is stored."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.engines.tours.planning.plan import Progress, make_plan
from allmende.portal.core.domain import jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import JobState
from allmende.portal.core.models import Job
from allmende.portal.tours.domain.planning import making, versions
from allmende.portal.tours.enums import PlanState, StopKind
from allmende.portal.tours.models import Crew, Plan, Rule, Site, Stop
from tests import factories
from tests.portal.tours import made_planning as made

pytestmark = pytest.mark.django_db


class Quiet:
    """Hears nothing, tells nobody."""

    def at(self, done: int, total: int, message: str = "") -> None: ...
    def result(self, message: str, *, url: str = "") -> None: ...


class Impatient(Quiet):
    """Asks to stop at the second report."""

    reports = 0

    def at(self, done: int, total: int, message: str = "") -> None:
        self.reports += 1
        if self.reports > 1:
            raise jobs.Cancelled


def rows(plan):
    stops = Stop.objects.filter(tour__plan=plan).order_by("tour__day", "tour__crew", "sequence")
    return list(stops.values_list("tour__day", "tour__crew__name", "kind", "key", "begins"))


def test_one_click_plans_everything_that_is_due(django_capture_on_commit_callbacks):
    at = made.town()
    with django_capture_on_commit_callbacks(execute=True):
        made.plan(at)
    plan = versions.current(at.organisation)
    assert plan.state == PlanState.DRAFT
    assert plan.job.state == JobState.DONE
    assert not plan.unplanned.exists()
    visits = Stop.objects.filter(tour__plan=plan, kind=StopKind.VISIT)
    assert visits.filter(task_type=at.inspection).count() == 12  # six sites, two weeks
    assert visits.filter(task_type=at.mowing).count() >= 6
    assert set(
        visits.filter(task_type=at.inspection).values_list("tour__crew__name", flat=True)
    ) == {"Nord"}
    assert plan.figures["visits"] == visits.count()
    assert "Std. Fahrt" in plan.job.message


def test_the_same_input_and_seed_give_the_same_plan():
    at = made.town()
    first, second = (made.filled(at) for _ in range(2))
    assert rows(first) == rows(second)
    assert rows(first)


@pytest.mark.parametrize(
    ("breaks", "sentence"),
    [
        (lambda _: Crew.objects.all().update(is_active=False), "Keine Kolonne ist im Einsatz"),
        (lambda _: Crew.objects.all().update(weekdays=[]), "Keine Kolonne hat einen Arbeitstag"),
        (lambda _: Rule.objects.all().delete(), "Es gibt nichts zu planen"),
        (lambda _: Site.objects.all().delete(), "Es gibt nichts zu planen"),
        (lambda at: type(at.mowing).objects.update(minutes=0), "dauern 0 Minuten"),
    ],
)
def test_what_stands_in_the_way_is_said_before_anybody_computes(breaks, sentence):
    at = made.town()
    breaks(at)
    with pytest.raises(Refused, match=sentence):
        made.plan(at)
    assert not Plan.objects.exists()


def test_days_that_are_past_are_refused():
    at = made.town()
    with pytest.raises(Refused, match="Vergangenheit"):
        made.plan(at, first=timezone.localdate() - timedelta(days=1))


def test_only_dispatchers_plan():
    at = made.town()
    with pytest.raises(PermissionDenied):
        making.start(
            at.organisation,
            first=made.monday(),
            days=7,
            effort="schnell",
            by=factories.member(at.organisation),
        )


def test_while_a_plan_is_being_made_no_other_one_begins():
    at = made.town()
    plan = made.plan(at)  # nobody commits, so the job waits
    with pytest.raises(Refused, match=f"{plan} entsteht gerade"):
        made.plan(at)


def test_a_worker_that_dies_leaves_the_best_plan_so_far(monkeypatch):
    at = made.town()
    plan = made.plan(at)

    def dies(problem, *, progress, **options):
        best = make_plan(problem, **options)
        progress(Progress(10, 0.5, best.driving, 0, lambda: best))
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "make_plan", dies)
    with pytest.raises(KeyboardInterrupt):
        making.run(plan.pk, "schnell", Quiet())
    kept = rows(plan)
    assert kept
    making.run(plan.pk, "schnell", Quiet())  # the next worker takes the job up
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert rows(plan) == kept


def test_cancelling_keeps_the_best_so_far():
    at = made.town()
    plan = made.plan(at)
    with pytest.raises(jobs.Cancelled):
        making.run(plan.pk, "schnell", Impatient())
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert rows(plan)


def test_a_job_that_ended_before_the_first_tour_leaves_no_current_plan():
    at = made.town()
    plan = made.plan(at)
    Job.objects.filter(pk=plan.job_id).update(state=JobState.FAILED)
    making.settle_orphans()
    plan.refresh_from_db()
    assert (plan.state, plan.is_undone) == (PlanState.DRAFT, True)
    assert versions.current(at.organisation) is None
