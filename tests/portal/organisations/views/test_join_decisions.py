"""Deciding about people who want to come in, as pages."""

import re

import pytest
from django.urls import reverse

from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations.domain import invitations
from allmende.portal.organisations.models import JoinRequest
from tests import factories
from tests.portal.organisations.people import Asker

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(town, admin):
    return Asker().confirmed(town, "neu@x.example")


def test_the_administration_sees_who_waits_and_takes_in(browser, town, asked):
    assert "Nele Neu" in browser.get(reverse("join-requests")).content.decode()
    page = browser.get(reverse("join-request", args=[asked.pk])).content.decode()
    assert "Ich leite das Bürgerbüro." in page
    response = browser.post(reverse("join-request", args=[asked.pk]), {"roles": ["editor"]})
    assert response.url == reverse("join-requests")
    (invitation,) = invitations.open_in(town)
    assert (invitation.email, invitation.roles) == ("neu@x.example", ["editor"])
    link = re.search(r"http://testserver(/einladung/\S+)", OutgoingMail.objects.latest("pk").text)
    assert invitations.find(link[1].split("/")[2]) == invitation


def test_refusing_needs_a_reason(browser, asked):
    url = reverse("join-request", args=[asked.pk])
    response = browser.post(url, {"ablehnen": "1", "reason": ""})
    assert response.status_code == 422
    assert response.context["refuse_form"].errors.keys() == {"reason"}
    assert browser.post(url, {"ablehnen": "1", "reason": "Unbekannt"}).status_code == 302
    assert "Unbekannt" in browser.get(url).content.decode()


def test_a_second_decision_is_told_who_was_first(browser, asked):
    url = reverse("join-request", args=[asked.pk])
    browser.post(url)
    response = browser.post(url)
    assert response.status_code == 422
    assert "Anna Amt hat darüber schon entschieden" in response.content.decode()


def test_an_unproven_address_is_nobodys_business(browser, town, admin, client, operator):
    Asker()(town, "neu@x.example")
    waiting = JoinRequest.objects.get()
    assert browser.get(reverse("join-request", args=[waiting.pk])).status_code == 404
    client.force_login(operator)
    assert client.get(reverse("network-join-request", args=[waiting.pk])).status_code == 404


def test_operators_decide_about_claims_and_experts(client, operator):
    listed = factories.organisation("listenau", is_claimed=False)
    claim = Asker().confirmed(listed, "erste@x.example")
    expert = Asker().confirmed(None, "profi@x.example")
    client.force_login(operator)
    page = client.get(reverse("network-join-requests")).content.decode()
    assert page.count("Nele Neu") == 2
    for made in (claim, expert):
        url = reverse("network-join-request", args=[made.pk])
        assert "Rollen" not in client.get(url).content.decode()
        client.post(url)
    roles = {one.email: one.roles for one in invitations.Invitation.objects.all()}
    assert roles == {"erste@x.example": ["administrator"], "profi@x.example": []}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    browser, town, admin, django_assert_max_num_queries, count
):
    for number in range(count):
        Asker().confirmed(town, f"n{number}@x.example")
    with django_assert_max_num_queries(9):
        browser.get(reverse("join-requests"))
