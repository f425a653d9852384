"""A guideline from its first word to the town where it holds."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow

OFFICER = "ki@wiesenbrueck.example"
GUEST = "ki@erlentann.example"
NEIGHBOUR = "ki@ahornried.example"
L = "/austausch/leitlinien/"
TITLE = "Leitlinie zum Vorlesen"
TEXT = (
    "# Vorlesen\n\nVorgelesen wird nur, was geprüft ist.\n\n1. Wir fragen vorher.\n2. Wir löschen."
)


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The address of the guideline, once somebody has begun it."""
    return {}


def begin(page: Page) -> str:
    page.goto("/start/")
    page.get_by_role("link", name="Austausch", exact=True).click()
    page.get_by_role("link", name="Leitlinien", exact=True).click()
    page.get_by_role("link", name="Leitlinie beginnen").first.click()
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Art", exact=True).select_option(label="Dienstanweisung")
    page.get_by_label("Themenfeld").select_option(label="Ethik")
    page.get_by_label("öffentlich").check()
    page.get_by_label(re.compile("^Text")).fill(TEXT)
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("heading", name="Vorschau, noch nicht gespeichert")).to_be_visible()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Der Entwurf ist angelegt.")).to_be_visible()
    return page.url


def test_written_together_consulted_on_and_answered(product, person, written):
    officer, guest, neighbour = person(OFFICER), person(GUEST), person(NEIGHBOUR)
    written["url"] = url = begin(officer)
    assert neighbour.request.get(url).status == 404
    officer.get_by_role("link", name="ändern", exact=True).click()
    officer.get_by_label("Oder aus einer anderen Organisation").fill(GUEST)
    officer.get_by_role("button", name="Aufnehmen").click()
    expect(officer.get_by_text("schreibt jetzt mit")).to_be_visible()
    assert_accessible(officer)

    guest.goto(f"{url}bearbeiten/")
    officer.goto(f"{url}bearbeiten/")
    guest.get_by_label(re.compile("^Text")).fill(f"{TEXT}\n3. Wir sagen es.")
    guest.get_by_role("button", name="Speichern").click()
    expect(guest.get_by_text("Gespeichert.", exact=True)).to_be_visible()
    officer.get_by_label(re.compile("^Text")).fill(f"{TEXT}\n3. Wir schweigen.")
    officer.get_by_role("button", name="Speichern").click()
    both = officer.get_by_role("region", name="Beide Fassungen")
    expect(both).to_contain_text("Wir sagen es.")
    expect(both).to_contain_text("Wir schweigen.")
    assert_accessible(officer)

    guest.get_by_role("link", name="Konsultation ansetzen").click()
    now = datetime.now()  # noqa: DTZ005 -- the browser's own time
    guest.get_by_label("Beginn").fill(f"{now - timedelta(hours=3):%Y-%m-%dT%H:%M}")
    guest.get_by_label("Ende").fill(f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}")
    guest.get_by_label("Was wollen Sie wissen?").fill("Fehlt ein Satz?")
    guest.get_by_role("button", name="Speichern").click()
    expect(guest.get_by_text("Die Konsultation ist angesetzt.")).to_be_visible()

    neighbour.goto(url)
    neighbour.get_by_role("link", name="Absätze lesen und anmerken").click()
    neighbour.get_by_role("link", name=re.compile("Anmerken\\s+zu Absatz 2$")).click()
    neighbour.get_by_label("Ihre Anmerkung").fill("Geprüft von wem?")
    assert_accessible(neighbour)
    neighbour.get_by_role("button", name="Anmerkung senden").click()
    expect(neighbour.get_by_text("Ihre Anmerkung steht bei Absatz 2.")).to_be_visible()

    guest.reload()
    guest.get_by_role("link", name=re.compile("Antworten.*Anmerkung von .* zu Absatz 2")).click()
    guest.get_by_label("teilweise übernommen").check()
    guest.get_by_label("Antwort", exact=True).fill("Vom Fachamt. Das steht jetzt da.")
    guest.get_by_role("button", name="Antwort speichern").click()
    expect(guest.get_by_text("Vom Fachamt. Das steht jetzt da.")).to_be_visible()
    neighbour.goto("/mitteilungen/")
    neighbour.get_by_role("link", name=re.compile("Ihre Anmerkung zu .*teilweise")).click()
    expect(neighbour.get_by_text("Vom Fachamt.")).to_be_visible()


def test_published_adopted_and_read_by_everybody(product, person, open_page, written):
    if "url" not in written:
        written["url"] = begin(person(OFFICER))
    officer, neighbour, citizen = person(OFFICER), person(NEIGHBOUR), open_page()
    officer.goto(written["url"])
    follow(officer.get_by_role("link", name="Fassung 1 veröffentlichen"))
    assert_accessible(officer)
    officer.get_by_role("button", name="Fassung 1 veröffentlichen").click()
    expect(officer.get_by_text("Fassung 1 ist veröffentlicht.")).to_be_visible()

    neighbour.goto(f"{L}?suche=Vorlesen")
    neighbour.get_by_role("link", name=TITLE).click()
    neighbour.get_by_role("link", name="Gilt bei uns").first.click()
    neighbour.get_by_label("Gilt bei uns seit").fill("2026-01-01")
    neighbour.get_by_role("button", name="Speichern").click()
    expect(neighbour.get_by_text("Fassung 1 gilt bei uns seit 1. Januar 2026")).to_be_visible()

    citizen.goto("/leitlinien/")
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.get_by_text("Vorgelesen wird nur, was geprüft ist.")).to_be_visible()
    expect(citizen.get_by_text("Gemeinde Ahornried")).to_be_visible()
    assert_accessible(citizen)
    with citizen.expect_download() as pdf:
        citizen.get_by_role("link", name="Als PDF").click()
    assert pdf.value.path().read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (L, "Leitlinien"),
        (f"{L}neu/", "Leitlinie beginnen"),
        (f"{L}1/", "Zehn Sätze"),
        (f"{L}1/mitschreibende/", "Wer mitschreibt"),
        (f"{L}1/fassung/1/", "Zehn Sätze"),
        (f"{L}1/uebernehmen/", "gilt bei uns"),
        (f"{L}2/konsultation/2/?absatz=3", "Konsultation"),
        ("/austausch/zustaendigkeiten/", "Zuständigkeiten"),
        ("/austausch/zustaendigkeiten/neu/", "Zuständigkeiten klären"),
        ("/austausch/zustaendigkeiten/1/", "Zuständigkeiten für KI"),
    ],
)
def test_page_is_accessible(product, person, path, heading):
    page = person(OFFICER)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)


def test_responsibilities_are_edited_row_by_row_without_javascript(product, person):
    page = person(OFFICER, java_script_enabled=False)
    page.goto("/austausch/zustaendigkeiten/neu/")
    page.get_by_label("Titel").fill("Wer macht was in Wiesenbrück")
    page.get_by_label("nur eigene Organisation").check()
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("button", name="Aufgabe hinzufügen").click()
    row = page.get_by_role("group", name="Aufgabe 11")
    row.get_by_label("Aufgabe", exact=True).fill("Leichte Sprache")
    row.get_by_label("Zentral für alle").select_option(label="federführend")
    page.get_by_role("button", name=re.compile("Nach oben.*Aufgabe 11")).click()
    page.get_by_role("button", name=re.compile("Entfernen.*Aufgabe 1$")).click()
    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_text("Die Aufgaben sind gespeichert.")).to_be_visible()
    table = page.get_by_role("region", name="Wer macht was")
    expect(table.get_by_role("row")).to_have_count(11)
    expect(table.get_by_role("row", name=re.compile("Leichte Sprache"))).to_contain_text(
        "federführend"
    )
