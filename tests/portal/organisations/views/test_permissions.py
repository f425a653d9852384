"""Who reaches which page of the administration, with data that could leak beside it."""

import pytest
from django.urls import reverse

from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain.members import REMOVED
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from tests import factories
from tests.portal.organisations.views.pages import EXPORTS, FORMS, LISTS, furnish

pytestmark = pytest.mark.django_db
PLAIN = [*LISTS, *EXPORTS, *FORMS]


def body(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("name", PLAIN)
def test_lists_show_the_own_organisation_and_nothing_of_the_neighbour(
    browser, admin, town, neighbour, foreign_admin, name
):
    furnish(town, admin, "hier")
    furnish(neighbour, foreign_admin, "GEHEIM")
    response = browser.get(reverse(name))
    assert response.status_code == 200
    shown = body(response)
    assert "GEHEIM" not in shown
    assert "Gerda" not in shown


@pytest.mark.parametrize("method", ["get", "post"])
def test_objects_of_the_neighbour_do_not_exist_here(browser, neighbour, foreign_admin, method):
    addresses = furnish(neighbour, foreign_admin, "GEHEIM")
    removal = AuditEntry.objects.get(action=REMOVED)
    addresses.append(reverse("member-restore", args=[removal.pk]))
    statuses = {address: getattr(browser, method)(address).status_code for address in addresses}
    post_only = {405} if method == "get" else set()
    assert set(statuses.values()) <= {404} | post_only, statuses
    assert AuditEntry.objects.filter(organisation=neighbour).count() == 5


@pytest.mark.parametrize("name", ["administration", *PLAIN])
@pytest.mark.parametrize("roles", [(), (Role.EDITOR, Role.INQUIRIES)])
def test_without_the_role_a_sentence_says_what_is_missing(client, town, name, roles):
    client.force_login(factories.member(town, *roles, email="p@w.example").user)
    response = client.get(reverse(name))
    assert response.status_code == 403
    assert "die Rolle „Administration“" in response.content.decode()


@pytest.mark.parametrize("name", ["administration", "start", "account", "network", *PLAIN])
def test_the_public_is_sent_to_the_log_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.parametrize("name", ["start", "members"])
def test_a_person_without_an_organisation_is_told_whom_to_ask(client, name):
    client.force_login(factories.user())
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 403
    assert "bitten Sie die Administration" in response.content.decode()


def test_a_closed_organisation_is_closed_for_its_administrator(browser, town):
    town.is_active = False
    town.save()
    assert browser.get(reverse("members")).status_code == 302


def test_role_and_organisation_belong_together(client, admin, neighbour):
    """An administrator here is nothing there, also with the session of both."""
    Member.objects.create(user=admin.user, organisation=neighbour)
    client.force_login(admin.user)
    client.post(reverse("switch-organisation"), {"organisation": neighbour.pk})
    assert client.get(reverse("members")).status_code == 403


@pytest.mark.parametrize("name", ["network", "organisation-create"])
def test_the_network_is_for_its_operators(client, browser, operator, name):
    assert browser.get(reverse(name)).status_code == 403
    client.force_login(operator)
    assert client.get(reverse(name)).status_code == 200


def test_nobody_switches_into_a_foreign_organisation(browser, neighbour):
    browser.post(reverse("switch-organisation"), {"organisation": neighbour.pk})
    assert browser.get(reverse("start")).context["member"].organisation.slug == "wiesenbrueck"


def test_nobody_leaves_for_somebody_else(browser, staff):
    address = reverse("leave-organisation", args=[staff.pk])
    assert browser.post(address).status_code == 404
