"""Mail in the demo: a guest's link out of the mailbox, notifications, settings, unsubscribing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.running import wait_until

CHIEF = "leitung@wiesenbrueck.example"
OFFICER = "ki@wiesenbrueck.example"
NETWORK = "netz@allmende.example"
NEW = "neu-per-post@wiesenbrueck.example"
SECONDS = 60


def letter(page: Page, to: str, subject: str) -> None:
    """Waits for the worker, then opens the newest letter to that address."""

    def is_there() -> bool:
        page.goto(f"/post/?an={to}")
        return page.get_by_role("link", name=subject).count() > 0

    wait_until(is_there, SECONDS, f"a mail to {to}")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def test_an_invitation_is_found_in_the_mailbox_and_followed(product, person, page):
    chief = person(CHIEF)
    chief.goto("/verwaltung/einladungen/neu/")
    chief.get_by_label("E-Mail").fill(NEW)
    chief.get_by_role("button", name="Einladung senden").click()
    expect(chief.get_by_text(f"Die Einladung an {NEW} ist verschickt.")).to_be_visible()

    page.goto("/konto/login/")
    page.get_by_role("link", name="Postfach der Vorführung").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Postfach der Vorführung")
    letter(page, NEW, "Einladung: Stadt Wiesenbrück")
    assert_accessible(page)
    page.locator(".letter").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Willkommen bei")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_person_reads_chooses_and_unsubscribes(product, person, open_page, scripts):
    page = person(OFFICER, java_script_enabled=scripts)
    page.goto("/mitteilungen/")
    page.get_by_role("link", name="Ungelesene").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitteilungen")
    if scripts:
        assert_accessible(page)
    page.get_by_role("link", name="E-Mails und was ich verfolge").click()
    page.get_by_label("einmal am Tag").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Ihre Einstellungen sind gespeichert.")).to_be_visible()
    expect(page.get_by_label("einmal am Tag")).to_be_checked()
    if scripts:
        assert_accessible(page)


def test_a_task_is_mailed_at_once_and_ended_by_a_click_without_log_in(product, person, page):
    page.goto("/o/wiesenbrueck/anfrage/")
    page.get_by_label("Ihre Frage").fill("Wann öffnet das Freibad in diesem Jahr?")
    page.get_by_label("Ihre E-Mail-Adresse oder Telefonnummer").fill("frage@example.org")
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Anfrage ist angekommen")

    page.goto("/post/")
    wait_until(lambda: _reload(page, "Neue Anfrage aus der Bürgerschaft"), SECONDS, "the mail")
    page.get_by_role("link", name="Neue Anfrage aus der Bürgerschaft").first.click()
    page.locator(".letter").get_by_role("link", name="/abbestellen/").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("E-Mails abbestellen")
    assert_accessible(page)
    page.get_by_role("button", name="Abbestellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abbestellt")
    assert_accessible(page)
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wieder bestellt")

    operator = person(NETWORK)
    operator.goto("/verwaltung/netzwerk/")
    operator.get_by_role("link", name="Postausgang").click()
    expect(operator.get_by_role("heading", level=1)).to_have_text("Postausgang")
    expect(operator.get_by_text("gesendet").first).to_be_visible()
    assert_accessible(operator)


def _reload(page: Page, subject: str) -> bool:
    page.reload()
    return page.get_by_role("link", name=subject).count() > 0
