"""Browser tests run against the product itself: demo network, web server and worker, started
by the documented commands in a folder of their own.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser import running
from tests.browser.running import Product

PATIENCE = 30_000  # milliseconds; the machine may be busy
PASSWORD = "Allmende-Demo-2026"
# Chromium reports an answer that says no as an error of the console, even where it is wanted.
WANTED_NO = re.compile(r"Failed to load resource: .* status of (403|404|409|410|422|429)")

type Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with running.demo() as started:
        yield started


@pytest.fixture(scope="session")
def embedded(product: Product) -> Product:
    """The product once its background work is done: questions are answered by meaning, too."""
    running.wait_for_meaning(product)
    return product


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium fehlt: apt install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, product: Product) -> Iterator[Open]:
    """Opens a page in a context of its own; an error of a console fails the test at its end."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_(**options: Any) -> Page:
        options = {"base_url": product.url, "locale": "de-DE", **options}
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.extend(_error(message)))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """A citizen without log-in."""
    return open_page()


@pytest.fixture(scope="session")
def states() -> dict[str, Any]:
    """Cookies by e-mail address: everybody logs in once."""
    return {}


@pytest.fixture
def person(open_page: Open, states: dict[str, Any]) -> Open:
    """``person("mitarbeit@…")`` is a page on which that person is logged in."""

    def person_(email: str, **options: Any) -> Page:
        if email not in states:
            page = open_page()
            log_in(page, email)
            states[email] = page.context.storage_state()
        return open_page(storage_state=states[email], **options)

    return person_


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("button", name="Abmelden").wait_for()


def _error(message: ConsoleMessage) -> list[str]:
    if message.type != "error":
        return []
    is_page = "/static/" not in message.location.get("url", "")
    return [] if is_page and WANTED_NO.match(message.text) else [message.text]
