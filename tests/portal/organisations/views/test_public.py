import pytest
from django.urls import reverse

from allmende.portal.organisations.domain import pages

pytestmark = pytest.mark.django_db


def test_the_network_leads_to_each_open_town(client, town, neighbour):
    neighbour.is_active = False
    neighbour.save()
    response = client.get(reverse("places"))
    assert list(response.context["organisations"]) == [town]
    assert reverse("public-start", args=["wiesenbrueck"]) in response.content.decode()


def test_anonymous_visitors_get_no_session(client, town):
    assert "sessionid" not in client.get(reverse("places")).cookies


def test_a_page_in_german_is_marked_for_english_readers(client, town, admin):
    pages.save(town, kind="contact", language="de", text="Markt 1", revision=0, by=admin)
    address = reverse("public-page", args=["wiesenbrueck", "contact"])
    response = client.get(address, headers={"Accept-Language": "en"})
    assert '<div class="prose" lang="de">' in response.content.decode()


@pytest.mark.parametrize(
    "place", [["wiesenbrueck", "contact"], ["wiesenbrueck", "erfunden"], ["erfunden", "contact"]]
)
def test_what_is_not_written_does_not_exist(client, town, place):
    assert client.get(reverse("public-page", args=place)).status_code == 404


def test_the_page_of_a_closed_organisation_does_not_exist(client, town, admin):
    pages.save(town, kind="contact", language="de", text="Markt 1", revision=0, by=admin)
    town.is_active = False
    town.save()
    address = reverse("public-page", args=["wiesenbrueck", "contact"])
    assert client.get(address).status_code == 404


def test_the_handbook_explains_its_words_to_everybody(client):
    content = client.get(reverse("help")).content.decode()
    assert "<dt>Fundstelle</dt>" in content


def test_the_workspace_speaks_german_to_an_english_browser(browser):
    response = browser.get(reverse("start"), headers={"Accept-Language": "en"})
    assert '<html lang="de">' in response.content.decode()
