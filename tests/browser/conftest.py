"""Browser tests run against the product itself: demo network, web server and worker, started
by the documented commands in a folder of their own.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

START_SECONDS = 240
DEMO_PASSWORD = "Allmende-Demo-2026"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Product:
    url: str
    home: Path


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    home = Path(tempfile.mkdtemp(prefix="allmende-browser-"))
    port = _free_port()
    environment = {
        **os.environ,
        "ALLMENDE_HOME": str(home),
        "ALLMENDE_DEMO": "1",
        "ALLMENDE_QUESTIONS_PER_MINUTE": "1000",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    allmende = [sys.executable, "-m", "allmende"]
    subprocess.run([*allmende, "demo"], env=environment, check=True, timeout=START_SECONDS)
    log = (home / "server.log").open("w")
    server = subprocess.Popen(
        [*allmende, "serve", "--with-worker", "--port", str(port)],
        env=environment,
        stdout=log,
        stderr=log,
    )
    url = f"http://localhost:{port}"
    try:
        _wait_until_ready(url, server)
        yield Product(url, home)
    finally:
        server.terminate()
        server.wait(20)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(url)


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
def context(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    fresh = browser.new_context(base_url=product.url, locale="de-DE")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def log_in(page: Page, email: str) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=False).first.fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/start/**")
