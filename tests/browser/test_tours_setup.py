"""The dispatcher brings in a register, takes it back, and moves a site on the map."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible

DISPATCHER = "bauamt@wiesenbrueck.example"
T = "/werkzeuge/touren/"
REGISTER = "Nr;Name;Länge;Breite\n901;Probelinde;{lon};{lat}\n902;Ohne Ort;;\n"


def first_site(page: Page) -> dict[str, str]:
    """Address and place of a site of the demo."""
    page.goto(f"{T}orte/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Ändern").click()
    place = {"lon": "#id_lon", "lat": "#id_lat"}
    return {"url": page.url} | {name: page.input_value(field) for name, field in place.items()}


def test_a_register_is_brought_in_and_taken_back(person, tmp_path: Path):
    page = person(DISPATCHER)
    file = tmp_path / "linden.csv"
    file.write_text(REGISTER.format(**first_site(page)), encoding="cp1252")

    page.goto(f"{T}orte/einlesen/")
    assert_accessible(page)
    page.get_by_label("Datei").set_input_files(file)
    page.get_by_role("button", name="Hochladen und ansehen").click()
    page.get_by_label("Art der übrigen Zeilen").select_option(label="Baum")
    page.get_by_role("button", name="Zuordnung prüfen").click()
    expect(page.get_by_text("1 Orte, 1 Zeilen mit Fehlern")).to_be_visible()
    expect(page.get_by_text("Die Koordinate fehlt.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="1 Orte übernehmen").click()
    expect(page.get_by_text("Orte eingelesen: 1 neu")).to_be_visible()

    page.get_by_role("link", name="Letztes Einlesen: linden.csv").click()
    page.get_by_role("link", name="Einlesen zurücknehmen").click()
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_text("Das Einlesen ist zurückgenommen.")).to_be_visible()
    page.goto(f"{T}orte/?q=Probelinde")
    expect(page.get_by_text("Zu dieser Auswahl gibt es keinen Ort.")).to_be_visible()


def test_the_access_of_a_site_is_set_on_the_map(person):
    page = person(DISPATCHER)
    before = first_site(page)
    page.locator(".map-mark--own").wait_for()
    page.locator("[data-map-canvas]").click(position={"x": 60, "y": 60})
    expect(page.locator("#id_lon")).not_to_have_value(before["lon"])
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("von Hand gesetzt")).to_be_visible()

    page.goto(before["url"])
    page.fill("#id_lon", before["lon"])
    page.fill("#id_lat", before["lat"])
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text(re.compile("ist gespeichert"))).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "orte/",
        "orte/neu/",
        "orte/aus-der-karte/",
        "strassen/",
        "strassen/sperrungen/neu/",
        "regeln/",
        "regeln/neu/",
        "regeln/vorlagen/",
        "kolonnen/",
        "kolonnen/neu/",
        "betriebshof/",
    ],
)
def test_the_pages_are_accessible(person, path):
    page = person(DISPATCHER)
    page.goto(f"{T}{path}")
    assert_accessible(page)
