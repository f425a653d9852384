"""Everything also works as plain forms and links."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import files, stories
from tests.browser.conftest import Open, log_in
from tests.browser.running import wait_until

EDITOR = "redaktion@wiesenbrueck.example"


@pytest.fixture
def plain(open_page: Open) -> Page:
    return open_page(java_script_enabled=False)


def test_citizen_asks_reads_the_source_and_judges(embedded, plain):
    stories.ask(plain, stories.MOVED)
    expect(plain.locator("blockquote").first).to_contain_text("zwei Wochen")
    address = plain.url
    plain.get_by_role("link", name="Stelle in der Quelle ansehen").first.click()
    expect(plain.locator("mark").first).to_be_in_viewport()

    plain.goto(address)
    plain.get_by_role("button", name="Nein, das hat nicht geholfen").click()
    plain.get_by_label("Was hat gefehlt oder war falsch?").fill("Nichts.")
    plain.get_by_role("button", name="Absenden").click()
    expect(plain.locator("#rueckmeldung")).to_contain_text("Danke für Ihre Rückmeldung.")


def test_citizen_is_told_what_is_wrong_and_sends_an_inquiry(embedded, plain):
    plain.goto("/o/wiesenbrueck/")
    plain.get_by_role("button", name="Fragen", exact=True).click()
    expect(plain.locator(".kern-error").first).to_be_visible()
    stories.ask(plain, stories.NOT_IN_TOWN)
    expect(plain.get_by_role("heading", name=stories.NO_ANSWER)).to_be_visible()
    stories.send_inquiry(plain, contact="07999 123456")


def test_language_is_switched_by_a_form(product, plain):
    plain.goto("/o/wiesenbrueck/")
    plain.get_by_role("button", name="English").click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("What would you like to know?")
    plain.get_by_role("button", name="Deutsch").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Was möchten Sie wissen?")


def test_editor_uploads_and_deletes(embedded, plain, tmp_path):
    log_in(plain, EDITOR)
    stories.new_collection(plain, "Ohne Skript")
    rule = files.write(tmp_path, "schlitten.md", "# Schlitten\n\nRodeln ist überall erlaubt.\n")
    plain.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(rule)
    plain.get_by_role("button", name="Hochladen").click()
    wait_until(lambda: _is_over(plain), 120, "the import")
    expect(plain.locator("#progress")).to_contain_text("1 aufgenommen.")
    plain.get_by_role("link", name="schlitten.md").click()
    document = plain.url
    plain.goto(document.replace("/quelle/", "/dokument/") + "loeschen/")
    plain.get_by_role("button", name="Dokument löschen").click()

    expect(plain.locator("#messages")).to_contain_text("ist gelöscht")
    assert plain.request.get(document).status == 404


def test_staff_ask_internally(embedded, plain):
    log_in(plain, "mitarbeit@wiesenbrueck.example")
    stories.ask(plain, "Wie rechne ich eine Dienstreise ab?", at="/fragen/")

    expect(plain.get_by_role("article").first.get_by_text("intern", exact=True)).to_be_visible()


def _is_over(page: Page) -> bool:
    page.reload()
    return "aufgenommen." in page.locator("#progress").inner_text()
