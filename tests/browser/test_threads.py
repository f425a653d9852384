"""From the start page to an answer that helped, and what happens to a text that does not belong."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow

ASKER = "ki@wiesenbrueck.example"
HELPER = "ki@ahornried.example"
MODERATOR = "mitarbeit@erlentann.example"
A = "/austausch/"
TITLE = "Wer prüft Baumkataster mit Drohnen?"
ANSWER = "Wir fliegen zweimal im Jahr. Die Baumkontrolleurinnen prüfen nach."


@pytest.fixture(scope="module")
def begun() -> dict[str, str]:
    """The address of the thread, once it was begun."""
    return {}


def begin(page: Page) -> str:
    """Through the navigation, with a preview and somebody mentioned."""
    page.goto("/start/")
    navigation = page.get_by_role("navigation", name="Hauptnavigation")
    follow(navigation.get_by_role("link", name="Austausch"))
    assert_accessible(page)
    page.get_by_role("link", name="Thema beginnen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Themenfeld").select_option("urban:environment")
    page.get_by_label("Text", exact=True).fill("# Stand\n\nWir haben **4.000 Bäume**.\n")
    page.get_by_text("Person erwähnen").click()
    page.get_by_label("Name", exact=True).fill("Ott")
    page.get_by_role("button", name="Suchen", exact=True).last.click()
    page.get_by_role("button", name=re.compile("@Ina Ott")).click()
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("@Ina Ott $"))
    page.get_by_role("button", name="Vorschau", exact=True).click()
    expect(page.locator(".preview").get_by_role("heading", name="Stand")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Ihr Thema ist veröffentlicht.")).to_be_visible()
    return page.url


@pytest.fixture
def thread(product, person, begun) -> str:
    if "url" not in begun:
        begun["url"] = begin(person(ASKER))
    return begun["url"]


def test_a_question_finds_its_answer(thread, person):
    asker, helper = person(ASKER), person(HELPER)
    helper.goto("/mitteilungen/")
    helper.get_by_role("link", name=f"Klara Ihle hat Sie erwähnt: „{TITLE}“").click()
    helper.get_by_role("button", name="Betrifft uns auch").click()
    expect(helper.get_by_text("1 Organisation", exact=True)).to_be_visible()
    helper.get_by_role("link", name=re.compile(r"Zitieren\s*: Beitrag 1$")).click()
    field = helper.get_by_label("Text", exact=True)
    expect(field).to_have_value(re.compile("> \\*\\*Klara Ihle\\*\\*, Beitrag 1:"))
    field.fill(f"{field.input_value()}{ANSWER}")
    helper.get_by_label("Dateien anhängen").set_input_files(
        {"name": "flug.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    helper.get_by_role("button", name="Antwort senden").click()
    expect(helper.get_by_text("Ihr Beitrag steht im Thema.")).to_be_visible()
    assert "#beitrag-2" in helper.url

    asker.goto("/mitteilungen/")
    asker.get_by_role("link", name=re.compile(f"hat geantwortet auf „{re.escape(TITLE)}“")).click()
    expect(asker.get_by_role("link", name="flug.pdf")).to_be_visible()
    asker.get_by_role("button", name=re.compile(r"Das ist die Lösung\s*: Beitrag 2$")).click()
    solution = asker.get_by_role("region", name="Die Lösung")
    expect(solution).to_contain_text("Die Baumkontrolleurinnen prüfen nach.")
    assert_accessible(asker)

    asker.goto(f"{A}?suche=Kataster+Drohne")
    expect(asker.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    assert_accessible(asker)


def test_what_belongs_to_it_is_tied_and_the_topic_is_followed(thread, person):
    page = person(ASKER)
    page.goto(thread)
    page.get_by_role("link", name="Verknüpfen", exact=True).click()
    page.get_by_label("Suchwörter").fill("Telefonauskunft")
    follow(page.get_by_role("button", name="Suchen", exact=True).last)
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("^Verknüpfen")).first.click()
    expect(page.get_by_text("Verknüpft.")).to_be_visible()
    page.goto(thread)
    tied = page.get_by_role("region", name="Gehört dazu").get_by_role("listitem")
    expect(tied).to_have_count(1)

    page.get_by_role("link", name="Umweltplanung").click()
    page.get_by_label("Wovon möchten Sie hören?").select_option("new")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_label("Wovon möchten Sie hören?")).to_have_value("new")
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    assert_accessible(page)


def test_a_text_is_reported_and_taken_out(thread, person):
    rude, reporter = person(HELPER), person(ASKER)
    rude.goto(thread)
    rude.get_by_label("Text", exact=True).fill("Kaufen Sie Drohnen bei mir.")
    rude.get_by_role("button", name="Antwort senden").click()
    number = rude.url.rpartition("-")[2]

    reporter.goto(thread)
    reporter.get_by_role("link", name=re.compile(rf"Melden\s*: Beitrag {number}$")).click()
    reporter.get_by_label("Was ist daran nicht in Ordnung?").fill("Das ist Werbung.")
    assert_accessible(reporter)
    reporter.get_by_role("button", name="Melden", exact=True).click()
    expect(reporter.get_by_text("Danke. Die Moderation sieht es sich an")).to_be_visible()

    keeper = person(MODERATOR)
    keeper.goto(A)
    follow(keeper.get_by_role("link", name=re.compile("^Moderation")))
    assert_accessible(keeper)
    keeper.get_by_role("link", name=re.compile(f"Beitrag {number} in")).click()
    keeper.get_by_label("Ausblenden: Niemand liest ihn mehr").check()
    keeper.get_by_label("Begründung").fill("Werbung gehört nicht hierher.")
    assert_accessible(keeper)
    keeper.get_by_role("button", name="Entscheiden").click()
    expect(keeper.get_by_text("Entschieden. Alle Beteiligten hören davon.")).to_be_visible()

    reporter.goto(thread)
    expect(reporter.get_by_text("Kaufen Sie Drohnen bei mir.")).to_have_count(0)
    expect(reporter.get_by_text("Grund: Werbung gehört nicht hierher.")).to_be_visible()
    rude.goto("/mitteilungen/")
    expect(rude.get_by_text(re.compile("^Ausgeblendet: Beitrag"))).to_be_visible()


def test_the_public_reads_a_public_thread_without_names_and_without_javascript(
    product, person, open_page
):
    page = person(ASKER, java_script_enabled=False)
    page.goto(f"{A}neu/")
    page.get_by_label("Titel").fill("Wie kennzeichnen wir Auskünfte einer KI?")
    page.get_by_label("Themenfeld").select_option("koki:acceptance")
    page.get_by_label("öffentlich", exact=True).check()
    page.get_by_label("Text", exact=True).fill("Ein Satz über der Antwort genügt.")
    page.get_by_role("button", name="Vorschau", exact=True).click()
    expect(page.locator(".preview")).to_contain_text("Ein Satz über der Antwort genügt.")
    page.get_by_role("button", name="Veröffentlichen").click()

    citizen = open_page()
    citizen.goto(page.url)
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("Wie kennzeichnen wir")
    expect(citizen.get_by_text("Stadt Wiesenbrück").first).to_be_visible()
    expect(citizen.get_by_text("Klara Ihle")).to_have_count(0)
    assert_accessible(citizen)
