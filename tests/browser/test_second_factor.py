"""Logging in with an app for codes, with its recovery codes, and with a passkey."""

import base64
import hmac
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import PASSWORD, log_in

WITH_APP = "leitung@erlentann.example"
WITH_PASSKEY = "mitarbeit@ahornried.example"
STEP = 30  # seconds a code is good for


def code(secret: str, *, ahead: int = 0) -> str:
    """RFC 6238, six digits; ``ahead`` steps from now, since each code counts once."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time()) // STEP + ahead)
    digest = hmac.digest(key, counter, "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack_from('>I', digest, offset)[0] & 0x7FFFFFFF) % 1_000_000:06}"


def _second_step(page: Page, entered: str) -> None:
    page.get_by_label("Code").fill(entered)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("button", name="Abmelden").wait_for()


def _confirm(page: Page) -> None:
    """Whoever changes the log-in says the password once more."""
    assert_accessible(page)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def _until_second_step(page: Page, email: str) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt der Anmeldung")


def test_an_app_for_codes_from_setup_to_recovery(product, open_page):
    page = open_page()
    log_in(page, WITH_APP)
    page.goto("/konto/2fa/totp/activate/")
    _confirm(page)
    assert_accessible(page)
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="App einrichten").click()
    expect(page.locator(".kern-error:visible").first).to_be_visible()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="App einrichten").click()
    page.goto("/konto/2fa/recovery-codes/")
    assert_accessible(page)
    recovery = page.locator(".codes").inner_text().split()

    again = open_page()
    _until_second_step(again, WITH_APP)
    assert_accessible(again)
    _second_step(again, code(secret, ahead=1))
    lost_phone = open_page()
    _until_second_step(lost_phone, WITH_APP)
    _second_step(lost_phone, recovery[0])


@pytest.fixture
def authenticator(open_page):
    """A page whose browser holds a passkey device that always agrees."""
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_a_passkey_replaces_the_password(product, authenticator):
    page = authenticator
    log_in(page, WITH_PASSKEY)
    page.goto("/konto/2fa/webauthn/add/")
    _confirm(page)
    assert_accessible(page)
    page.get_by_label("Name").fill("Diensthandy")
    passwordless = page.get_by_role("checkbox")
    if passwordless.count():
        passwordless.first.check()
    page.get_by_role("button", name="Passkey hinzufügen").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/konto/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Diensthandy")
    assert_accessible(page)
    page.get_by_role("button", name="Abmelden").first.click()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    page.get_by_role("button", name="Abmelden").wait_for()
    page.goto("/start/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guten Tag, Jonas Ried")
