"""Without a mouse: ask, skip, and find what is wrong."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import stories

MOST_STOPS = 40


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    wanted = page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    )
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} is not reached")


def test_a_question_is_asked_and_its_source_opened(embedded, page):
    page.goto("/o/wiesenbrueck/")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type(stories.MOVED)
    page.keyboard.press("Enter")

    heading = page.get_by_role("heading", level=1, name=stories.MOVED)
    expect(heading).to_be_focused()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if "Stelle in der Quelle" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/quelle/**")
    expect(page.locator("mark").first).to_be_in_viewport()


def test_shift_and_enter_begin_a_new_line(product, page):
    page.goto("/o/wiesenbrueck/")
    page.get_by_label("Ihre Frage").focus()
    page.keyboard.type("Eins")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("zwei")

    expect(page.get_by_label("Ihre Frage")).to_have_value("Eins\nzwei")


@pytest.mark.parametrize("address", ["/", "/o/wiesenbrueck/", "/konto/login/", "/hilfe/"])
def test_skip_link_is_first_and_leads_behind_the_navigation(product, page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_goes_to_the_summary_of_errors_and_from_there_to_the_field(product, page):
    page.goto("/o/wiesenbrueck/anfrage/")
    page.get_by_role("button", name="Anfrage senden").focus()
    page.keyboard.press("Enter")
    summary = page.locator("#form-errors")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Ihre Frage")).to_be_focused()
    expect(page.get_by_label("Ihre Frage")).to_have_attribute("aria-invalid", "true")


def test_an_empty_question_keeps_the_focus_in_the_field(product, page):
    page.goto("/o/wiesenbrueck/")
    page.get_by_label("Ihre Frage").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".kern-error:visible")).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_be_focused()


def test_navigation_names_the_current_page(product, person):
    page = person("redaktion@wiesenbrueck.example")
    page.goto("/start/")
    tab_to(page, "Wissen")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Wissen")
    current = page.get_by_role("navigation", name="Hauptnavigation").locator("[aria-current]")
    expect(current).to_have_text("Wissen")
