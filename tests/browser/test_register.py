"""From an idea to the next town: propose, score, publish, find, take over, answer the council."""

import io
import re

import pytest
from docx import Document as WordFile
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.checks import assert_accessible

STAFF = "mitarbeit@wiesenbrueck.example"
OFFICER = "ki@wiesenbrueck.example"
NEIGHBOUR = "ki@ahornried.example"
R = "/anwendungsfaelle/"
IDEA = "Hundesteuerbescheide vorlesen"
SUMMARY = "Ein Vorleseknopf liest Bescheide in einfachen Worten vor."


def own_case(page: Page, title: str) -> str:
    """The address of a use case of the reader's own organisation."""
    page.goto(f"{R}?stand=&suche={title}")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile(f"{R}[0-9a-f-]+/"))
    return page.url


@pytest.fixture(scope="module")
def proposed() -> dict[str, str]:
    """The address of the idea, once somebody has proposed it."""
    return {}


@pytest.fixture
def idea(product, person, proposed) -> str:
    if "url" not in proposed:
        page = person(STAFF)
        page.goto(f"{R}neu/")
        page.get_by_label("Titel").fill(IDEA)
        page.get_by_label("Kurzbeschreibung").fill(SUMMARY)
        page.get_by_role("button", name="Vorschlagen").click()
        expect(page.get_by_text("Danke. Ihr Vorschlag steht im Register")).to_be_visible()
        proposed["url"] = page.url
    return proposed["url"]


def test_an_idea_is_proposed_and_the_officer_hears_of_it(idea, person):
    page = person(OFFICER)
    page.goto("/mitteilungen/")

    page.get_by_role("link", name=f"Neuer Vorschlag: {IDEA}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(IDEA)


def test_what_is_typed_comes_back_after_the_browser_was_closed(product, person):
    page = person(STAFF)
    page.goto(f"{R}neu/")
    page.get_by_label("Titel").fill("Nicht gespeichert")
    expect(page.get_by_text("Als Entwurf gespeichert.")).to_be_visible()

    again = person(STAFF)
    again.goto(f"{R}neu/")
    expect(again.get_by_label("Titel")).to_have_value("Nicht gespeichert")
    again.get_by_role("button", name="Entwurf verwerfen").click()
    expect(again.get_by_label("Titel")).to_have_value("")


def test_two_people_at_once_see_both_versions(idea, person):
    first, second = person(OFFICER), person(OFFICER)
    for page in (first, second):
        page.goto(f"{idea}bearbeiten/recht/")
    first.get_by_label("Rechtsgrundlage").fill("Kommunalabgabengesetz")
    first.get_by_role("button", name="Speichern").click()
    expect(first.get_by_text("„Zweck und Recht“ ist gespeichert.")).to_be_visible()
    second.get_by_label("Rechtsgrundlage").fill("Abgabenordnung")
    second.get_by_role("button", name="Speichern").click()

    both = second.get_by_role("region", name="Beide Fassungen")
    expect(both).to_contain_text("Kommunalabgabengesetz")
    expect(both).to_contain_text("Abgabenordnung")
    assert_accessible(second)
    second.get_by_role("button", name="Trotzdem speichern").click()
    expect(second.get_by_text("Abgabenordnung", exact=True)).to_be_visible()


def test_a_draft_never_leaves_the_house_and_a_published_entry_is_taken_over(
    idea, person, open_page
):
    officer, neighbour, citizen = person(OFFICER), person(NEIGHBOUR), open_page()
    neighbour.goto(f"{R}katalog/?suche=Hundesteuerbescheid")
    expect(neighbour.get_by_role("link", name=IDEA)).to_have_count(0)
    assert neighbour.request.get(idea).status == 404

    officer.goto(f"{idea}veroeffentlichen/")
    officer.get_by_label("Alle: öffentliches KI-Register und Netzwerk").check()
    officer.get_by_role("button", name="Veröffentlichen").click()
    expect(officer.get_by_text("Fassung 1 ist veröffentlicht.")).to_be_visible()

    citizen.goto("/o/wiesenbrueck/ki-register/")
    citizen.get_by_role("link", name=IDEA).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(IDEA)
    expect(citizen.get_by_text(SUMMARY).first).to_be_visible()
    citizen.get_by_role("link", name="Rückmeldung zu diesem Eintrag").click()
    citizen.get_by_label("Ihre Rückmeldung").fill("Gilt das auch für Katzen?")
    citizen.get_by_role("button", name="Rückmeldung senden").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("angekommen")
    officer.goto(f"{R}nachrichten/")
    expect(officer.get_by_text(IDEA).first).to_be_visible()

    # A compound in another form: the search knows German.
    neighbour.goto(f"{R}katalog/?suche=Bescheid+Hundesteuer")
    neighbour.get_by_role("link", name=IDEA).click()
    neighbour.get_by_role("button", name="Diesem Eintrag folgen").click()
    expect(neighbour.get_by_text("Sie folgen diesem Eintrag.")).to_be_visible()
    neighbour.get_by_role("link", name="Nachnutzen", exact=True).click()
    neighbour.get_by_role("button", name="Als Idee übernehmen").click()
    neighbour.wait_for_url("**/nachnutzung/")
    expect(neighbour.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(neighbour)
    copy = own_case(neighbour, IDEA)
    neighbour.goto(copy)
    expect(neighbour.get_by_text("Idee", exact=True).first).to_be_visible()
    expect(neighbour.get_by_text("Noch nicht eingestuft")).to_be_visible()


def test_the_council_gets_an_answer_with_a_source_in_every_sentence(product, person):
    page = person(OFFICER)
    page.goto("/berichte/ratsanfrage/?beispiel")
    page.get_by_label("Titel").fill("Anfrage zur Probe")
    page.get_by_role("button", name="Antwort erstellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anfrage zur Probe")
    for sentence in page.locator(".sentences > li").all():
        assert re.search(r"\[.+, \d{1,2}\.\d{1,2}\.\d{4}", sentence.inner_text())
    assert_accessible(page)

    page.get_by_role("link", name="Antwort 5 bearbeiten").click()
    page.get_by_label("Eigener Satz").fill("Der Gemeinderat beschließt darüber im Frühjahr.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("im Frühjahr. [ergänzt von Klara Ihle")).to_be_visible()
    with page.expect_download() as word:
        page.get_by_role("link", name="Als Word-Datei").click()
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Als PDF-Datei").click()

    paragraphs = [p.text for p in WordFile(word.value.path()).paragraphs]
    assert any("im Frühjahr. [ergänzt von" in text for text in paragraphs)
    read = PdfReader(io.BytesIO(pdf.value.path().read_bytes()))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "im Frühjahr" in "".join(sheet.extract_text() for sheet in read.pages)


def test_a_target_of_the_strategy_is_written_and_reported(product, person):
    page = person(OFFICER)
    page.goto(f"{R}strategie/neu/")
    page.get_by_label("Zeitraum").select_option(label="in einem Jahr")
    page.get_by_label("Ziel", exact=True).fill("Bescheide sind verständlich")
    page.get_by_label("Bis wann").fill("2027-12-31")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name=re.compile("Stand melden.*Bescheide")).click()
    page.get_by_label("auf Kurs").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#form-errors")).to_contain_text("begründen")
    assert_accessible(page)
    page.get_by_label("Begründung").fill("Zwei Ideen liegen vor.")
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_text("Zwei Ideen liegen vor.")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "path", "heading"),
    [
        (STAFF, R, "Anwendungsfälle"),
        (STAFF, f"{R}neu/", "Anwendungsfall vorschlagen"),
        (STAFF, "{case}", "Eingangsrechnungen"),
        (OFFICER, "{case}", "Eingangsrechnungen"),
        (OFFICER, "{case}bearbeiten/steckbrief/", "Steckbrief"),
        (OFFICER, "{case}ziele/", "Ziele"),
        (OFFICER, "{case}verantwortlich/", "Verantwortliche Person"),
        (OFFICER, f"{R}strategie/", "KI-Strategie"),
        (OFFICER, f"{R}strategie/neu/", "Ziel hinzufügen"),
        (OFFICER, "/berichte/", "Berichte"),
        (OFFICER, "/berichte/ratsanfrage/", "Ratsanfrage beantworten"),
        (OFFICER, "/berichte/jahresbericht/", "Jahresbericht anlegen"),
        (OFFICER, "/berichte/vorlage/", "Word-Vorlage"),
        (OFFICER, "/berichte/1/", "Anfrage"),
        (OFFICER, "/berichte/1/fragen/", "Fragen"),
        (STAFF, "/berichte/", "Berichte"),
    ],
)
def test_page_is_accessible(product, person, who, path, heading):
    page = person(who)
    if "{case}" in path:
        path = path.format(case=own_case(page, "Eingangsrechnungen lesen und zuordnen"))
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)
