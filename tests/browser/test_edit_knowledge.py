"""A content editor brings documents in, keeps them right and takes them out again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import files, stories
from tests.browser.conftest import Open

EDITOR = "redaktion@wiesenbrueck.example"
BALLOON = "Was kostet die Genehmigung eines Ballonstarts?"
BALLOON_RULES = """# Ballonstarts genehmigen lassen

Wer in Wiesenbrück einen Heißluftballon startet, braucht eine Genehmigung.
Die Genehmigung eines Ballonstarts kostet 12 Euro.
"""
DROP = """async files => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  const zone = document.querySelector('.dropzone');
  for (const type of ['dragover', 'drop'])
    zone.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


@pytest.fixture
def editor(embedded, person: Open) -> Page:
    return person(EDITOR)


def row(page: Page, name: str):
    return page.get_by_role("row").filter(has_text=name)


def test_a_batch_tells_of_each_file_what_became_of_it_and_why(editor, tmp_path):
    stories.new_collection(editor, "Stapel")
    stories.upload(editor, files.a_batch(tmp_path))

    expect(editor.locator("#progress")).to_contain_text("2 aufgenommen, 4 nicht aufgenommen.")
    for name in ("bienen.md", "brunnen.txt"):
        expect(row(editor, name)).to_contain_text("aufgenommen")
    for name, reason in {
        "kaputt.pdf": "beschädigt",
        "geheim.pdf": "Kennwort",
        "bild.pdf": "PDF",
        "leer.docx": "leer",
    }.items():
        expect(row(editor, name)).to_contain_text("nicht aufgenommen")
        expect(row(editor, name)).to_contain_text(reason)
    editor.get_by_role("link", name="brunnen.txt").click()
    expect(editor.get_by_role("article")).to_contain_text("größere Öffnungen sind unzulässig.")


def test_files_can_be_dropped(editor):
    stories.new_collection(editor, "Fallengelassen")
    editor.evaluate(
        DROP, [["eins.md", "# Eins\n\nDas Eine."], ["zwei.md", "# Zwei\n\nDas Zweite."]]
    )
    expect(editor.get_by_text("2 Dateien gewählt")).to_be_visible()
    editor.get_by_role("button", name="Hochladen").click()
    stories.wait_for_import(editor)

    expect(editor.locator("#progress")).to_contain_text("2 aufgenommen.")


def test_progress_is_told_in_numbers_and_the_end_is_notified(editor, tmp_path):
    many = [
        files.word_file(tmp_path, f"blatt-{number:02}.docx", f"Blatt {number} nennt eine Regel.")
        for number in range(40)
    ]
    stories.new_collection(editor, "Viele")
    editor.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(many)
    editor.get_by_role("button", name="Hochladen").click()
    editor.wait_for_url("**/wissen/aufnahme/*/")
    expect(editor.locator("#progress")).to_contain_text("von 40 Dateien")
    expect(editor.get_by_role("progressbar")).to_be_visible()
    stories.wait_for_import(editor)

    expect(editor.locator("#progress")).to_contain_text("40 aufgenommen.")
    editor.goto("/mitteilungen/")
    expect(editor.locator("main")).to_contain_text("Viele")


def test_nothing_chosen_is_said_and_nothing_is_lost(editor):
    stories.new_collection(editor, "Nichts")
    editor.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    editor.get_by_role("button", name="Hochladen").click()

    expect(editor.locator("#form-errors")).to_be_focused()
    expect(editor.locator("#form-errors")).to_contain_text("Wählen Sie mindestens eine Datei.")


def test_a_document_from_upload_to_removal_as_citizens_see_it(editor, page, tmp_path: Path):
    collection = stories.new_collection(editor, "Ballonfahrt").replace("hochladen/", "")
    stories.upload(editor, [files.write(tmp_path, "ballon.md", BALLOON_RULES)])
    editor.get_by_role("link", name="ballon.md").click()
    document = editor.url
    assert _told(page, "12 Euro")
    first_answer = page.url

    _change(editor, document, {"Gültig bis": "2020-12-31"})
    assert not _told(page, "12 Euro")
    _change(editor, document, {"Gültig bis": "", "Zuständige Stelle": "Ordnungsamt"})
    assert _told(page, "12 Euro")
    expect(page.get_by_role("article").first).to_contain_text("Zuständig: Ordnungsamt")

    editor.goto(document.replace("/quelle/", "/dokument/") + "ersetzen/")
    newer = files.write(tmp_path, "neu.md", BALLOON_RULES.replace("12 Euro", "17 Euro"))
    editor.get_by_label("Neue Datei").set_input_files(newer)
    editor.get_by_role("button", name="Ersetzen").click()
    stories.wait_for_import(editor)
    assert _told(page, "17 Euro")
    assert "12 Euro" not in page.content()

    editor.goto(document.replace("/quelle/", "/dokument/") + "loeschen/")
    editor.get_by_role("button", name="Dokument löschen").click()
    expect(editor.locator("#messages")).to_contain_text("wird ab sofort nicht mehr gefunden")
    assert not _told(page, "17 Euro")
    page.goto(first_answer)
    assert "Ballonstarts kostet" not in page.content()

    editor.goto(collection + "geloescht/")
    editor.get_by_role("button", name="Wiederherstellen").click()
    stories.wait_for_import(editor)
    assert _told(page, "17 Euro")


def test_two_editors_at_once_lose_nothing(editor, person, tmp_path):
    stories.new_collection(editor, "Zu zweit")
    stories.upload(editor, [files.write(tmp_path, "regel.md", "# Regel\n\nEs gilt etwas.\n")])
    editor.get_by_role("link", name="regel.md").click()
    address = editor.url.replace("/quelle/", "/dokument/") + "bearbeiten/"
    other = person("leitung@wiesenbrueck.example")
    for page in (editor, other):
        page.goto(address)
    for page, title in ((editor, "Regel der Ersten"), (other, "Regel der Zweiten")):
        page.get_by_label("Titel").fill(title)
        page.get_by_role("button", name="Speichern").click()

    expect(other.get_by_text("Zwei Fassungen")).to_be_visible()
    expect(row(other, "Titel")).to_contain_text("Regel der Ersten")
    expect(other.get_by_label("Titel")).to_have_value("Regel der Zweiten")
    other.get_by_role("button", name="Meine Fassung speichern").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Regel der Zweiten")


def _told(page: Page, words: str) -> bool:
    stories.ask(page, BALLOON)
    return words in page.locator("#answer").inner_text()


def _change(page: Page, document: str, values: dict[str, str]) -> None:
    page.goto(document.replace("/quelle/", "/dokument/") + "bearbeiten/")
    for label, value in values.items():
        field = page.get_by_label(label)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#messages")).to_contain_text("Das Dokument ist gespeichert.")
