"""The dispatcher moves a stop by dragging and by keyboard, compares, takes it back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible

DISPATCHER = "bauamt@wiesenbrueck.example"
T = "/werkzeuge/touren/"


@pytest.fixture
def plan(person) -> Page:
    """The current plan, in its second week: nothing of it is past."""
    page: Page = person(DISPATCHER)
    page.goto(T)
    page.get_by_role("heading", level=2).get_by_role("link").first.click()
    page.get_by_role("link", name="Woche danach").click()
    return page


def first_stop(page: Page) -> Locator:
    """Of a day that is open."""
    page.locator("td[data-drop] summary").first.click()
    return page.locator("td[data-drop] li[data-move]:visible").first


def test_a_stop_is_dragged_to_another_day_and_taken_back(plan):
    number = plan.get_by_role("heading", level=1).inner_text().split("\n")[0]
    stop = first_stop(plan)
    own = stop.locator("xpath=ancestor::td")
    crew, day = own.get_attribute("data-crew"), own.get_attribute("data-day")
    other = plan.locator(f"td[data-drop][data-crew='{crew}']:not([data-day='{day}'])").first
    stop.drag_to(other)
    # Either it fits there, or the page says why not: both are sentences.
    expect(plan.get_by_text(re.compile("ist fertig: |nicht unterbringen"))).to_be_visible()
    if plan.get_by_text("ist fertig: ").is_visible():
        plan.get_by_role("button", name=f"Rückgängig: zurück zu {number}").click()
        expect(plan.get_by_text(f"Zurück bei {number}.")).to_be_visible()


def test_the_keyboard_reaches_the_form_of_the_same_stop(plan):
    stop = first_stop(plan)
    link = stop.get_by_role("link")
    link.focus()
    plan.keyboard.press("Enter")
    expect(plan.get_by_role("heading", level=1)).to_contain_text("verschieben")
    expect(plan.get_by_label("Kolonne")).to_be_visible()
    assert_accessible(plan)


@pytest.mark.parametrize("way", ["kalender", "tabelle", "karte", "zahlen", "offen", "neu"])
def test_every_view_of_a_plan_is_accessible(plan, way):
    plan.goto(plan.url.split("?")[0] + f"?ansicht={way}")
    expect(plan.get_by_role("navigation", name="Ansichten des Plans")).to_be_visible()
    assert_accessible(plan)
