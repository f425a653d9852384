"""A town plans a session: from a ready agenda to the public page, calendars, a cancellation."""

import re
import urllib.request
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow

OFFICER = "ki@wiesenbrueck.example"
STAFF = "mitarbeit@wiesenbrueck.example"
NEIGHBOUR = "ki@ahornried.example"
V = "/veranstaltungen/"
PUBLIC = "/o/wiesenbrueck/veranstaltungen/"
TITLE = "Auftakt zum Probelauf"
DAY = date.today() + timedelta(days=40)  # noqa: DTZ011 -- the day on the wall


@pytest.fixture(scope="module")
def planned() -> dict[str, str]:
    """The address of the session, once it has been announced."""
    return {}


@pytest.fixture
def session(product, person, planned) -> str:
    if "url" not in planned:
        planned["url"] = plan(person(OFFICER))
    return planned["url"]


def plan(page: Page) -> str:
    page.goto("/start/")
    page.get_by_role("link", name="Veranstaltungen", exact=True).first.click()
    page.get_by_role("link", name="Veranstaltung anlegen").first.click()
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label(re.compile("^Auftaktworkshop")).check()
    page.get_by_label("Tag", exact=True).fill(DAY.isoformat())
    page.get_by_label("Beginn").fill("09:00")
    page.get_by_label("Sichtbar für").select_option(label="öffentlich")
    page.get_by_role("textbox", name="Ort").fill("Rathaus, Großer Saal")
    page.get_by_role("button", name="Entwurf anlegen").click()
    expect(page.get_by_text("Der Entwurf ist angelegt.")).to_be_visible()
    expect(page.get_by_text("fehlt: Moderation und Protokoll").first).to_be_visible()
    url = page.url
    page.get_by_role("link", name="Ankündigen").first.click()
    page.get_by_role("button", name="Ankündigen").click()
    expect(page.get_by_text("Die Veranstaltung ist angekündigt.")).to_be_visible()
    return url


def test_rooms_get_people_and_the_agenda_is_put_in_order(session, person):
    page = person(OFFICER)
    page.goto(session)
    page.get_by_role("link", name="Programm bearbeiten").first.click()
    page.get_by_role("link", name=re.compile("Ändern.*Recht und Datenschutz")).click()
    page.get_by_label("Moderation").fill(NEIGHBOUR)
    page.get_by_label("Protokoll").fill("Mehmet Aydin")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Der Raum ist gespeichert.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Danach.*Begrüßung")).click()
    expect(page.get_by_text("„Begrüßung und Vorstellung“ ist verschoben.")).to_be_visible()
    expect(page.locator(".plan > li").first).to_contain_text("09:00–09:40 Impulsvortrag")
    follow(page.get_by_role("button", name=re.compile("Davor.*Begrüßung")))
    assert_accessible(page)

    moderator = person(NEIGHBOUR)
    moderator.goto("/mitteilungen/")
    moderator.get_by_role("link", name=re.compile("Sie moderieren den Raum")).first.click()
    give_up = re.compile("Moderation abgeben.*Recht und Datenschutz")
    moderator.get_by_role("button", name=give_up).click()
    expect(moderator.get_by_text("Danke für die Nachricht.")).to_be_visible()
    page.goto("/mitteilungen/")
    expect(page.get_by_text(re.compile("fällt aus: Moderation im Raum")).first).to_be_visible()


def test_everybody_finds_it_and_calendars_follow_until_it_is_called_off(session, person, open_page):
    citizen, officer, staff = open_page(), person(OFFICER), person(STAFF)
    citizen.goto("/o/wiesenbrueck/")
    citizen.get_by_role("link", name="Veranstaltungen").click()
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert_accessible(citizen)

    staff.goto(session)
    staff.get_by_role("button", name="Folgen", exact=True).click()
    expect(staff.get_by_text("Sie folgen dieser Veranstaltung.")).to_be_visible()

    officer.goto(session)
    officer.get_by_role("link", name="Termin und Ort ändern").click()
    officer.get_by_label("Beginn").fill("10:00")
    officer.get_by_label("Ende").fill("13:30")
    officer.get_by_role("button", name="Speichern").click()
    expect(officer.get_by_text("10:00 bis 13:30 Uhr").first).to_be_visible()
    staff.goto("/mitteilungen/")
    expect(staff.get_by_text(f"Geändert: „{TITLE}“").first).to_be_visible()

    officer.get_by_role("link", name="Absagen").click()
    officer.get_by_label("Grund").fill("Die Referentin ist krank.")
    officer.get_by_role("button", name="Veranstaltung absagen").click()
    expect(officer.get_by_text("Die Veranstaltung ist abgesagt").first).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_text("Die Referentin ist krank.")).to_be_visible()
    [event] = events(f"{citizen.url}termin.ics")
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 2)
    assert f"{event['DTSTART'].dt:%H:%M}" == "10:00"


def test_a_secret_calendar_address_is_told_once(product, person):
    page = person(STAFF)
    page.goto(V)
    page.get_by_role("link", name="Kalender abonnieren").click()
    page.get_by_role("button", name=re.compile("Adresse erzeugen")).click()
    address = page.locator("code").inner_text()
    assert_accessible(page)
    events(address)
    page.reload()
    expect(page.get_by_text(address)).to_have_count(0)


@pytest.mark.parametrize(
    ("who", "path", "heading"),
    [
        (OFFICER, V, "Veranstaltungen"),
        (OFFICER, f"{V}?ansicht=monat&monat={DAY:%Y-%m}", "Veranstaltungen"),
        (OFFICER, "{session}", TITLE),
        (OFFICER, "{session}wiederholen/", "Als neuen Termin anlegen"),
        (OFFICER, f"{V}neu/", "Veranstaltung anlegen"),
        (OFFICER, f"{V}reihen/", "Reihen"),
        (OFFICER, f"{V}reihen/neu/", "Reihe anlegen"),
        (STAFF, "{session}", TITLE),
        ("", PUBLIC, "Veranstaltungen"),
    ],
)
def test_page_is_accessible(session, person, open_page, who, path, heading):
    page = person(who) if who else open_page()
    page.goto(path.format(session=session))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)


def events(address: str) -> list[object]:
    with urllib.request.urlopen(address, timeout=20) as response:
        return Calendar.from_ical(response.read()).walk("VEVENT")
