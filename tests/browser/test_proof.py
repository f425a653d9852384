"""Criteria, portfolio, evidence, applications and acceptance questions as people use them."""

import pytest
from playwright.sync_api import Page, expect

from allmende.portal.demo.people import PEOPLE
from allmende.portal.organisations.enums import Role
from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open

STAFF = "mitarbeit@wiesenbrueck.example"
CHIEF = "leitung@wiesenbrueck.example"
NAME = "Mehmet Aydin"
POINTS = 3


def officer() -> str:
    people = (p.email for p in PEOPLE["wiesenbrueck"] if Role.AI_OFFICER in p.roles)
    return next(people, "")


def begin(page: Page, title: str) -> str:
    """Propose a use case and become responsible for it; gives back its address."""
    page.goto("/anwendungsfaelle/neu/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Kurzbeschreibung").fill("Findet Schlaglöcher auf Bildern.")
    page.get_by_role("button", name="Vorschlagen").click()
    page.get_by_role("link", name="ändern").first.wait_for()
    address = page.url
    page.goto(f"{address}verantwortlich/")
    page.get_by_label("Verantwortlich").select_option(label=NAME)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text(f"Verantwortlich: {NAME} (").wait_for()
    return address


def score_everything(page: Page, address: str) -> None:
    page.goto(f"{address}bewertung/")
    for section in page.locator(".criterion").all():
        section.locator(f"input[value='{POINTS}']").check()
        section.locator("textarea").fill("Das zeigen andere Städte.")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**#kriterien")


def prove(page: Page, address: str) -> None:
    page.goto(f"{address}nachweise/neu/?belegt=concept")
    page.get_by_label("Art").select_option(label="Dokument")
    page.get_by_label("Titel").fill("Rollenkonzept")
    content = {"name": "konzept.txt", "mimeType": "text/plain", "buffer": b"Wer darf was?"}
    page.get_by_label("Datei").set_input_files(content)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("ist gespeichert").wait_for()


def test_scores_with_reasons_put_a_use_case_into_the_picture_without_javascript(product, person):
    page = person(STAFF, java_script_enabled=False)
    address = begin(page, "Schlaglöcher finden")

    score_everything(page, address)
    page.goto("/anwendungsfaelle/portfolio/?suche=Schlagl%C3%B6cher+finden")

    expect(page.locator("svg.portfolio a")).to_have_count(1)
    row = page.get_by_role("row").filter(has_text="Schlaglöcher finden")
    expect(row).to_contain_text("sorgfältig vorbereiten")


def test_what_is_typed_into_the_scores_survives_a_closed_window(product, person):
    page = person(STAFF)
    address = begin(page, "Laternen zählen")
    page.goto(f"{address}bewertung/")
    page.locator(".criterion textarea").first.fill("Halb gedacht")
    expect(page.locator("#draft-state")).to_have_text("Als Entwurf gespeichert.")

    page.goto(f"{address}bewertung/")

    expect(page.locator(".criterion textarea").first).to_have_value("Halb gedacht")


def test_a_file_becomes_evidence_is_read_again_and_withdrawn(product, person):
    page = person(STAFF)
    address = begin(page, "Risse messen")
    prove(page, address)

    with page.expect_download() as download:
        page.get_by_role("link", name="Rollenkonzept", exact=True).click()
    assert download.value.path().read_bytes() == b"Wer darf was?"

    page.get_by_role("link", name="Zurückziehen").click()
    page.get_by_label("Grund").fill("Fassung überholt")
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.get_by_role("row").filter(has_text="Rollenkonzept")).to_contain_text("überholt")


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """Addresses that come into being by use, filled once."""
    return {}


def lived_in(person: Open, places: dict[str, str]) -> dict[str, str]:
    if not places:
        page = person(STAFF)
        places["case"] = address = begin(page, "Gullys reinigen")
        score_everything(page, address)
        prove(page, address)
        places["withdraw"] = str(
            page.get_by_role("link", name="Zurückziehen").get_attribute("href")
        )
        chief = person(CHIEF)
        chief.goto("/wissen/prueffragen/")
        chief.get_by_role("button", name="Jetzt prüfen").click()
        chief.get_by_text("% richtig").wait_for(timeout=180_000)
        places["run"] = chief.url
    return places


# Who, the address, its heading, and the button whose empty form shows an error.
PAGES = [
    (STAFF, "/anwendungsfaelle/portfolio/", "Portfolio", ""),
    (STAFF, "{case}bewertung/", "Bewertung", ""),
    (STAFF, "{case}nachweise/", "Reife und Nachweise", ""),
    (STAFF, "{case}nachweise/neu/", "Nachweis hinterlegen", "Speichern"),
    (STAFF, "{withdraw}", "Nachweis zurückziehen", "Zurückziehen"),
    (STAFF, "/werkzeuge/", "Werkzeuge", ""),
    (CHIEF, "/werkzeuge/", "Werkzeuge", ""),
    (CHIEF, "/werkzeuge/assistant/ausschalten/", "ausschalten", ""),
    (CHIEF, "/wissen/prueffragen/", "Prüffragen", ""),
    (CHIEF, "/wissen/prueffragen/neu/", "Prüffrage anlegen", "Speichern"),
    (CHIEF, "/wissen/prueffragen/einlesen/", "Prüffragen einlesen", "Einlesen"),
    (CHIEF, "{run}", "Prüfung vom", ""),
    ("officer", "/anwendungsfaelle/einrichtung/kriterien/", "Kriterien", ""),
    ("officer", "/anwendungsfaelle/einrichtung/kriterien/neu/", "Kriterium ergänzen", "Speichern"),
]


@pytest.mark.parametrize(("who", "path", "heading", "button"), PAGES)
def test_the_pages_are_accessible(product, person, places, who, path, heading, button):
    who = officer() if who == "officer" else who
    page = person(who)
    page.goto(path.format(**lived_in(person, places)))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert_accessible(page)
    if button:
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.locator("#form-errors").wait_for()
        assert_accessible(page)
