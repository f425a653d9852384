"""From an idea to its first sign-offs and incidents; the pages of the life cycle."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open

STAFF = "mitarbeit@wiesenbrueck.example"
NAME = "Mehmet Aydin"


def begin(page: Page, title: str) -> str:
    """Propose a use case and become responsible for it; gives back its address."""
    page.goto("/anwendungsfaelle/neu/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Kurzbeschreibung").fill("Sagt voraus, wann Container voll sind.")
    page.get_by_role("button", name="Vorschlagen").click()
    page.get_by_role("link", name="ändern").first.wait_for()
    address = page.url
    page.goto(f"{address}verantwortlich/")
    page.get_by_label("Verantwortlich").select_option(label=NAME)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text(f"Verantwortlich: {NAME}").first.wait_for()
    return address


def describe(page: Page, address: str) -> None:
    page.goto(f"{address}bearbeiten/steckbrief/")
    page.get_by_label("Problem").fill("Container laufen über.")
    page.get_by_label("Nutzen und für wen").fill("Saubere Plätze für alle.")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**#steckbrief")


def test_an_idea_goes_to_the_precheck_without_javascript(product, person):
    page = person(STAFF, java_script_enabled=False)
    address = begin(page, "Container leeren")
    expect(page.get_by_text("Noch 2 Punkte bis zum Stand „Vorprüfung“")).to_be_visible()
    describe(page, address)

    page.get_by_role("button", name="In die Vorprüfung geben").click()

    expect(page.get_by_text("Der Stand ist jetzt „Vorprüfung“.")).to_be_visible()
    expect(page.locator(".stages [aria-current=step]")).to_contain_text("Vorprüfung")
    page.goto("/anwendungsfaelle/aufgaben/?wessen=requested&suche=Container+leeren")
    expect(page.get_by_role("link", name="Bedarf bestätigen")).to_be_visible()


def test_an_incident_is_reported_and_mended(product, person):
    page = person(STAFF)
    address = begin(page, "Straßenlaternen dimmen")
    page.goto(f"{address}vorfall/")
    page.get_by_label("Was ist passiert?").fill("Laterne blieb dunkel")
    page.get_by_label("Schwere").select_option(label="mittel")
    page.get_by_role("button", name="Vorfall melden").click()
    page.get_by_label("Wie wurde der Vorfall behoben?").fill("Sensor getauscht.")
    page.get_by_role("button", name="Vorfall ist behoben").click()

    expect(page.get_by_text("Der Vorfall ist behoben.")).to_be_visible()


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """Addresses that come into being by use, filled once."""
    return {}


def lived_in(person: Open, places: dict[str, str]) -> dict[str, str]:
    if not places:
        page = person(STAFF)
        places["case"] = case = begin(page, "Parkplätze zählen")
        describe(page, case)
        page.get_by_role("button", name="In die Vorprüfung geben").click()
        page.goto(f"{case}freigaben/")
        page.get_by_role("link", name="Bedarf bestätigen").click()
        places["signoff"] = page.url
        page.goto(f"{case}vorfall/")
        page.get_by_label("Was ist passiert?").fill("Falsch gezählt")
        page.get_by_label("Schwere").select_option(label="gering")
        page.get_by_role("button", name="Vorfall melden").click()
        page.get_by_text("Wie wurde der Vorfall behoben?").wait_for()
        places["incident"] = page.url
    return places


# The address, its heading, and the button whose empty form shows an error.
PAGES = [
    ("{case}", "Parkplätze zählen", ""),
    ("{case}verlauf/", "Verlauf", ""),
    ("{case}stand/", "Stand und nächster Schritt", ""),
    ("{case}stand/deferred/", "Zurückstellen", "Zurückstellen"),
    ("{case}stand/review/", "In die Prüfung geben", ""),
    ("{case}freigaben/", "Freigaben", ""),
    ("{signoff}", "Bedarf bestätigen", ""),
    ("{case}aenderung/", "Wesentliche Änderung", "Neue Runde beginnen"),
    ("{case}ueberpruefung/", "Überprüfung", "Geprüft und unverändert"),
    ("{case}vorfall/", "Vorfall melden", "Vorfall melden"),
    ("{incident}", "Falsch gezählt", "Vorfall ist behoben"),
    ("/anwendungsfaelle/aufgaben/?wessen=all", "Aufgaben", ""),
    ("/anwendungsfaelle/vorfaelle/", "Vorfälle", ""),
]


@pytest.mark.parametrize(("path", "heading", "button"), PAGES)
def test_the_pages_are_accessible(product, person, places, path, heading, button):
    page = person(STAFF)
    page.goto(path.format(**lived_in(person, places)))
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)
    if button:
        page.get_by_role("button", name=button).click()
        page.locator("#form-errors").wait_for()
        assert_accessible(page)


def test_the_editor_of_the_chain_is_accessible(product, person):
    officer = "ki@wiesenbrueck.example"
    page = person(officer)
    for path in ("", "neu/"):
        page.goto(f"/anwendungsfaelle/einrichtung/freigaben/{path}")
        assert_accessible(page)
    page.get_by_role("button", name="Speichern").click()
    page.locator("#form-errors").wait_for()
    assert_accessible(page)
