"""Maps beside tables: the same things on both, nothing asked of anybody outside."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible

DISPATCHER = "bauamt@wiesenbrueck.example"
SITES = "/werkzeuge/touren/orte/"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"


@pytest.fixture
def sites(person) -> Page:
    page: Page = person(DISPATCHER)
    page.goto(SITES)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    page.locator("[data-map-legend] li").first.wait_for()


def test_list_and_map_light_up_together(sites):
    row = sites.get_by_role("row").filter(has_text="Baum").first
    link = row.get_by_role("link")
    name = link.text_content()

    link.focus()
    expect(row).to_have_class(re.compile("is-hot"))
    expect(sites.locator("[data-map-info]")).to_have_text(name or "")

    sites.locator(".map-mark--depot").first.hover()
    expect(row).not_to_have_class(re.compile("is-hot"))
    expect(sites.locator("[data-map-info]")).to_have_text("Baubetriebshof")


def test_the_source_of_the_streets_is_told_and_nobody_outside_is_asked(person, product):
    page = person(DISPATCHER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SITES)
    drawn(page)

    expect(page.locator("[data-map-source]")).to_have_text("Erfundene Karte von Wiesenbrück")
    assert [url for url in asked if not url.startswith((product.url, "data:", "blob:"))] == []


def test_without_webgl_a_sentence_stands_in_for_the_map(person):
    page = person(DISPATCHER)
    page.add_init_script(NO_WEBGL)
    page.goto(SITES)

    expect(page.locator("[data-map-trouble]")).to_contain_text("WebGL fehlt")
    expect(page.get_by_role("row").filter(has_text="Baum").first).to_be_visible()


def test_a_place_is_set_by_click_and_by_numbers(person):
    page = person(DISPATCHER)
    page.goto(f"{SITES}neu/")
    drawn(page)
    own = page.locator(".map-mark--own")
    lon, lat = page.get_by_label("Länge"), page.get_by_label("Breite")

    page.locator(".maplibregl-canvas").click(position={"x": 100, "y": 100})
    expect(own).to_be_visible()
    assert 7.1 < float(lon.input_value()) < 7.3
    assert 54.3 < float(lat.input_value()) < 54.4

    before = own.bounding_box()
    lon.fill("7.2")
    lat.fill("54.35")
    lat.blur()
    expect(own).to_be_visible()
    assert own.bounding_box() != before


def test_the_page_with_a_map_is_accessible(sites):
    assert_accessible(sites)
