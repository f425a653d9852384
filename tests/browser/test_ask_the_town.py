"""A citizen asks: an answer with its source, or an honest no and the way to a human."""

from playwright.sync_api import Page, expect

from tests.browser import stories
from tests.browser.running import wait_until

OFFICE = "buergerbuero@wiesenbrueck.example"
QUESTION = "Darf ich im Stadtteich mein selbst gebautes Unterseeboot zu Wasser lassen?"
REPLY = "Bitte rufen Sie uns an, wir sehen uns das gemeinsam an."


def test_answer_names_sentence_source_date_and_office(embedded, page):
    stories.ask(page, stories.MOVED)

    source = page.get_by_role("article").filter(has_text="Wohnsitz anmelden, ummelden, abmelden")
    expect(source.locator("blockquote").first).to_contain_text("innerhalb von zwei Wochen")
    expect(source).to_contain_text("Stand: 2. März 2026")
    expect(source).to_contain_text("Zuständig: Bürgerbüro")
    expect(page.get_by_role("link", name="07999 400-110").first).to_be_visible()


def test_quoted_place_is_marked_and_in_sight(embedded, page):
    stories.ask(page, stories.MOVED)
    quoted = page.locator("blockquote").first.inner_text()
    page.get_by_role("link", name="Stelle in der Quelle ansehen").first.click()
    page.wait_for_url("**/quelle/**")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Wohnsitz anmelden, ummelden, abmelden"
    )
    mark = page.locator("mark").first
    expect(mark).to_be_in_viewport()
    assert mark.inner_text() in quoted


def test_follow_up_replaces_the_answer_and_the_back_button_brings_it_again(embedded, page):
    stories.ask(page, stories.MOVED)
    page.get_by_label("Noch eine Frage?").fill("Was kostet ein neuer Personalausweis?")
    page.get_by_role("button", name="Fragen", exact=True).click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Was kostet ein neuer Personalausweis?")
    expect(heading).to_be_focused()
    expect(page.get_by_label("Noch eine Frage?")).to_have_value("")
    page.go_back()
    expect(heading).to_have_text(stories.MOVED)


def test_a_frequent_question_is_one_click_away(embedded, page):
    page.goto("/o/wiesenbrueck/")
    page.get_by_role("button", name="Wann ist der Wertstoffhof geöffnet?").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wann ist der Wertstoffhof geöffnet?")
    expect(page.locator("#answer blockquote").first).to_be_visible()


def test_verdict_is_taken_and_asks_what_was_missing(embedded, page):
    stories.ask(page, stories.MOVED)
    page.get_by_role("button", name="Nein, das hat nicht geholfen").click()
    page.get_by_label("Was hat gefehlt oder war falsch?").fill("Die Hausnummer.")
    page.get_by_role("button", name="Absenden").click()

    expect(page.locator("#rueckmeldung")).to_contain_text("Danke für Ihre Rückmeldung.")
    expect(page.get_by_label("Was hat gefehlt oder war falsch?")).to_have_count(0)


def test_unanswered_question_reaches_the_office_and_comes_back_answered(embedded, page, person):
    stories.ask(page, QUESTION)
    expect(page.get_by_role("heading", name=stories.NO_ANSWER)).to_be_visible()
    expect(page.get_by_text("Diese Seiten kommen der Frage am nächsten")).to_be_visible()
    page.get_by_role("link", name="Anfrage an die Verwaltung senden").first.click()
    expect(page.get_by_label("Ihre Frage")).to_have_value(QUESTION)
    page.get_by_label("Zuständige Stelle").select_option(label="Bürgerbüro")
    page.go_back()
    stories.send_inquiry(page, contact="kapitaen@example.org", name="Kai Kapitän")

    colleague = person(OFFICE)
    colleague.goto("/mitteilungen/")
    expect(colleague.locator("main")).to_contain_text("Neue Anfrage aus der Bürgerschaft")
    colleague.goto("/anfragen/")
    colleague.get_by_role("link", name=QUESTION[:80]).first.click()
    expect(colleague.get_by_role("link", name="kapitaen@example.org")).to_be_visible()
    _answer(colleague)

    letters = embedded.home / "mail"
    wait_until(lambda: letters.is_dir() and _has(letters, "kapitaen@example.org"), 30, "the letter")


def _answer(page: Page) -> None:
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.locator(".summary-line")).to_contain_text("bei Bärbel Brück")
    page.get_by_label("Antwort", exact=True).fill(REPLY)
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("#messages")).to_contain_text("Die Antwort ist verschickt.")
    page.goto("/anfragen/?stand=answered")
    page.get_by_role("link", name=QUESTION[:80]).first.click()
    expect(page.get_by_text(REPLY)).to_be_visible()


def _has(letters, recipient) -> bool:
    return any(f"To: {recipient}" in letter.read_text() for letter in letters.iterdir())
