"""What waits for whom, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import waiting
from allmende.portal.register.models import Assessment, DutyStatus
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


def running(town, title="Läuft", **fields):
    use_case = stage.case(town, title, state="operation", **fields)
    stage.assessed(use_case)
    return use_case


def test_duties_that_are_due_wait_until_they_are_settled(town):
    use_case = running(town)
    assert waiting.for_member(town.owner).duties == [(use_case, 1)]

    stage.settle_duties(use_case)
    assert waiting.for_member(town.owner).duties == []

    DutyStatus.objects.update(state="open")
    assert waiting.for_member(town.owner).open_duties == 1


def test_a_duty_of_another_use_case_settles_nothing(town):
    stage.settle_duties(running(town, "A"))
    other = running(town, "B")

    assert waiting.for_member(town.officer).duties == [(other, 1)]


def test_an_unreadable_assessment_does_not_break_the_page(town):
    running(town).assessments.update(result={"alt": True})

    assert waiting.for_member(town.owner).duties == []


def test_what_does_not_run_has_no_due_duties(town):
    stage.assessed(stage.case(town, state="review"))

    assert waiting.for_member(town.officer).duties == []


def test_others_see_nothing_of_it(town):
    running(town, suspended_at=timezone.now(), review_due=timezone.localdate())
    stranger = stage.town("ahornried").officer

    for member in (town.staff, town.council, stranger):
        found = waiting.for_member(member)
        assert (found.signoffs, found.reviews, found.duties, found.suspended) == (0, [], [], [])


def test_it_costs_the_same_for_one_and_for_three(town):
    costs = []
    for _ in range(3):
        running(town, review_due=timezone.localdate(), suspended_at=timezone.now())
        officer = Member.objects.select_related("user", "organisation").get(pk=town.officer.pk)
        with CaptureQueriesContext(connection) as context:
            assert waiting.for_member(officer).reviews
        costs.append(len(context))

    assert costs == [costs[0]] * 3


def test_what_new_rules_have_changed_waits_for_officers_and_the_responsible_person(town):
    case = stage.case(town, "Läuft", state="operation", owner=town.owner)
    stage.assessed(case)
    Assessment.objects.update(by_rules=True)

    counts = [waiting.for_member(member).changed for member in (town.officer, town.owner)]

    assert counts == [1, 1]
    assert waiting.for_member(town.staff).changed == 0
    assert waiting.for_member(stage.town("ahornried").officer).changed == 0
