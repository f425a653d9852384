"""Lists: constant queries, order, filter, pages, export."""

import pytest
from django.urls import reverse

from allmende.portal.core.domain import audit
from allmende.portal.organisations.domain import groups, invitations, offices
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.organisations.views.pages import OFFICE

pytestmark = pytest.mark.django_db


def make(name, organisation, admin, number):
    match name:
        case "members" | "members-export":
            factories.member(organisation, Role.EDITOR, email=f"p{number}@w.example")
        case "invitations":
            email = f"n{number}@w.example"
            invitations.invite(organisation, email=email, roles=[], by=admin)
        case "offices":
            values = {**OFFICE, "name": f"Amt {number}"}
            offices.create(organisation, values=values, by=admin)
        case "groups":
            groups.create(organisation, name=f"G {number}", members=[admin], by=admin)
        case "audit" | "audit-export":
            other = factories.member(organisation, email=f"a{number}@w.example")
            audit.record("organisations.renamed", by=other, about=other)


def queries_of(client, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as captured:
        response = client.get(reverse(name))
        if response.streaming:
            b"".join(response)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name",
    ["members", "members-export", "invitations", "offices", "groups", "audit", "audit-export"],
)
def test_three_rows_need_as_many_queries_as_one(
    browser, town, admin, django_assert_max_num_queries, name
):
    make(name, town, admin, 0)
    once = queries_of(browser, name, django_assert_max_num_queries)
    make(name, town, admin, 1)
    make(name, town, admin, 2)
    assert queries_of(browser, name, django_assert_max_num_queries) == once


@pytest.mark.parametrize("count", [1, 3])
def test_the_network_list_needs_a_fixed_number_of_queries(
    client, operator, django_assert_num_queries, count
):
    for number in range(count):
        factories.organisation(f"ort-{number}")
    client.force_login(operator)
    with django_assert_num_queries(7):
        assert client.get(reverse("network")).context["page"].paginator.count == count


def names(response):
    return [member.user.name for member in response.context["page"]]


def test_members_are_sorted_both_ways(browser, town, staff):
    listing = reverse("members")
    assert names(browser.get(listing)) == ["Anna Amt", "Stefan Staff"]
    assert names(browser.get(listing, {"sortierung": "-name"})) == ["Stefan Staff", "Anna Amt"]
    assert names(browser.get(listing, {"sortierung": "password"})) == ["Anna Amt", "Stefan Staff"]


def test_the_export_follows_the_filter(browser, staff):
    response = browser.get(reverse("members-export"), {"suche": "stefan"})
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    since = staff.joined_at.strftime("%d.%m.%Y")
    assert lines[0] == "Name;E-Mail;Stelle;Rollen;Mitglied seit"
    assert lines[1].startswith("Stefan Staff;staff@w.example;;;")
    assert len(lines) == 2
    assert since[-4:] in lines[1]


def test_25_entries_stand_on_a_page(browser, admin):
    for _ in range(27):
        audit.record("organisations.renamed", by=admin, about=admin)
    listing = reverse("audit")
    assert len(browser.get(listing).context["page"]) == 25
    assert len(browser.get(listing, {"seite": "2"}).context["page"]) == 2
    assert browser.get(listing, {"seite": "99"}).context["page"].number == 2


def test_the_trail_speaks_german_and_filters(browser, admin, staff):
    audit.record("organisations.renamed", by=admin, about=admin, details={"Name": ["A", "B"]})
    audit.record("organisations.member_left", by=staff, about=staff)
    response = browser.get(reverse("audit"), {"aktion": "organisations.renamed"})
    ((_, action, details),) = response.context["rows"]
    assert (action, details) == ("Eigenen Namen geändert", ["Name: A → B"])


def test_a_wrong_date_in_the_filter_is_said_and_shows_everything(browser, admin):
    audit.record("organisations.renamed", by=admin, about=admin)
    response = browser.get(reverse("audit"), {"von": "gestern"})
    assert response.context["filter"].errors.keys() == {"von"}
    assert response.context["page"].paginator.count == 1
