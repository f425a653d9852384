"""Targets of the AI strategy."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import strategy
from allmende.portal.register.enums import TargetState
from allmende.portal.register.models import StrategyTarget
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
VALUES = {
    "horizon": "one",
    "title": "Neugier ist geweckt",
    "text": "Drei Ämter haben Ideen.",
    "due_on": date(2027, 12, 31),
}


@pytest.fixture
def leader():
    return factories.member(factories.organisation(), Role.LEADERSHIP)


def test_a_target_names_its_own_use_cases_only(leader):
    own = made.use_case(leader)
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    foreign = made.use_case(neighbour)

    target = strategy.add(leader.organisation, values=VALUES, use_cases=[own, foreign], by=leader)

    assert list(target.use_cases.all()) == [own]
    assert list(strategy.targets_of(neighbour)) == []


def test_a_proposal_becomes_a_target_once(leader):
    target = strategy.take_up(leader.organisation, key="simpler", by=leader)

    assert (target.horizon, target.due_on.month, target.due_on.day) == ("three", 12, 31)
    assert [one.key for one in strategy.open_proposals(leader)] == ["curiosity"]
    with pytest.raises(Refused, match="schon übernommen"):
        strategy.take_up(leader.organisation, key="simpler", by=leader)


def test_a_state_needs_a_reason_and_is_dated(leader):
    target = strategy.add(leader.organisation, values=VALUES, by=leader)

    with pytest.raises(Refused, match="begründen"):
        strategy.report_state(target, state=TargetState.REACHED, note="  ", revision=1, by=leader)
    strategy.report_state(
        target, state=TargetState.ON_TRACK, note="Zwei Projekte.", revision=1, by=leader
    )

    assert (target.state, target.state_note) == (TargetState.ON_TRACK, "Zwei Projekte.")
    assert target.state_on is not None
    assert AuditEntry.objects.get(action="register.target_reported").details["state"] == [
        "noch nicht begonnen",
        "auf Kurs",
    ]


def test_two_at_once_overwrite_nothing(leader):
    target = strategy.add(leader.organisation, values=VALUES, by=leader)
    strategy.change(
        target, values={**VALUES, "title": "Erste"}, use_cases=[], revision=1, by=leader
    )

    with pytest.raises(Conflict):
        strategy.change(
            target, values={**VALUES, "title": "Zweite"}, use_cases=[], revision=1, by=leader
        )

    assert StrategyTarget.objects.get().title == "Erste"


def test_only_leaders_and_officers_of_the_organisation_decide(leader):
    target = strategy.add(leader.organisation, values=VALUES, by=leader)
    staff = factories.member(leader.organisation)
    foreign = factories.member(factories.organisation("ahornried"), Role.LEADERSHIP)

    for person in (staff, foreign):
        with pytest.raises(PermissionDenied):
            strategy.remove(target, by=person)
    strategy.remove(target, by=leader)

    assert not StrategyTarget.objects.exists()
    assert AuditEntry.objects.get(action="register.target_removed").details["title"] == (
        "Neugier ist geweckt"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(
    client, leader, count, django_assert_num_queries
):
    for number in range(count):
        strategy.add(
            leader.organisation,
            values={**VALUES, "title": f"Ziel {number}"},
            use_cases=[made.use_case(leader)],
            by=leader,
        )
    client.force_login(leader.user)
    client.get("/anwendungsfaelle/strategie/")

    with django_assert_num_queries(10):
        response = client.get("/anwendungsfaelle/strategie/")

    assert f"Ziel {count - 1}" in response.content.decode()
