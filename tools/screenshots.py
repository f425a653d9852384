"""Takes the pictures of README and docs from a running demo.

Start the demo with ``make run``, wait until the search by meaning is ready, then:
``.venv/bin/python tools/screenshots.py http://localhost:8000``
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WINDOW = {"width": 1280, "height": 900}
MOST_BYTES = 200_000
QUESTION = "Ich bin umgezogen, was muss ich tun und was kostet das?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="Adresse der laufenden Vorführung")
    url = parser.parse_args().url
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(base_url=url, locale="de-DE", color_scheme="light", viewport=WINDOW)
        page.goto("/o/wiesenbrueck/")
        take(page, "start")
        page.get_by_label("Ihre Frage").fill(QUESTION)
        page.get_by_role("button", name="Fragen", exact=True).click()
        page.locator("#answer blockquote").first.wait_for()
        page.evaluate("document.activeElement.blur()")
        take(page, "answer")
        browser.close()


def take(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready.then(() => true)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture = IMAGES / f"{name}.png"
    page.screenshot(path=picture)
    if (size := picture.stat().st_size) > MOST_BYTES:
        raise SystemExit(f"{picture} has {size} bytes; {MOST_BYTES} is the most.")


if __name__ == "__main__":
    main()
