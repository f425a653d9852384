import pytest

from allmende.portal.core.domain import tools
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

    assert text.count("noch nicht Teil dieser Version") == 3
    assert text.count("/einschalten/") == 2
    assert page.post("/werkzeuge/zauberei/einschalten/").status_code == 404


def test_each_application_says_what_is_lost_without_it(page):
    for block, words in (("assistant", "beantworten keine Fragen"), ("tours", "auch die Kolonnen")):
        page.post(f"/werkzeuge/{block}/einschalten/")
        text = page.get(f"/werkzeuge/{block}/ausschalten/").content.decode()
        assert words in text
        assert "jederzeit wieder einschalten" in text


def test_the_door_of_a_tool_shows_to_those_whom_it_lets_in(client, town, monkeypatch):
    officer = factories.member(town, Role.AI_OFFICER)
    door = tools.Door("account", "Zu den Touren", lambda member: member == officer)
    monkeypatch.setattr(tools, "_doors", {"tours": door})
    building_blocks.switch_on(town, block="tours", by=officer)

    pages = {}
    for member in (officer, factories.member(town)):
        client.force_login(member.user)
        pages[member] = client.get("/werkzeuge/").content.decode()

    assert ["Zu den Touren" in text for text in pages.values()] == [True, False]


def test_a_tool_that_is_off_has_no_door(page, monkeypatch):
    door = tools.Door("account", "Zu den Touren", lambda _: True)
    monkeypatch.setattr(tools, "_doors", {"tours": door})

    assert "Zu den Touren" not in page.get("/werkzeuge/").content.decode()


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
