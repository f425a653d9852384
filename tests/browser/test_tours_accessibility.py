"""Every kind of page of the tours, in light and dark, at 1280 and 320 px."""

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import Open
from tests.browser.running import Product

DISPATCHER = "bauamt@wiesenbrueck.example"
CREW = "gruen@wiesenbrueck.example"
T = "/werkzeuge/touren/"
PLAN = f"{T}plaene/{{plan}}/"

PAGES = [
    (DISPATCHER, "/werkzeuge/", "Werkzeuge"),
    (DISPATCHER, T, "Touren"),
    (DISPATCHER, f"{T}plaene/", "Versionen"),
    (DISPATCHER, f"{T}plaene/neu/", "Vier Wochen planen"),
    (DISPATCHER, PLAN, "Plan "),
    (DISPATCHER, f"{PLAN}?ansicht=tabelle", "Plan "),
    (DISPATCHER, f"{PLAN}?ansicht=karte", "Plan "),
    (DISPATCHER, f"{PLAN}?ansicht=zahlen", "Plan "),
    (DISPATCHER, f"{PLAN}?ansicht=offen", "Plan "),
    (DISPATCHER, f"{PLAN}vergleich/", "vergleichen"),
    (DISPATCHER, f"{PLAN}eilauftrag/", ""),
    (DISPATCHER, f"{PLAN}ausfall/", ""),
    (DISPATCHER, f"{PLAN}sperrung/", ""),
    (DISPATCHER, f"{PLAN}festhalten/", ""),
    (DISPATCHER, f"{PLAN}touren/{{tour}}/", "kolonne"),
    (DISPATCHER, f"{PLAN}einsaetze/{{stop}}/verschieben/", ""),
    (DISPATCHER, f"{T}auftraege/", "Eilaufträge"),
    (DISPATCHER, f"{T}orte/", "Orte"),
    (DISPATCHER, f"{T}orte/{{site}}/", ""),
    (DISPATCHER, f"{T}orte/aus-der-karte/", "Aus der Karte übernehmen"),
    (DISPATCHER, f"{T}regeln/", "Regeln"),
    (DISPATCHER, f"{T}regeln/vorlagen/", "Vorlagen für Regeln"),
    (DISPATCHER, f"{T}kolonnen/", "Kolonnen"),
    (DISPATCHER, f"{T}betriebshof/", "Betriebshof und Wasser"),
    (DISPATCHER, f"{T}strassen/", "Straßen"),
    (DISPATCHER, f"{T}heute/", "Touren am"),
    (DISPATCHER, f"{T}nachweise/", "Nachweise"),
    (DISPATCHER, f"{T}nachweise/{{proof}}/", ""),
    (DISPATCHER, f"{T}nachweise/{{proof}}/korrigieren/", ""),
    (DISPATCHER, f"{T}uebersicht/", "Übersicht"),
    (CREW, f"{T}heute/{{crew}}/", "Tour Spielplatzkolonne"),
]
NUMBERS = {
    "plan": "SELECT id FROM tours_plan WHERE state = 'draft' ORDER BY number DESC",
    "tour": "SELECT t.id FROM tours_tour t JOIN tours_plan p ON p.id = t.plan_id "
    "WHERE p.state = 'draft' ORDER BY p.number DESC, t.day DESC",
    "stop": "SELECT s.id FROM tours_stop s JOIN tours_tour t ON t.id = s.tour_id "
    "JOIN tours_plan p ON p.id = t.plan_id WHERE p.state = 'draft' AND s.kind = 'visit' "
    "ORDER BY p.number DESC, t.day DESC, s.sequence",
    "site": "SELECT id FROM tours_site ORDER BY id",
    "proof": "SELECT id FROM tours_execution ORDER BY turn DESC",
    "crew": "SELECT id FROM tours_crew WHERE name = 'Spielplatzkolonne'",
}


@pytest.fixture
def numbers(embedded: Product) -> dict[str, str]:
    return {name: _in_addresses(embedded.rows(query)[0][0]) for name, query in NUMBERS.items()}


def _in_addresses(key: Any) -> str:
    """SQLite keeps a UUID without its hyphens."""
    return str(UUID(key)) if isinstance(key, str) and len(key) == 32 else str(key)


@pytest.mark.parametrize(("who", "address", "heading"), PAGES)
def test_page_of_the_tours_is_accessible(
    numbers: dict[str, str], person: Open, who: str, address: str, heading: str
):
    page = person(who)
    page.goto(address.format(**numbers))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)
