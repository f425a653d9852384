import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import building_blocks
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.organisation(assistant=False)


@pytest.fixture
def page(client, town):
    client.force_login(factories.member(town, Role.ADMINISTRATOR).user)
    return client


def test_the_assistant_is_switched_on_off_and_on_again(page, town):
    first = page.post("/werkzeuge/assistant/einschalten/", follow=True).content.decode()
    assert "ist eingeschaltet und steht im Register" in first
    assert "KI-001" in first

    assert "Dokumente, Prüffragen" in page.get("/werkzeuge/assistant/ausschalten/").content.decode()
    page.post("/werkzeuge/assistant/ausschalten/")
    assert not building_blocks.is_on(town, "assistant")
    again = page.post("/werkzeuge/assistant/ausschalten/", follow=True).content.decode()
    assert "schon ausgeschaltet" in again


def test_applications_of_later_versions_have_no_switch(page):
    text = page.get("/werkzeuge/").content.decode()

    assert text.count("noch nicht Teil dieser Version") == 4
    assert text.count("/einschalten/") == 1
    assert page.post("/werkzeuge/zauberei/einschalten/").status_code == 404


def test_an_older_use_without_entry_can_be_taken_into_the_register(client):
    old = factories.organisation("altstadt")
    client.force_login(factories.member(old, Role.AI_OFFICER).user)
    assert "noch nicht im Register" in client.get("/werkzeuge/").content.decode()

    answer = client.post("/werkzeuge/assistant/aufnehmen/", follow=True).content.decode()

    assert "steht jetzt im Register" in answer
    assert "noch nicht im Register" not in answer


def test_a_colleague_sees_the_cards_without_switches(client, town):
    client.force_login(factories.member(town).user)

    text = client.get("/werkzeuge/").content.decode()

    assert "Einschalten können die Administration" in text
    assert "/einschalten/" not in text
