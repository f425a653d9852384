"""Every page of what is published: in both themes, at both widths, with errors, in English."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open

OFFICER = "ki@wiesenbrueck.example"
NEIGHBOUR = "ki@ahornried.example"
R = "/anwendungsfaelle/"
TITLE = "Parkplätze zählen"


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """Addresses that come into being by use, filled once."""
    return {}


def lived_in(person: Open, places: dict[str, str]) -> dict[str, str]:
    if not places:
        officer, neighbour = person(OFFICER), person(NEIGHBOUR)
        case = _publish(officer)
        entry = officer.url.rstrip("/").rpartition("/")[2]
        _take_over(neighbour, entry)
        places |= {"case": case, "entry": entry, "copy": neighbour.url.partition("nachnutzung")[0]}
        officer.goto(f"{case}bearbeiten/steckbrief/")
        officer.get_by_label("Problem").fill("Niemand weiß, wo Platz ist.")
        officer.get_by_role("button", name="Speichern", exact=True).click()
        officer.wait_for_url("**#steckbrief")
        officer.goto(f"{case}veroeffentlichen/")
        officer.get_by_role("button", name="Veröffentlichen").click()
        officer.get_by_text("Fassung 2 ist veröffentlicht.").wait_for()
        officer.goto(f"{R}nachrichten/")
        officer.get_by_role("link", name="Wie genau zählt es?").click()
        places["message"] = officer.url
    return places


def _publish(page: Page) -> str:
    page.goto(f"{R}neu/")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Kurzbeschreibung").fill("Zählt freie Plätze auf dem Parkdeck.")
    page.get_by_role("button", name="Vorschlagen").click()
    page.get_by_text("Danke. Ihr Vorschlag steht im Register").wait_for()
    case = page.url
    page.goto(f"{case}veroeffentlichen/")
    page.get_by_label("Alle: öffentliches KI-Register und Netzwerk").check()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_text("Fassung 1 ist veröffentlicht.").wait_for()
    return case


def _take_over(page: Page, entry: str) -> None:
    page.goto(f"{R}katalog/{entry}/fragen/")
    page.get_by_label("Ihre Frage").fill("Wie genau zählt es?")
    page.get_by_role("button", name="Frage senden").click()
    page.get_by_text("Ihre Frage ist verschickt.").wait_for()
    page.goto(f"{R}katalog/{entry}/uebernehmen/")
    page.get_by_role("button", name="Als Idee übernehmen").click()
    page.wait_for_url("**/nachnutzung/")


# Who, the address, its heading, and the button whose empty form shows an error.
PAGES = [
    ("", "/o/wiesenbrueck/ki-register/", "KI-Register", ""),
    ("", "/o/wiesenbrueck/ki-register/{entry}/", TITLE, ""),
    ("", "/o/wiesenbrueck/ki-register/{entry}/fassung/1/", TITLE, ""),
    ("", "/o/wiesenbrueck/ki-register/{entry}/rueckmeldung/", "Rückmeldung", "Rückmeldung senden"),
    ("", "/o/wiesenbrueck/ki-register/{entry}/rueckmeldung/angekommen/", "angekommen", ""),
    (OFFICER, "{case}veroeffentlichen/", "Veröffentlichen", ""),
    (OFFICER, "{case}zurueckziehen/", "zurückziehen", "Zurückziehen"),
    (NEIGHBOUR, f"{R}katalog/", "Katalog", ""),
    (NEIGHBOUR, f"{R}katalog/?suche=Parkdeck", "Katalog", ""),
    (NEIGHBOUR, f"{R}katalog/{{entry}}/", TITLE, ""),
    (NEIGHBOUR, f"{R}katalog/{{entry}}/fassung/1/", TITLE, ""),
    (NEIGHBOUR, f"{R}katalog/{{entry}}/fragen/", "Frage", "Frage senden"),
    (NEIGHBOUR, f"{R}katalog/{{entry}}/uebernehmen/", "nachnutzen", ""),
    (NEIGHBOUR, f"{R}vergleich/", "Vergleich", ""),
    (NEIGHBOUR, f"{R}folge-ich/", "Was ich verfolge", ""),
    (NEIGHBOUR, "{copy}nachnutzung/", "Was wir noch tun müssen", ""),
    (NEIGHBOUR, "{copy}neuerungen/", "Neuerungen der Vorlage", ""),
    (OFFICER, f"{R}nachrichten/", "Nachrichten zum Register", ""),
    (OFFICER, "{message}", "Frage aus dem Netzwerk", "Antwort senden"),
]


@pytest.mark.parametrize(("who", "path", "heading", "button"), PAGES)
def test_the_pages_are_accessible(person, open_page, places, who, path, heading, button):
    address = path.format(**lived_in(person, places))
    page = person(who) if who else open_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert_accessible(page)
    if button:
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".kern-error:visible, #form-errors").first).to_be_visible()
        assert_accessible(page)


def test_two_entries_side_by_side(person):
    page = person(NEIGHBOUR)
    page.goto(f"{R}katalog/?suche=")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Gewählte vergleichen").click()
    expect(page.get_by_role("region", name="Vergleich")).to_be_visible()

    assert_accessible(page)


@pytest.mark.parametrize(
    ("path", "heading"),
    [("", "AI register"), ("{entry}/rueckmeldung/", "Feedback on this entry")],
)
def test_the_english_pages_are_accessible(person, open_page, places, path, heading):
    page = open_page(locale="en-GB")
    page.goto(f"/o/wiesenbrueck/ki-register/{path}".format(**lived_in(person, places)))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", "en")

    assert_accessible(page)
