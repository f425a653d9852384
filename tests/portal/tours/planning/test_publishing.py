"""One plan holds at a time."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import Notification
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse
from allmende.portal.tours.domain import daily
from allmende.portal.tours.domain.planning import changing, making, nightly, publishing, versions
from allmende.portal.tours.domain.work import executions
from allmende.portal.tours.enums import PlanState, StopLock
from allmende.portal.tours.models import Execution, Order, Stop
from tests import factories
from tests.portal.events import clock
from tests.portal.tours import made_planning as made
from tests.portal.tours import made_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return made.town()


@pytest.fixture
def plan(at):
    return made.filled(at)


def publish(at, plan, until=None):
    publishing.publish(plan, frozen_until=until, revision=plan.revision, by=at.dispatcher)


def test_publishing_replaces_the_plan_before(at, plan):
    other = made.filled(at)
    publish(at, plan)
    publish(at, other)
    plan.refresh_from_db()
    assert plan.state == PlanState.REPLACED
    assert versions.published(at.organisation) == other


def test_the_people_of_a_crew_hear_of_it(at, plan):
    driver = factories.member(at.organisation)
    at.crews[0].members.add(driver)
    publish(at, plan)
    told = Notification.objects.get(recipient=driver.user)
    assert f"{plan} gilt ab" in told.text
    assert told.url == "/werkzeuge/touren/heute/"


def test_a_plan_without_tours_is_not_published(at, plan):
    plan.tours.all().delete()
    with pytest.raises(Refused, match="keine einzige Tour"):
        publish(at, plan)


def test_frozen_days_are_the_same_in_the_next_plan(at, plan):
    until = plan.first + timedelta(days=2)
    publish(at, plan, until)
    kept = list(
        Stop.objects.filter(tour__plan=plan, tour__day__lte=until)
        .order_by("tour__day", "tour__crew", "sequence")
        .values_list("tour__day", "tour__crew", "key", "begins", "label")
    )
    next_one = made.filled(at)
    assert next_one.parent == plan
    assert kept == list(
        Stop.objects.filter(tour__plan=next_one, tour__day__lte=until)
        .order_by("tour__day", "tour__crew", "sequence")
        .values_list("tour__day", "tour__crew", "key", "begins", "label")
    )
    assert kept
    keys = list(
        Stop.objects.filter(tour__plan=next_one).exclude(key="").values_list("key", flat=True)
    )
    assert len(keys) == len(set(keys))


def test_nothing_is_moved_into_frozen_days(at, plan):
    publish(at, plan, plan.first + timedelta(days=2))
    stop = Stop.objects.filter(tour__plan=plan, task_type=at.mowing).last()
    with pytest.raises(Refused, match="bleibt der Plan, wie er ist"):
        changing.move(
            stop,
            crew=at.crews[0],
            day=plan.first + timedelta(days=(stop.tour.day == plan.first)),
            revision=plan.revision,
            by=at.dispatcher,
        )


def test_old_drafts_are_tidied_up_and_the_plan_that_holds_stays(at, plan):
    second, third = made.filled(at), made.filled(at)
    publish(at, second)
    changing.undo(third, revision=third.revision, by=at.dispatcher)
    assert publishing.delete_old(at.organisation, by=at.dispatcher) == 2
    assert list(versions.of(at.organisation)) == [second]
    with pytest.raises(Refused, match="kein Entwurf"):
        publishing.delete(second, by=at.dispatcher)
    del plan


def test_the_night_makes_a_draft_and_publishes_nothing(at, plan):
    publish(at, plan)
    first = nightly.roll(plan)
    assert first.state == PlanState.DRAFT
    assert first.title == nightly.TITLE
    assert first.tours.exists()
    assert versions.published(at.organisation) == plan
    second = nightly.roll(plan)  # the next night takes the place of the last one
    assert set(versions.of(at.organisation)) == {plan, second}


def test_what_was_done_late_leaves_the_next_where_it_is_expected(at, plan):
    stops = Stop.objects.filter(tour__plan=plan, task_type=at.inspection).order_by("tour__day")
    early, next_one = stops.filter(site=at.sites[0])[:2]
    changing.lock(next_one, how=StopLock.BOTH, revision=plan.revision, by=at.dispatcher)
    plan.refresh_from_db()
    publish(at, plan)
    late = early.tour.day + timedelta(days=1)
    with clock.at(timezone.make_aware(datetime.combine(late, time(18)))):
        Execution.objects.create(
            organisation=at.organisation,
            site=at.sites[0],
            task_type=at.inspection,
            crew_label="Nord",
            label="Spielplatz",
            task_label="Kontrolle",
            ended_at=timezone.now(),
            by_label="Nord",
            turn=1,
            seal="",
        )
        rolled = nightly.roll(plan)
    found = Stop.objects.filter(tour__plan=rolled, site=at.sites[0]).order_by("tour__day").first()
    assert found.key != next_one.key
    assert (found.tour.day, found.tour.crew) == (next_one.tour.day, next_one.tour.crew)
    assert found.lock == StopLock.BOTH


def in_the_night_before_work(at, plan):
    """Rolled while the tours of the first day still lie before the crews."""
    with clock.at(timezone.make_aware(datetime.combine(plan.first, time(2)))):
        return nightly.roll(plan)


def next_days(plan):
    """By site and task: the first day of the plan that has it."""
    found = Stop.objects.filter(tour__plan=plan, site__isnull=False).order_by("-tour__day")
    return {(s.site_id, s.task_type_id): s.tour.day for s in found.select_related("tour")}


def test_what_the_crews_have_before_them_today_is_not_planned_once_more(at, plan):
    publish(at, plan)
    days = {key: day for key, day in next_days(plan).items() if day == plan.first}
    assert days
    rolled = next_days(in_the_night_before_work(at, plan))
    gaps = {key: (rolled[key] - day).days for key, day in days.items() if key in rolled}
    least = {at.inspection.pk: 5, at.mowing.pk: 10}
    assert gaps
    assert all(gap >= least[task] for (_, task), gap in gaps.items())


def test_an_order_of_today_is_not_planned_once_more(at, plan):
    order = Order.objects.create(
        organisation=at.organisation, title="Ast", lon=made.LON, lat=made.LAT, minutes=30,
        task_type=at.mowing, earliest=plan.first, latest=plan.first + timedelta(days=3),
    )  # fmt: skip
    plan = made.filled(at)
    publish(at, plan)
    stop = Stop.objects.get(tour__plan=plan, order=order)
    with clock.at(timezone.make_aware(datetime.combine(stop.tour.day, time(2)))):
        rolled = nightly.roll(plan)
    assert not Stop.objects.filter(tour__plan=rolled, order=order).exists()


def test_what_could_not_be_done_today_is_planned_once_more(at, plan):
    publish(at, plan)
    stop = Stop.objects.filter(tour__plan=plan, tour__day=plan.first, site__isnull=False).first()
    with clock.at(timezone.make_aware(datetime.combine(plan.first, time(20)))):
        executions.record(
            stop.tour.crew, entry=made_work.entry(stop, is_done=False, problem="Tor zu"), name="Kim"
        )
        rolled = nightly.roll(plan)
    found = Stop.objects.filter(tour__plan=rolled, site=stop.site, task_type=stop.task_type)
    assert found.order_by("tour__day").first().tour.day <= plan.first + timedelta(days=3)


def test_a_night_that_died_leaves_nothing_open(at, plan):
    publish(at, plan)
    making.settle_orphans()
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def test_the_worker_rolls_once_a_night_and_never_by_day(at, plan, settings):
    BlockUse.objects.create(organisation=at.organisation, block=BuildingBlock.TOURS)
    publish(at, plan)
    today = timezone.localtime()
    for hour in (9, 2, 3):
        with clock.at(today.replace(hour=hour)):
            daily.run_often()
    assert versions.of(at.organisation).filter(title=nightly.TITLE).count() == 1

    settings.DEMO = True
    with clock.at(today.replace(hour=2) + timedelta(days=1)):
        assert not nightly.is_night()
