"""A legal question on its way: asked, found again, answered by two persons, read by everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow

ASKER = "ki@wiesenbrueck.example"
NEIGHBOUR = "ki@ahornried.example"
EXPERT = "datenschutz@erlentann.example"
REVIEWER = "recht@fachleute.example"
L = "/austausch/rechtsfragen/"
TITLE = "Dürfen Drohnenbilder der Feuerwehr eine KI trainieren?"


@pytest.fixture(scope="module")
def way() -> dict[str, str]:
    """The address of the question, once it was asked."""
    return {}


def ask(page: Page) -> str:
    page.goto("/start/")
    page.get_by_role("link", name="Austausch").first.click()
    page.get_by_role("link", name="Rechtsfragen", exact=True).click()
    page.get_by_role("link", name="Rechtsfrage stellen").click()
    page.get_by_label("Ihre Frage in einem Satz").fill(TITLE)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("link", name="Frage ausführen").or_(
        page.get_by_role("link", name="Meine Frage ist eine andere")
    ).click()
    page.get_by_label("Sachverhalt").fill("Die Bilder zeigen Grundstücke. Wiesenbrück fragt.")
    page.get_by_label("Themenfeld").select_option("koki:law")
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_text("Das verrät, wer fragt")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Sachverhalt").fill("Die Bilder zeigen Grundstücke von oben.")
    page.get_by_role("button", name="Trotzdem senden").click()
    expect(page.get_by_text("Danke. Ihre Frage ist gestellt.")).to_be_visible()
    return page.url


def write(page: Page, short: str, *, note: str = "") -> None:
    """From the form of the draft to the review."""
    page.get_by_label("Kurze Antwort").fill(short)
    page.get_by_label("Begründung").fill("## Grundlage\n\nDas Land regelt den Datenschutz.")
    page.get_by_role("group", name="Quelle 1").get_by_label("Quelle").fill("LDSG")
    page.get_by_role("button", name="Weitere Quellen").click()
    expect(page.get_by_label("Kurze Antwort")).to_have_value(short)
    page.get_by_label("alle, auch ohne Anmeldung").check()
    page.get_by_label("Was ist neu?").fill(note)
    page.get_by_role("button", name="Speichern und zur Prüfung vorlegen").click()
    expect(page.get_by_text("liegt zur Prüfung vor.", exact=False).first).to_be_visible()


def approve(page: Page, number: int) -> None:
    page.goto(f"{L}werkbank/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entwurf prüfen")
    assert_accessible(page)
    page.get_by_role("button", name="Freigeben und veröffentlichen").click()
    expect(page.get_by_text(f"Fassung {number} ist veröffentlicht.")).to_be_visible()


def test_a_question_is_answered_once_for_all(person, open_page, way):
    asker, expert = person(ASKER), person(EXPERT)
    way["url"] = ask(asker)

    neighbour = person(NEIGHBOUR)
    neighbour.goto(f"{L}neu/")
    neighbour.get_by_label("Ihre Frage in einem Satz").fill("KI-Training mit Bildern von Drohnen")
    neighbour.get_by_role("button", name="Weiter").click()
    expect(neighbour.get_by_role("heading", level=1)).to_have_text("Gibt es das schon?")
    assert_accessible(neighbour)
    known = neighbour.get_by_role("listitem").filter(has_text=TITLE)
    known.get_by_role("button", name="Betrifft uns auch").click()
    expect(neighbour.get_by_text("betrifft 2 Organisationen")).to_be_visible()
    assert "Wiesenbrück" not in neighbour.content()

    expert.goto(f"{L}werkbank/")
    assert_accessible(expert)
    expert.get_by_role("link", name=TITLE).click()
    expert.get_by_role("button", name="Als gesichtet markieren").click()
    expert.get_by_role("button", name="Frage übernehmen").click()
    expert.wait_for_url("**/entwurf/")
    assert_accessible(expert)
    write(expert, "Nur mit einer Rechtsgrundlage.")
    expert.goto(f"{way['url']}pruefung/")
    expect(expert.get_by_text("Sie haben an diesem Entwurf mitgeschrieben")).to_be_visible()
    approve(person(REVIEWER), 1)

    neighbour.goto("/mitteilungen/")
    neighbour.get_by_role("link", name=f"Beantwortet: {TITLE}").click()
    expect(neighbour.get_by_text("Nur mit einer Rechtsgrundlage.")).to_be_visible()
    assert_accessible(neighbour)
    citizen = open_page()
    citizen.goto("/o/wiesenbrueck/")
    follow(citizen.get_by_role("link", name="Geprüfte Antworten"))
    assert_accessible(citizen)
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.get_by_text("Keine Rechtsberatung im Einzelfall.")).to_be_visible()
    assert_accessible(citizen)


def test_the_law_changes_and_everybody_hears_of_it(person, open_page, way):
    expert = person(EXPERT)
    expert.goto(way["url"])
    expert.get_by_role("link", name="Als überholungsbedürftig kennzeichnen").click()
    expert.get_by_label("Grund").fill("Das Landesdatenschutzgesetz ist neu gefasst.")
    expert.get_by_role("button", name="Kennzeichnen").click()
    citizen = open_page(locale="en-GB")
    citizen.goto(f"/antworten/{way['url'].rstrip('/').rpartition('/')[2]}/")
    expect(citizen.get_by_text("Das Landesdatenschutzgesetz ist neu gefasst.")).to_be_visible()
    assert_accessible(citizen)

    expert.get_by_role("button", name="Neue Fassung beginnen").click()
    expert.wait_for_url("**/entwurf/")
    write(expert, "Ja, nach dem neuen Gesetz.", note="Das Gesetz ist neu.")
    approve(person(REVIEWER), 2)
    asker = person(ASKER)
    asker.goto("/mitteilungen/")
    asker.get_by_role("link", name=f"Neue Fassung 2: {TITLE}").click()
    asker.get_by_role("link", name="Was sich geändert hat").click()
    expect(asker.get_by_text("Ja, nach dem neuen Gesetz.")).to_be_visible()
    assert_accessible(asker)


def test_asking_works_without_javascript(person):
    page = person(NEIGHBOUR, java_script_enabled=False)
    page.goto(f"{L}neu/")
    page.get_by_label("Ihre Frage in einem Satz").fill("Wer haftet für Fehler beim Übersetzen?")
    page.get_by_role("button", name="Weiter").click()
    page.locator("main").get_by_role("link", name="Frage ausführen").or_(
        page.get_by_role("link", name="Meine Frage ist eine andere")
    ).click()
    page.get_by_label("Sachverhalt").fill("Ein Bescheid wird falsch übersetzt.")
    page.get_by_label("Themenfeld").select_option("koki:law")
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_text("Danke. Ihre Frage ist gestellt.")).to_be_visible()


@pytest.mark.parametrize("path", ["", "?suche=Chatbot", "?meine=on&stand=withdrawn", "neu/frage/"])
def test_the_pages_are_accessible(person, path):
    page = person(NEIGHBOUR)
    page.goto(f"{L}{path}")

    assert_accessible(page)
