"""Coming in: from the first page of a stranger to the first page of a member."""

import re

from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow
from tests.browser.running import Product, wait_until

CHIEF = "leitung@wiesenbrueck.example"
OFFICER = "ki@ahornried.example"
NETWORK = "netz@allmende.example"
PASSWORD = "Kiesel-Laterne-Moos-3"


def ask(page: Page, place: str, email: str, *, name: str = "Nele Neu") -> None:
    page.goto("/")
    page.get_by_role("link", name="Mitmachen").click()
    page.get_by_label("Name der Organisation").fill(place)
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=place).click()
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Nachricht").fill("Ich leite das Bürgerbüro.")
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prüfen Sie Ihren Posteingang")


def link_to(product: Product, email: str, part: str) -> str:
    """The address in the newest mail of the demo, which keeps mails as files."""
    found: list[str] = []

    def there() -> bool:
        for path in sorted((product.home / "mail").rglob("*"), reverse=True):
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            text = text.replace("=\n", "")
            if email in text and (link := re.search(rf"/{part}/[\w-]+/", text)):
                found.append(link[0])
                return True
        return False

    wait_until(there, 60, f"mail to {email}")
    return found[0]


def test_the_official_address_opens_the_door_without_scripts(product, open_page):
    page = open_page(java_script_enabled=False)
    email = "bettina.bauer@wiesenbrueck.example"
    ask(page, "Stadt Wiesenbrück", email, name="Bettina Bauer")

    page.goto(link_to(product, email, "beitreten/bestaetigen"))
    expect(page.get_by_label("Ihr Name")).to_have_value("Bettina Bauer")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Zugang anlegen").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Bettina Bauer")
    expect(page.get_by_text("Willkommen bei Stadt Wiesenbrück.")).to_be_visible()


def test_others_are_let_in_by_the_administration(product, person, open_page):
    page, email = open_page(), "petra.probst@probst.example"
    ask(page, "Stadt Wiesenbrück", email, name="Petra Probst")
    page.goto(link_to(product, email, "beitreten/bestaetigen"))
    page.get_by_role("button", name="Adresse bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Anfrage liegt vor")
    assert_accessible(page)

    chief = person(CHIEF)
    chief.goto("/mitteilungen/")
    follow(chief.get_by_role("link", name="Petra Probst möchte zu Stadt Wiesenbrück."))
    assert_accessible(chief)
    chief.get_by_label("Redaktion").check()
    chief.get_by_role("button", name="Petra Probst aufnehmen").click()
    expect(chief.get_by_text("Petra Probst ist aufgenommen")).to_be_visible()

    page.goto(link_to(product, email, "einladung"))
    page.get_by_label("Ihr Name").fill("Petra Probst")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Zugang anlegen").click()
    expect(page.get_by_text("Willkommen bei Stadt Wiesenbrück.")).to_be_visible()


def test_an_organisation_presents_itself_and_opens_a_group(person):
    chief, other = person(CHIEF), person(OFFICER)
    chief.goto("/verwaltung/profil/")
    chief.get_by_label("Über uns").fill("Wir proben den **Kranichflug**.")
    chief.get_by_role("button", name="So sehen es andere").click()
    expect(chief.get_by_role("region", name="Mitglieder")).to_contain_text("Kranichflug")
    assert_accessible(chief)
    chief.get_by_role("button", name="Speichern").click()
    chief.get_by_role("link", name="Neuer Eintrag").click()
    chief.get_by_label("Suche", exact=True).check()
    chief.get_by_label("Titel").fill("Mitfliegende gesucht")
    chief.get_by_role("button", name="Speichern").click()
    expect(chief.get_by_role("link", name="Mitfliegende gesucht")).to_be_visible()
    chief.goto("/verwaltung/gruppen/neu/")
    chief.get_by_label("Name").fill("Flugrunde")
    chief.get_by_label("im Netzwerk sichtbar").check()
    chief.get_by_role("button", name="Speichern").click()

    other.goto("/start/")
    other.get_by_role("link", name="Austausch").click()
    other.get_by_role("link", name="Organisationen", exact=True).click()
    other.get_by_label("Suche", exact=True).fill("Mitfliegende")
    follow(other.get_by_role("button", name="Anzeigen"))
    assert_accessible(other)
    other.get_by_role("link", name="Stadt Wiesenbrück").click()
    expect(other.get_by_text("Kranichflug")).to_be_visible()
    assert_accessible(other)
    other.get_by_role("link", name="Flugrunde").click()
    other.get_by_label("Nachricht").fill("Wir fliegen mit.")
    other.get_by_role("button", name="Aufnahme anfragen").click()
    expect(other.get_by_role("heading", name="Ihre Anfrage liegt vor")).to_be_visible()
    assert_accessible(other)

    chief.goto("/netzwerk/arbeitsgruppen/?suche=Flugrunde")
    chief.get_by_role("link", name="Flugrunde").click()
    chief.get_by_role("button", name=re.compile("aufnehmen$")).first.click()
    expect(chief.get_by_text("ist aufgenommen.")).to_be_visible()


def test_the_operator_reads_a_list_and_gives_tasks(person, tmp_path):
    page, file = person(NETWORK), tmp_path / "liste.csv"
    file.write_text("Name;AGS;Land\nKranichsberg;08999001;BW\nKaputt;1;Mars\n", encoding="cp1252")
    page.goto("/verwaltung/netzwerk/")
    page.get_by_role("link", name="Organisationen einlesen").click()
    page.get_by_label("CSV-Datei").set_input_files(file)
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_text("Land „Mars“ ist unbekannt")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="1 Organisation übernehmen").click()
    expect(page.get_by_text("1 Organisation ist eingelesen.")).to_be_visible()
    page.get_by_role("button", name="Zurücknehmen").first.click()
    expect(page.get_by_text("1 Organisation ist zurückgenommen.")).to_be_visible()

    page.goto("/verwaltung/netzwerk/aufgaben/")
    page.get_by_label("E-Mail-Adresse").fill("mitarbeit@wiesenbrueck.example")
    page.get_by_role("radio", name="Austausch moderieren").check()
    page.get_by_role("button", name="Aufgabe geben").click()
    expect(page.get_by_role("row", name=re.compile("mitarbeit@wiesenbrueck"))).to_be_visible()
    assert_accessible(page)
