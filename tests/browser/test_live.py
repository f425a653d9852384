"""During a session: one writes and the others follow, a poll lives on every screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow

ORGANISER = "ki@erlentann.example"
TAKER = "mitarbeit@erlentann.example"
ATTENDING = "ki@wiesenbrueck.example"
SESSION = "Abschlussveranstaltung: Was wir gelernt haben"
POLL = "Welches Feld vertiefen wir im kommenden Jahr?"


def session(page: Page) -> None:
    """From the start page to the session."""
    page.goto("/start/")
    page.get_by_role("link", name="Veranstaltungen", exact=True).click()
    page.get_by_role("link", name=SESSION).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SESSION)


def test_others_follow_what_the_minute_taker_writes(person):
    writer, reader = person(TAKER), person(ATTENDING)
    session(writer)
    writer.get_by_role("button", name=re.compile("Protokoll beginnen.*Recht")).click()
    writer.get_by_label("Ergebnisse").fill("- Ein Vertragsmuster")
    expect(writer.get_by_text("Gespeichert um")).to_be_visible()

    session(reader)
    reader.get_by_role("link", name=re.compile("Protokoll lesen.*Recht")).click()
    expect(reader.get_by_text("Ein Vertragsmuster")).to_be_visible()
    writer.get_by_role("textbox", name=re.compile("^Protokoll")).fill(
        "Drei Kommunen teilen ihre Verträge."
    )
    expect(reader.get_by_text("Drei Kommunen teilen ihre Verträge.")).to_be_visible()


def test_a_poll_is_counted_live_and_kept(person):
    organiser, voter = person(ORGANISER), person(ATTENDING)
    session(organiser)
    organiser.get_by_role("link", name=POLL).click()
    organiser.get_by_role("button", name="Abstimmung starten").click()
    expect(organiser.get_by_text("0 Personen haben abgestimmt.")).to_be_visible()

    session(voter)
    voter.get_by_role("link", name=POLL).click()
    voter.get_by_label("Recht", exact=True).check()
    voter.get_by_role("button", name="Abstimmen", exact=True).click()
    expect(voter.get_by_text("Ihre Stimme ist gezählt.")).to_be_visible()
    expect(organiser.get_by_text("1 Person hat abgestimmt.")).to_be_visible()

    organiser.get_by_role("button", name="Abstimmung beenden").click()
    expect(organiser.get_by_role("heading", name="Ergebnis")).to_be_visible()
    expect(organiser.get_by_role("row", name=re.compile("^Recht"))).to_contain_text("1")


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 800}}])
def test_the_pages_are_accessible(person, options):
    page = person(ORGANISER, **options)
    session(page)
    assert_accessible(page)
    follow(page.get_by_role("link", name=POLL))
    assert_accessible(page)
    follow(page.get_by_role("link", name="Auf der Leinwand zeigen"))
    assert_accessible(page)
