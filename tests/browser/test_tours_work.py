"""A crew without network for a day: what it enters is there when the network comes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import PATIENCE, log_in

DISPATCHER = "bauamt@wiesenbrueck.example"
T = "/werkzeuge/touren/"


@pytest.fixture(scope="module")
def link() -> dict[str, str]:
    """The secret address of a crew, made once."""
    return {}


def phone_address(person: Any, link: dict[str, str]) -> str:
    if not link:
        page = person(DISPATCHER)
        page.goto(f"{T}heute/")
        page.get_by_role("link", name="Zugang für").first.click()
        page.get_by_role("button", name="das Handy").click()
        link["address"] = page.locator("code").inner_text()
        assert_accessible(page)
    return link["address"]


def enter_extra(page: Page, place: str) -> None:
    page.get_by_text("Zusätzliche Arbeit eintragen").click()
    form = page.locator("#zusaetzlich")
    form.get_by_label("Wo?").fill(place)
    form.get_by_role("button", name="Erledigt", exact=True).click()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Without network the console says so each time, which is no error here."""
    context = browser.new_context(locale="de-DE", viewport={"width": 320, "height": 640})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_what_is_entered_offline_arrives_later(person, phone, link):
    address = phone_address(person, link)
    phone.goto(address)
    expect(phone.get_by_text("funktioniert jetzt auch ohne Netz")).to_be_visible()

    phone.context.set_offline(True)
    phone.goto(address)
    enter_extra(phone, "Brunnen am Markt")
    expect(phone.locator("[data-waiting]")).to_contain_text("Brunnen am Markt")
    phone.goto(address)
    expect(phone.locator("[data-waiting]")).to_contain_text("Brunnen am Markt")

    phone.context.set_offline(False)  # what waits is sent by itself
    expect(phone.locator("[data-queue]")).to_be_hidden()
    reader = person(DISPATCHER)
    reader.goto(f"{T}nachweise/?suche=Brunnen")
    expect(reader.get_by_role("cell", name="Brunnen am Markt")).to_have_count(1)
    assert_accessible(reader)


def test_who_logs_out_leaves_no_tour_on_the_device(open_page):
    page = open_page()
    log_in(page, DISPATCHER)
    page.goto(f"{T}heute/")
    page.locator("main tbody th").get_by_role("link").first.click()
    expect(page.get_by_text("funktioniert jetzt auch ohne Netz")).to_be_visible()
    kept = "caches.keys().then((names) => names.some((name) => name.startsWith('tour/')))"
    page.wait_for_function(kept)

    page.goto(T)
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_function(f"{kept}.then((kept) => !kept)")


def test_what_could_not_be_done_needs_a_reason_on_the_phone(person, open_page, link):
    page = open_page()
    page.goto(phone_address(person, link))
    page.get_by_text("Zusätzliche Arbeit eintragen").click()
    form = page.locator("#zusaetzlich")
    form.get_by_label("Wo?").fill("Alter Friedhof")
    form.get_by_role("button", name="Konnte nicht erledigt werden").click()
    expect(form.get_by_text("Schreiben Sie den Grund")).to_be_visible()

    form.get_by_label("Problem oder Grund").fill("Tor verschlossen")
    form.get_by_role("button", name="Konnte nicht erledigt werden").click()
    expect(page.locator("[data-state]")).to_contain_text("Gespeichert.")

    reader = person(DISPATCHER)
    reader.goto(f"{T}nachweise/?suche=Friedhof&probleme=on")
    expect(reader.get_by_role("cell", name="Nicht erledigt")).to_have_count(1)


def test_the_page_works_without_javascript(person, open_page, link):
    page = open_page(java_script_enabled=False)
    page.goto(phone_address(person, link))
    enter_extra(page, "Bank am Bach")

    expect(page.get_by_text("Gespeichert.")).to_be_visible()


@pytest.mark.parametrize("path", ["heute/", "nachweise/", "uebersicht/", "uebersicht/wetter/"])
def test_the_pages_are_accessible(person, path):
    page = person(DISPATCHER)
    page.goto(f"{T}{path}")

    assert_accessible(page)


def test_the_phone_page_is_accessible(person, open_page, link):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(phone_address(person, link))
    page.get_by_text("Zusätzliche Arbeit eintragen").click()

    assert_accessible(page)
