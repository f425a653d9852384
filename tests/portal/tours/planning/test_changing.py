"""By hand: each change is a version, as little as can be moves, nothing is lost."""

from datetime import timedelta

import pytest

from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.planning import changing, repairing, versions
from allmende.portal.tours.domain.planning.versions import Overtaken
from allmende.portal.tours.enums import OrderState, PlanState, StopKind, StopLock
from allmende.portal.tours.models import Closure, CrewAbsence, Order, Plan, Rule, Stop
from tests.portal.tours import made_planning as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return made.town()


@pytest.fixture
def plan(at):
    return made.filled(at)


def places(plan):
    stops = Stop.objects.filter(tour__plan=plan, kind=StopKind.VISIT)
    return {s.key: (s.tour.day, s.tour.crew_id) for s in stops.select_related("tour")}


def one(plan, task):
    return Stop.objects.filter(tour__plan=plan, task_type=task).select_related("tour__crew").first()


def another_day(stop):
    """A working day of the plan near to when the meadow is due, so within its window."""
    plan = stop.tour.plan
    days = [stop.due + timedelta(days=n) for n in (0, 1, -1, 2, -2, 3, -3)]
    return next(
        day
        for day in days
        if day != stop.tour.day and day.weekday() < 5 and 0 <= (day - plan.first).days < plan.days
    )


def move(at, plan, stop, crew, day, revision=None):
    return changing.move(
        stop, crew=crew, day=day, revision=revision or plan.revision, by=at.dispatcher
    )


def test_a_moved_stop_goes_there_and_stays_there(at, plan):
    stop = one(plan, at.mowing)
    crew = next(crew for crew in at.crews if crew != stop.tour.crew)
    day = another_day(stop)
    before = places(plan)
    new = move(at, plan, stop, crew, day)
    assert new.parent == plan
    assert places(new)[stop.key] == (day, crew.pk)
    assert Stop.objects.get(tour__plan=new, key=stop.key).lock == StopLock.BOTH
    assert places(plan) == before  # the version before is as it was
    assert [m["after"] for m in new.moved if m["key"] == stop.key] == [[day.isoformat(), crew.name]]
    assert len(new.moved) <= 3


def test_where_a_stop_cannot_be_nothing_changes(at, plan):
    stop, seen = one(plan, at.inspection), plan.revision
    with pytest.raises(Refused, match="nicht unterbringen"):
        move(at, plan, stop, at.crews[1], stop.tour.day)
    assert list(versions.of(at.organisation)) == [plan]
    plan.refresh_from_db()
    assert (plan.revision, plan.locks) == (seen, {})  # the same form can be sent once more


def inspections_of_a_site(at):
    """The first and the second one, a week apart or two days more."""
    Rule.objects.filter(task_type=at.inspection).update(min_gap=7)
    plan = made.filled(at)
    found = Stop.objects.filter(tour__plan=plan, task_type=at.inspection, site=at.sites[0])
    first, second = found.select_related("tour__plan").order_by("tour__day")
    nearest = plan.first + timedelta(days=7)
    return plan, first, second, nearest + timedelta(days=second.tour.day == nearest)


def test_the_one_before_makes_room(at):
    plan, first, second, day = inspections_of_a_site(at)
    new = move(at, plan, second, at.crews[0], day)
    assert not new.unplanned.exists()
    assert timedelta(days=7) <= day - places(new)[first.key][0] <= timedelta(days=9)


def test_where_the_one_before_is_locked_the_gap_is_named(at):
    plan, first, second, day = inspections_of_a_site(at)
    wednesday = plan.first + timedelta(days=2)
    Plan.objects.filter(pk=plan.pk).update(
        locks={first.key: {"crew": None, "day": wednesday.isoformat()}}
    )
    second.tour.plan.refresh_from_db()
    sentence = f"verlangt 7 bis 9 Tage Abstand. Der Einsatz davor ist am {wednesday:%d.%m.%Y}"
    with pytest.raises(Refused, match=sentence):
        move(at, plan, second, at.crews[0], day)


def test_a_day_without_work_is_refused_at_once(at, plan):
    stop = one(plan, at.mowing)
    saturday = plan.first + timedelta(days=5)
    with pytest.raises(Refused, match=r"arbeitet am .* nicht"):
        move(at, plan, stop, at.crews[0], saturday)


def test_a_lock_holds_while_others_move(at, plan):
    stop = one(plan, at.mowing)
    changing.lock(stop, how=StopLock.BOTH, revision=plan.revision, by=at.dispatcher)
    plan.refresh_from_db()
    first = plan.first
    new = changing.drop_crew(
        plan,
        crew=next(crew for crew in at.crews if crew != stop.tour.crew),
        first=first,
        last=first + timedelta(days=13),
        revision=plan.revision,
        by=at.dispatcher,
    )
    assert places(new)[stop.key] == (stop.tour.day, stop.tour.crew_id)
    assert Stop.objects.get(tour__plan=new, key=stop.key).lock == StopLock.BOTH


def test_an_unlocked_stop_is_free_again(at, plan):
    stop = one(plan, at.mowing)
    changing.lock(stop, how=StopLock.DAY, revision=plan.revision, by=at.dispatcher)
    plan.refresh_from_db()
    assert plan.locks[stop.key] == {"crew": None, "day": stop.tour.day.isoformat()}
    changing.lock(stop, how=StopLock.NONE, revision=plan.revision, by=at.dispatcher)
    plan.refresh_from_db()
    assert plan.locks == {}


def order(at, plan, **fields):
    values = {
        "site": None,
        "title": "Ast auf dem Weg",
        "lon": made.LON + 0.01,
        "lat": made.LAT,
        "task_type": at.mowing,
        "minutes": 30,
        "earliest": plan.first,
        "latest": plan.first + timedelta(days=1),
        "priority": 1,
    }
    return changing.add_order(
        plan, values=values | fields, revision=plan.revision, by=at.dispatcher
    )


def test_an_urgent_order_finds_its_place_without_moving_others(at, plan):
    new = order(at, plan)
    found = Stop.objects.get(tour__plan=new, order=Order.objects.get())
    assert plan.first <= found.tour.day <= plan.first + timedelta(days=1)
    assert [m["label"] for m in new.moved if m["before"] is None] == ["Ast auf dem Weg"]
    assert len(new.moved) <= 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"minutes": 0}, "0 Minuten"),
        ({"latest": made.monday() - timedelta(days=30)}, "Vertauschen"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(at, plan, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        order(at, plan, **fields)
    assert not Order.objects.exists()


def test_a_crew_that_is_away_has_no_tours(at, plan):
    last = plan.first + timedelta(days=2)
    new = changing.drop_crew(
        plan,
        crew=at.crews[0],
        first=plan.first,
        last=last,
        revision=plan.revision,
        by=at.dispatcher,
    )
    assert CrewAbsence.objects.count() == 1
    assert plan.tours.filter(crew=at.crews[0], day__lte=last).exists()
    assert not new.tours.filter(crew=at.crews[0], day__lte=last).exists()


def test_a_closed_street_is_kept_and_makes_a_version(at, plan):
    values = {
        "title": "Stadtfest",
        "street": "Marktplatz",
        "line": [],
        "starts_on": plan.first,
        "ends_on": None,
    }
    new = changing.close_street(plan, values=values, revision=plan.revision, by=at.dispatcher)
    assert new.title == "Gesperrt: Stadtfest"
    assert Closure.objects.get().street == "Marktplatz"


def undo(at, plan):
    plan.refresh_from_db()
    return changing.undo(plan, revision=plan.revision, by=at.dispatcher)


def redo(at, plan):
    plan.refresh_from_db()
    return changing.redo(plan, revision=plan.revision, by=at.dispatcher)


def open_orders():
    return set(Order.objects.filter(state=OrderState.OPEN).values_list("title", flat=True))


def test_several_steps_are_undone_one_by_one(at, plan):
    second = order(at, plan)
    third = order(at, second, title="Noch einer")
    assert undo(at, third) == "Der Eilauftrag ist zurückgezogen."
    assert versions.current(at.organisation) == second
    assert open_orders() == {"Ast auf dem Weg"}
    undo(at, second)
    assert versions.current(at.organisation) == plan
    assert open_orders() == set()
    assert redo(at, third) == "Der Eilauftrag ist wieder offen."  # and the one it stands on
    assert versions.current(at.organisation) == third
    assert open_orders() == {"Ast auf dem Weg", "Noch einer"}
    undo(at, third)
    assert versions.current(at.organisation) == second


def test_an_absence_is_taken_back_and_comes_again(at, plan):
    days = {"first": plan.first, "last": plan.first + timedelta(days=2)}
    new = changing.drop_crew(
        plan, crew=at.crews[0], revision=plan.revision, by=at.dispatcher, **days
    )
    before = CrewAbsence.objects.values().get()
    assert undo(at, new) == "Der Ausfall ist gestrichen."
    assert not CrewAbsence.objects.exists()
    assert redo(at, new) == "Der Ausfall ist wieder eingetragen."
    assert CrewAbsence.objects.values().get() == before


def test_an_absence_of_a_crew_that_is_gone_stays_gone(at, plan):
    days = {"first": plan.first, "last": plan.first}
    new = changing.drop_crew(
        plan, crew=at.crews[1], revision=plan.revision, by=at.dispatcher, **days
    )
    undo(at, new)
    at.crews[1].delete()
    assert redo(at, new) == ""
    assert not CrewAbsence.objects.exists()


def test_a_closed_street_is_open_again_unless_later_versions_stand_on_it(at, plan):
    values = {"title": "Fest", "street": "Marktplatz", "line": [], "starts_on": plan.first}
    values["ends_on"] = None
    new = changing.close_street(plan, values=values, revision=plan.revision, by=at.dispatcher)
    later = order(at, new)
    assert undo(at, new) == ""
    assert Closure.objects.exists()
    redo(at, new)
    undo(at, later)
    assert undo(at, new) == "Die Sperrung ist gestrichen."
    assert not Closure.objects.exists()


def test_what_somebody_has_removed_meanwhile_stays_removed(at, plan):
    new = order(at, plan)
    changing.withdraw(Order.objects.get(), by=at.dispatcher)
    assert undo(at, new) == ""
    assert redo(at, new) == ""
    assert open_orders() == set()


def test_the_first_version_cannot_be_undone(at, plan):
    with pytest.raises(Refused, match="gibt es keine Version"):
        changing.undo(plan, revision=plan.revision, by=at.dispatcher)


def test_of_two_dispatchers_the_second_hears_of_the_first(at, plan):
    seen = plan.revision
    first = order(at, plan)
    stop = one(plan, at.mowing)
    crew = next(crew for crew in at.crews if crew != stop.tour.crew)
    with pytest.raises(Overtaken, match=f"{first}.*Nichts ist überschrieben") as lost:
        move(at, plan, stop, crew, another_day(stop), revision=seen)
    assert lost.value.newer == first
    plan.refresh_from_db()  # sent once more, it is meant
    second = move(at, plan, stop, crew, another_day(stop))
    assert set(versions.of(at.organisation)) == {plan, first, second}


def test_large_plans_are_repaired_by_a_job(
    at, plan, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(repairing, "QUICK", 0)
    with django_capture_on_commit_callbacks(execute=True):
        new = order(at, plan)
        assert new.state == PlanState.PLANNING
    new.refresh_from_db()
    assert new.state == PlanState.DRAFT
    assert new.job.message == f"{new} ist fertig."
    assert Stop.objects.filter(tour__plan=new, order__isnull=False).exists()


def test_a_plan_that_was_replaced_is_not_changed(at, plan):
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    plan.refresh_from_db()
    with pytest.raises(Refused, match="abgelöst"):
        order(at, plan)
