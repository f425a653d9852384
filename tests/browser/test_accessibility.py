"""Every page, in light and dark, at 1280 and 320 px, with data and with errors."""

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser import files, stories
from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open
from tests.browser.running import Product

CHIEF = "leitung@wiesenbrueck.example"
STAFF = "mitarbeit@wiesenbrueck.example"
NETWORK = "netz@allmende.example"
NOBODY = ""
TOWN = "/o/wiesenbrueck"

# Who opens what, and the heading that says that it is the right page.
PAGES = [
    (NOBODY, "/", "Fragen an Ihre Verwaltung"),
    (NOBODY, f"{TOWN}/", "Was möchten Sie wissen?"),
    (NOBODY, "{answer}", stories.MOVED),
    (NOBODY, "{refusal}", stories.NOT_IN_TOWN),
    (NOBODY, "{source}", "Wohnsitz anmelden, ummelden, abmelden"),
    (NOBODY, f"{TOWN}/anfrage/", "Anfrage an die Verwaltung"),
    (NOBODY, "{sent}", "Ihre Anfrage ist angekommen"),
    (NOBODY, f"{TOWN}/seite/contact/", "Kontakt"),
    (NOBODY, f"{TOWN}/seite/accessibility/", "Barrierefreiheit"),
    (NOBODY, f"{TOWN}/seite/privacy/", "Datenschutz"),
    (NOBODY, f"{TOWN}/seite/imprint/", "Impressum"),
    (NOBODY, f"{TOWN}/seite/about_ai/", "Hinweis zur KI"),
    (NOBODY, "/hilfe/", "Hilfe"),
    (NOBODY, "/konto/login/", "Anmelden"),
    (NOBODY, "/konto/password/reset/", "Passwort vergessen"),
    (NOBODY, "/konto/signup/", "Zugang nur mit Einladung"),
    (NOBODY, "{invitation}", "Willkommen bei Stadt Wiesenbrück"),
    (NOBODY, "/einladung/gibt-es-nicht/", "Diese Einladung gilt nicht"),
    (NOBODY, "/gibt-es-nicht/", "Seite nicht gefunden"),
    (NOBODY, "/beitreten/", "Mitmachen"),
    (NOBODY, "/beitreten/organisation/wiesenbrueck/", "Mitmachen bei Stadt Wiesenbrück"),
    (NOBODY, "/beitreten/fachperson/", "Als Fachperson mitmachen"),
    (NOBODY, "/beitreten/gesendet/", "Prüfen Sie Ihren Posteingang"),
    (NOBODY, "/beitreten/bestaetigen/gibt-es-nicht/", "Hier geht es nicht weiter"),
    (STAFF, "/netzwerk/organisationen/", "Organisationen im Netzwerk"),
    (STAFF, "/netzwerk/organisationen/wiesenbrueck/", "Stadt Wiesenbrück"),
    (STAFF, "/netzwerk/arbeitsgruppen/", "Arbeitsgruppen"),
    (STAFF, "/start/", "Guten Tag, Mehmet Aydin"),
    (STAFF, "/fragen/", "Was möchten Sie wissen?"),
    (STAFF, "{own_answer}", "Wie rechne ich eine Dienstreise ab?"),
    (STAFF, "/wissen/", "Wissen"),
    (STAFF, "/konto/uebersicht/", "Konto"),
    (STAFF, "/konto/2fa/", "Anmeldung in zwei Schritten"),
    (STAFF, "/konto/2fa/webauthn/", "Passkeys"),
    (STAFF, "/konto/password/change/", "Passwort ändern"),
    (STAFF, "/konto/logout/", "Abmelden"),
    (STAFF, "/mitteilungen/", "Mitteilungen"),
    (STAFF, "/verwaltung/", "Kein Zugriff"),
    (CHIEF, "/start/", "Guten Tag, Anna Amtmann"),
    (CHIEF, "/mitteilungen/", "Mitteilungen"),
    (CHIEF, "/anfragen/", "Anfragen aus der Bürgerschaft"),
    (CHIEF, "/anfragen/{inquiry}/", "Anfrage vom"),
    (CHIEF, "/wissen/", "Wissen"),
    (CHIEF, "/wissen/neu/", "Sammlung anlegen"),
    (CHIEF, "/wissen/{collection}/", "Prüfsammlung"),
    (CHIEF, "/wissen/{collection}/bearbeiten/", "Sammlung bearbeiten"),
    (CHIEF, "/wissen/{collection}/hochladen/", "Dokumente hochladen"),
    (CHIEF, "/wissen/{collection}/geloescht/", "Gelöschte Dokumente"),
    (CHIEF, "/wissen/{collection}/loeschen/", "Sammlung löschen"),
    (CHIEF, "/wissen/aufnahme/{batch}/", "Dokumente aufnehmen"),
    (CHIEF, "/wissen/quelle/{document}/", "Bienenvölker halten"),
    (CHIEF, "/wissen/dokument/{document}/bearbeiten/", "Dokument bearbeiten"),
    (CHIEF, "/wissen/dokument/{document}/ersetzen/", "Durch neue Fassung ersetzen"),
    (CHIEF, "/wissen/dokument/{document}/loeschen/", "Dokument löschen"),
    (CHIEF, "/auftraege/{job}/", "Dokumente"),
    (CHIEF, "/verwaltung/", "Verwaltung: Stadt Wiesenbrück"),
    (CHIEF, "/verwaltung/einstellungen/", "Einstellungen"),
    (CHIEF, "/verwaltung/mitglieder/", "Mitglieder"),
    (CHIEF, "/verwaltung/mitglieder/{member}/", "Rolf Reiter"),
    (CHIEF, "/verwaltung/mitglieder/{member}/entfernen/", "Rolf Reiter entfernen"),
    (CHIEF, "/verwaltung/einladungen/", "Einladungen"),
    (CHIEF, "/verwaltung/einladungen/neu/", "Person einladen"),
    (CHIEF, "/verwaltung/stellen/", "Stellen"),
    (CHIEF, "/verwaltung/stellen/neu/", "Neue Stelle"),
    (CHIEF, "/verwaltung/seiten/", "Öffentliche Seiten"),
    (CHIEF, "/verwaltung/seiten/contact/de/", "Kontakt (Deutsch)"),
    (CHIEF, "/verwaltung/gruppen/", "Arbeitsgruppen"),
    (CHIEF, "/verwaltung/gruppen/{group}/", "Prüfgruppe"),
    (CHIEF, "/verwaltung/protokoll/", "Protokoll"),
    (CHIEF, "/verwaltung/profil/", "Profil: Stadt Wiesenbrück"),
    (CHIEF, "/verwaltung/profil/angebote/neu/", "Angebot oder Gesuch"),
    (CHIEF, "/verwaltung/beitritte/", "Beitritte"),
    (NETWORK, "/konto/ohne-organisation/", "Sie gehören noch keiner Organisation an"),
    (NETWORK, "/verwaltung/netzwerk/", "Netzwerk"),
    (NETWORK, "/verwaltung/netzwerk/neu/", "Neue Organisation"),
    (NETWORK, "/verwaltung/netzwerk/aufgaben/", "Aufgaben im Netzwerk"),
    (NETWORK, "/verwaltung/netzwerk/beitritte/", "Beitritte"),
    (NETWORK, "/verwaltung/netzwerk/einlesen/", "Organisationen einlesen"),
    (NETWORK, "/verwaltung/netzwerk/fachleute/", "Fachleute ohne Organisation"),
]
ENGLISH = [
    ("/", "Ask your administration"),
    (f"{TOWN}/", "What would you like to know?"),
    ("{answer}", stories.MOVED),
    ("{refusal}", stories.NOT_IN_TOWN),
    (f"{TOWN}/anfrage/", "Request to the administration"),
    (f"{TOWN}/seite/accessibility/", "Accessibility"),
]
# Who, the form, the button, and what is sent wrongly in it.
ERRORS: list[tuple[str, str, str, dict[str, str]]] = [
    (NOBODY, f"{TOWN}/", "Fragen", {}),
    (NOBODY, f"{TOWN}/anfrage/", "Anfrage senden", {"Ihre Frage": "?"}),
    (NOBODY, "/konto/login/", "Anmelden", {"E-Mail": "a@b.example", "Passwort": "falsch"}),
    (NOBODY, "/konto/password/reset/", "", {"E-Mail": "keine"}),
    (NOBODY, "{invitation}", "Zugang anlegen", {"Passwort": "kurz"}),
    (STAFF, "/konto/uebersicht/", "Namen speichern", {"Name": ""}),
    (STAFF, "/konto/password/change/", "Passwort ändern", {}),
    (CHIEF, "/wissen/neu/", "Anlegen", {}),
    (CHIEF, "/wissen/dokument/{document}/bearbeiten/", "Speichern", {"Titel": ""}),
    (CHIEF, "/verwaltung/einladungen/neu/", "Einladung senden", {"E-Mail": "keine"}),
    (CHIEF, "/verwaltung/stellen/neu/", "Speichern", {}),
    (CHIEF, "/verwaltung/einstellungen/", "Speichern", {"Gemeindeschlüssel": "abc"}),
    (CHIEF, "/verwaltung/seiten/contact/de/", "Speichern", {"Text": ""}),
    (CHIEF, "/verwaltung/gruppen/neu/", "Speichern", {}),
    (CHIEF, "/anfragen/{inquiry}/", "Ohne Antwort schließen", {}),
    (CHIEF, "/anfragen/{inquiry}/", "Weitergeben", {}),
    (NETWORK, "/verwaltung/netzwerk/neu/", "Anlegen und einladen", {}),
]


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """Addresses that come into being by use; filled by ``lived_in`` once."""
    return {}


@pytest.fixture
def lived_in(
    embedded: Product, open_page: Open, person: Open, places: dict[str, str], tmp_path: Any
) -> dict[str, str]:
    """The demo after a morning of work: every kind of page has something to show."""
    if not places:
        _citizen(open_page(), places)
        _colleague(person(STAFF), places)
        _chief(person(CHIEF), places, files.a_batch(tmp_path))
        for name, query in NUMBERS.items():
            places[name] = _in_addresses(embedded.rows(query)[0][0])
    return places


def _in_addresses(key: Any) -> str:
    """SQLite keeps a UUID without its hyphens."""
    return str(UUID(key)) if isinstance(key, str) and len(key) == 32 else str(key)


NUMBERS = {
    "inquiry": "SELECT id FROM assistant_inquiry ORDER BY created_at DESC",
    "document": "SELECT d.id FROM knowledge_document d JOIN knowledge_collection c "
    "ON c.id = d.collection_id WHERE c.title = 'Prüfsammlung' AND d.filename = 'bienen.md'",
    "collection": "SELECT id FROM knowledge_collection WHERE title = 'Prüfsammlung'",
    "batch": "SELECT id FROM knowledge_import ORDER BY id DESC",
    "group": "SELECT id FROM organisations_group WHERE name = 'Prüfgruppe'",
    "member": "SELECT m.id FROM organisations_member m JOIN organisations_user u "
    "ON u.id = m.user_id WHERE u.email = 'redaktion@wiesenbrueck.example'",
    "job": "SELECT j.id FROM core_job j JOIN organisations_user u ON u.id = j.started_by_id "
    "WHERE u.email = 'leitung@wiesenbrueck.example' ORDER BY j.created_at DESC",
}


def _citizen(page: Page, places: dict[str, str]) -> None:
    stories.ask(page, stories.MOVED)
    places["answer"] = page.url
    link = page.get_by_role("link", name="Stelle in der Quelle ansehen").first
    places["source"] = str(link.get_attribute("href"))
    stories.ask(page, stories.NOT_IN_TOWN)
    places["refusal"] = page.url
    stories.send_inquiry(page, contact="frage@example.org", name="Petra Probe")
    places["sent"] = page.url


def _colleague(page: Page, places: dict[str, str]) -> None:
    stories.ask(page, "Wie rechne ich eine Dienstreise ab?", at="/fragen/")
    places["own_answer"] = page.url


def _chief(page: Page, places: dict[str, str], batch: list[Any]) -> None:
    stories.new_collection(page, "Prüfsammlung")
    stories.upload(page, batch)
    page.get_by_role("link", name="brunnen.txt").click()
    page.goto(page.url.replace("/quelle/", "/dokument/") + "loeschen/")
    page.get_by_role("button", name="Dokument löschen").click()
    page.wait_for_url("**/wissen/*/")
    page.goto("/verwaltung/gruppen/neu/")
    page.get_by_label("Name").fill("Prüfgruppe")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/verwaltung/gruppen/")
    places["invitation"] = stories.invite(page, "neu@wiesenbrueck.example")


def _open(person: Open, open_page: Open, who: str, **options: Any) -> Page:
    return person(who, **options) if who else open_page(**options)


@pytest.mark.parametrize(("who", "address", "heading"), PAGES)
def test_page_is_accessible(lived_in, open_page, person, who, address, heading):
    page = _open(person, open_page, who)
    page.goto(address.format(**lived_in))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)


@pytest.mark.parametrize(("address", "heading"), ENGLISH)
def test_english_page_is_accessible(lived_in, open_page, address, heading):
    page = open_page(locale="en-GB")
    page.goto(address.format(**lived_in))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", "en")

    assert_accessible(page)


@pytest.mark.parametrize(("who", "address", "button", "entries"), ERRORS)
def test_form_with_errors_is_accessible(lived_in, open_page, person, who, address, button, entries):
    page = _open(person, open_page, who)
    page.goto(address.format(**lived_in))
    for label, text in entries.items():
        page.locator("main").get_by_label(label).first.fill(text)
    # What the browser itself would complain about reaches the server without it.
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.locator("main").get_by_role("button", name=button, exact=bool(button)).first.click()
    expect(page.locator(".kern-error:visible, #form-errors").first).to_be_visible()

    assert_accessible(page)
