"""From the first question to the list of duties, with and without JavaScript; its pages."""

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
    page.get_by_label("Kurzbeschreibung").fill("Liest Anträge vor und fasst sie zusammen.")
    page.get_by_role("button", name="Vorschlagen").click()
    page.get_by_role("link", name="ändern").first.wait_for()
    address = page.url
    page.goto(f"{address}verantwortlich/")
    page.get_by_label("Verantwortlich").select_option(label=NAME)
    page.get_by_role("button", name="Speichern").click()
    page.locator(".summary-line").get_by_text(f"Verantwortlich: {NAME}").wait_for()
    return address


def choose(page: Page, question: str, answer: str) -> None:
    page.locator(f"#frage-{question} input[value={answer}]").check()


def chosen(page: Page, question: str) -> str | None:
    return page.locator(f"#frage-{question} input:checked").get_attribute("value")


def test_answers_are_saved_one_by_one_and_open_the_questions_behind_them(product, person):
    page = person(STAFF)
    address = begin(page, "Anträge vorlesen")
    page.get_by_role("link", name="Einstufung beginnen").click()
    choose(page, "ki_system", "ja")
    expect(page.locator("#frage-rolle_betreiber")).to_be_visible()
    expect(page.locator("input:focus")).to_have_attribute("id", "id_antwort-ki_system_0")
    choose(page, "rolle_betreiber", "ja")
    expect(page.locator("#standing-text")).to_contain_text("2 von")
    page.reload()
    assert [chosen(page, q) for q in ("ki_system", "rolle_betreiber")] == ["ja", "ja"]
    page.goto(f"{address}einstufung/ergebnis/")
    expect(page.locator("main")).to_contain_text("Vorschau, noch nicht festgehalten")


def test_two_windows_that_differ_see_both_answers(product, person):
    first = person(STAFF)
    address = begin(first, "Anträge sortieren")
    second = person(STAFF)
    for page in (first, second):
        page.goto(f"{address}einstufung/schritt/dsfa/")
    choose(first, "personenbezug", "ja")
    expect(first.locator("#frage-dsfa_neu")).to_be_visible()
    choose(second, "personenbezug", "nein")
    expect(second.get_by_role("alert")).to_contain_text("Jemand anderes hat hier inzwischen")
    expect(second.get_by_role("region", name="Beide Fassungen")).to_contain_text("ja")
    assert chosen(second, "personenbezug") == "nein"
    assert_accessible(second)


def test_without_javascript_it_goes_step_by_step_to_the_duties(product, person):
    page = person(STAFF, java_script_enabled=False)
    address = begin(page, "Anträge zusammenfassen")
    page.get_by_role("link", name="Einstufung beginnen").click()
    choose(page, "ki_system", "ja")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("status").first).to_be_visible()
    choose(page, "rolle_betreiber", "unklar")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verbotene Praktiken (Art. 5)")
    page.get_by_role("link", name="Zum Ergebnis").click()
    page.get_by_role("button", name="Einstufung festhalten").click()
    page.get_by_role("link", name="Liste der Pflichten mit Terminen").click()
    page.get_by_role("link", name="KI-Kompetenz").click()
    page.get_by_label("Stand").select_option("erfüllt")
    page.get_by_role("button", name="Speichern").click()
    row = page.get_by_role("row").filter(has_text="KI-Kompetenz")
    expect(row).to_contain_text("erfüllt")
    assert page.url == f"{address}pflichten/"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("einstufung/schritt/rolle/", "KI-System und Rolle"),
        ("einstufung/schritt/bereiche/", "Hochrisiko-Bereiche nach Anhang III (Art. 6 Abs. 2)"),
        ("einstufung/ergebnis/", "Einstufung"),
        ("{version}", "Einstufung vom"),
        ("pflichten/", "Pflichten"),
        ("pflichten/art4/", "KI-Kompetenz"),
        ("../einstufung/geaendert/", "Geänderte Einstufungen"),
    ],
)
def test_pages_are_accessible(product, person, case, path, heading):
    page = person(STAFF)
    page.goto(case["address"] + path.format(**case) if path != "{version}" else case["version"])
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert_accessible(page)


def test_a_duty_without_its_reason_is_accessible_with_its_error(product, person, case):
    page = person(STAFF)
    page.goto(f"{case['address']}pflichten/art4/")
    page.get_by_label("Stand").select_option("trifft nicht zu")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".kern-error:visible").first).to_contain_text("Bitte begründen Sie")
    assert_accessible(page)


@pytest.fixture
def case(product, person: Open, places: dict[str, str]) -> dict[str, str]:
    """One held assessment for all pages of this file."""
    if not places:
        page = person(STAFF)
        places["address"] = begin(page, "Anträge prüfen")
        page.get_by_role("link", name="Einstufung beginnen").click()
        choose(page, "ki_system", "ja")
        page.locator("#frage-rolle_betreiber").wait_for()
        page.goto(f"{places['address']}einstufung/ergebnis/")
        page.get_by_role("button", name="Einstufung festhalten").click()
        places["version"] = str(
            page.get_by_role("link", name="Fassung vom").first.get_attribute("href")
        )
    return places


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    return {}
