"""A DSFA from the idea to the files, by plain forms; and its pages for everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open

STAFF = "mitarbeit@wiesenbrueck.example"


def begin(page: Page, title: str) -> str:
    """Propose a use case and begin its DSFA; gives back the address of the document."""
    page.goto("/anwendungsfaelle/neu/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Kurzbeschreibung").fill("Sortiert eingehende Post nach Ämtern.")
    page.get_by_role("button", name="Vorschlagen").click()
    page.get_by_role("link", name="Datenschutz-Folgenabschätzung").click()
    page.get_by_role("button", name="DSFA beginnen").click()
    page.get_by_text("Noch keine Risiken").wait_for()
    return page.url


def add_risk(page: Page, document: str) -> None:
    page.goto(f"{document}risiken/neu/")
    page.get_by_label("Risiko").fill("Post landet beim falschen Amt")
    for label, value in (
        ("Schwere vorher", "4"),
        ("Eintritt vorher", "3"),
        ("Schwere nachher", "4"),
        ("Eintritt nachher", "2"),
    ):
        page.get_by_label(label).select_option(value)
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/dsfa/#risiken")


def test_a_dsfa_is_written_without_javascript_and_taken_home_as_files(product, person):
    page = person(STAFF, java_script_enabled=False, accept_downloads=True)
    document = begin(page, "Post sortieren")

    page.get_by_role("link", name="Nächsten Abschnitt ausfüllen").click()
    page.get_by_role("textbox").fill("Freiwillig, weil Briefe vertraulich sind.")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verantwortung und Beteiligte")
    add_risk(page, document)

    expect(page.get_by_role("note").filter(has_text="Hohes Restrisiko")).to_be_visible()
    expect(page.locator(".risk-matrix").first).to_contain_text("hoch")
    for link, ending in (("Als Word-Datei", ".docx"), ("Als PDF-Datei", ".pdf")):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        name = download.value.suggested_filename
        assert name.startswith("Datenschutz-Folgenabschätzung Post sortieren ")
        assert name.endswith(ending)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("", "Datenschutz-Folgenabschätzung"),
        ("abschnitt/vorhaben/", "Vorhaben und Anlass"),
        ("risiken/neu/", "Risiko ergänzen"),
        ("prueffragen/", "Prüffragen nach Phasen"),
        ("../fria/", "Grundrechte-Folgenabschätzung"),
    ],
)
def test_pages_of_the_dsfa_are_accessible(product, person, document, path, heading):
    page = person(STAFF)
    page.goto(document + path)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)


def test_a_risk_without_values_is_accessible_with_its_errors(product, person, document):
    page = person(STAFF)
    page.goto(f"{document}risiken/neu/")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Risiko ergänzen")
    assert_accessible(page)


@pytest.fixture
def document(product, person: Open, addresses: dict[str, str]) -> str:
    """One document with a risk for all tests of this file."""
    if not addresses:
        page = person(STAFF)
        addresses["document"] = begin(page, "Post einsortieren")
        add_risk(page, addresses["document"])
    return addresses["document"]


@pytest.fixture(scope="module")
def addresses() -> dict[str, str]:
    return {}
