"""The tours of the demo come into being through the domain: once, and whole."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from allmende.portal.core.domain import tools
from allmende.portal.core.models import AuditEntry
from allmende.portal.demo import joining, people
from allmende.portal.demo.tours import load
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, User
from allmende.portal.register.models import UseCase
from allmende.portal.tours.domain.planning import checking, holidays
from allmende.portal.tours.domain.work import sealing, today
from allmende.portal.tours.enums import PlanState, SiteKind, Why
from allmende.portal.tours.models import Crew, Execution, Plan, Site, Stop, Weather
from tests.portal.demo import stage

pytestmark = pytest.mark.django_db
SIX_WEEKS = timedelta(weeks=6)


@pytest.fixture
def town():
    operator = User.objects.create_superuser("netz@allmende.example", "geheim-2026", name="Netz")
    return stage.town("wiesenbrueck", operator)


def test_everything_is_there_and_stays_as_it_is(town):
    load.load(stage.quiet)

    _check_what_there_is(town)
    _check_the_plans(town)
    _check_the_past(town)
    before = AuditEntry.objects.count()
    load.load(stage.quiet)
    assert AuditEntry.objects.count() == before
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()


def _check_what_there_is(town: Organisation) -> None:
    assert tools.is_on(town, "tours")
    assert UseCase.objects.filter(organisation=town, building_block="tours").exists()
    kinds = Site.objects.values_list("kind").annotate(count=Count("pk")).order_by()
    assert dict(kinds) == {
        SiteKind.PLAYGROUND: 20,
        SiteKind.PARK: 11,
        SiteKind.MEADOW: 14,
        SiteKind.TREE: 60,
        SiteKind.BED: 7,
        SiteKind.HEDGE: 3,
    }
    assert not Site.objects.filter(is_reachable=False).exists()
    crew = Crew.objects.get(members__user__email="gruen@wiesenbrueck.example")
    assert crew.name == "Spielplatzkolonne"
    assert checking.check(town).is_ready


def _check_the_plans(town: Organisation) -> None:
    draft, plan = Plan.objects.all()
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    assert (plan.state, plan.first, plan.days) == (PlanState.PUBLISHED, monday, 28)
    assert (draft.state, draft.parent) == (PlanState.DRAFT, plan)
    assert Stop.objects.get(label__startswith="Scherben").tour.plan == draft
    assert plan.provider != "airline"
    assert {crew for (crew,) in plan.tours.values_list("crew__name")} == {
        "Spielplatzkolonne",
        "Mähkolonne",
        "Baumkolonne",
        "Beetkolonne",
    }
    left_over = plan.unplanned.get(label__startswith="Totholz")
    assert left_over.why == Why.SKILL
    assert Stop.objects.filter(tour__plan=plan, kind="refill").exists()
    daily = plan.tours.filter(crew__name="Spielplatzkolonne")
    assert daily.count() == 20 - _free_days(plan)
    tour = plan.tours.first()
    assert today.sheet_of(tour.crew, tour.day).visits


def _free_days(plan: Plan) -> int:
    last = plan.first + timedelta(days=plan.days - 1)
    found = holidays.between(plan.first, last, state=plan.organisation.state)
    return sum(day.weekday() < 5 for day in found)


def _check_the_past(town: Organisation) -> None:
    assert sealing.verify(town) is None
    monday = Plan.objects.earliest("number").first
    done = Execution.objects.filter(ended_at__date__lt=monday)
    assert done.count() > 400
    assert done.filter(ended_at__date__gte=monday - SIX_WEEKS, litres__gt=0).exists()
    assert not Execution.objects.filter(recorded_at__gt=timezone.now()).exists()
    over = Stop.objects.filter(
        tour__plan__state=PlanState.PUBLISHED, tour__day__lt=timezone.localdate(), kind="visit"
    )
    assert over.filter(executions=None).count() == 0
    assert Weather.objects.count() == SIX_WEEKS.days


def test_an_older_demo_learns_who_plans(town):
    person = next(one for one in people.PEOPLE[town.slug] if one.email == load.DISPATCHER)
    joining.join(person, town).roles.all().delete()

    load.load(stage.quiet)

    assert Member.objects.get(user__email=load.DISPATCHER).has_role(Role.DISPATCHER)


def test_without_the_town_nothing_happens():
    load.load(stage.quiet)

    assert not Plan.objects.exists()
