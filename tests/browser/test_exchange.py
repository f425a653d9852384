"""Entries out and in: the pages of the exchange, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible

X = "/anwendungsfaelle/austausch/"
OFFICER = "ki@wiesenbrueck.example"
STAFF = "mitarbeit@wiesenbrueck.example"
NETWORK = "netz@allmende.example"
LIST = (
    "Nummer;Titel;Kurzbeschreibung;Beginn\n"
    "P1;Parkplätze zählen;Kameras zählen freie Plätze.;01.05.2026\n"
    "P2;Kaputt;Ohne gutes Datum.;gestern\n"
)


@pytest.fixture
def officer(product, person):
    return lambda **options: person(OFFICER, **options)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_list_is_seen_taken_and_taken_back(officer, tmp_path: Path, scripts):
    page = officer(java_script_enabled=scripts)
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="cp1252")
    page.goto(f"{X}einlesen/")
    page.get_by_label("Datei").set_input_files(file)
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_label("Parkplätze zählen")).to_be_checked()
    expect(page.get_by_text("Zeile 3, Spalte „Beginn“")).to_be_visible()
    if scripts:
        assert_accessible(page)

    page.get_by_role("button", name="Angekreuzte übernehmen").click()
    expect(page.get_by_role("link", name="Parkplätze zählen")).to_be_visible()
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Import zurücknehmen").click()
    expect(page.get_by_text("1 Eintrag ist zurückgenommen.")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "heading", "button"),
    [
        ("", "Austausch", ""),
        ("einlesen/", "Einträge einlesen", "Ansehen"),
        ("pakete/", "Signiertes Paket ausgeben", ""),
        ("schluessel/", "Schlüssel", "Aufnehmen"),
    ],
)
def test_the_pages_are_accessible(officer, path, heading, button):
    page = officer()
    page.goto(f"{X}{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)
    if button:
        page.get_by_role("button", name=button).click()
        page.locator("#form-errors").wait_for()
        assert_accessible(page)


def test_every_member_may_take_the_register_out(product, person):
    page = person(STAFF)
    page.goto(X)
    with page.expect_download() as download:
        page.get_by_role("button", name="Datei herunterladen").click()
    assert download.value.suggested_filename.startswith("anwendungsfaelle-csv-")
    assert_accessible(page)


def test_the_operators_keys_are_accessible(product, person):
    page = person(NETWORK)
    page.goto("/verwaltung/netzwerk/schluessel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Schlüssel des Netzwerks")
    assert_accessible(page)
