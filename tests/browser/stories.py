"""What people do on the pages, for tests that need it as a step."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

NO_ANSWER = "Dazu habe ich keine verlässliche Information."
MOVED = "Ich bin umgezogen, was muss ich tun und was kostet das?"
NOT_IN_TOWN = "Wie heißt die Hauptstadt von Australien?"


def ask(page: Page, question: str, *, at: str = "/o/wiesenbrueck/") -> None:
    """Ends on the page of the answer or the refusal."""
    page.goto(at)
    page.get_by_label("Ihre Frage").fill(question)
    page.get_by_role("button", name="Fragen", exact=True).click()
    page.locator("#asked").wait_for()


def send_inquiry(page: Page, *, contact: str, name: str = "") -> None:
    """From a page with the way to a human to the confirmation."""
    page.get_by_role("link", name="Anfrage an die Verwaltung senden").first.click()
    page.get_by_label("Ihre E-Mail-Adresse oder Telefonnummer").fill(contact)
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Anfrage ist angekommen")


def new_collection(page: Page, title: str, *, audience: str = "öffentlich") -> str:
    """Ends on its upload page, whose address is returned."""
    page.goto("/wissen/neu/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label(audience, exact=True).check()
    page.get_by_role("button", name="Anlegen").click()
    page.wait_for_url("**/hochladen/")
    return page.url


def upload(page: Page, files: Sequence[Path]) -> None:
    """From the upload page to the finished batch."""
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(files)
    page.get_by_role("button", name="Hochladen").click()
    wait_for_import(page)


def wait_for_import(page: Page) -> None:
    page.wait_for_url("**/wissen/aufnahme/*/")
    expect(page.locator("#progress")).to_contain_text("aufgenommen.", timeout=120_000)


def invite(page: Page, email: str, *roles: str) -> str:
    """The address in the invitation; without a mail server the page tells it."""
    page.goto("/verwaltung/einladungen/neu/")
    page.get_by_label("E-Mail").fill(email)
    for role in roles:
        page.get_by_label(role).check()
    page.get_by_role("button", name="Einladung senden").click()
    return told_link(page)


def told_link(page: Page) -> str:
    """The address of an invitation that was just sent."""
    told = page.locator("#messages").get_by_text("/einladung/").inner_text()
    return told.rpartition(" ")[2]
