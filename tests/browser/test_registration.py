"""Come to a session: register, choose rooms, find one's room, leave; and all that as a guest."""

import re
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow
from tests.browser.running import Product, _environment, wait_until

ORGANISER = "ki@wiesenbrueck.example"
STAFF = "mitarbeit@wiesenbrueck.example"
NEIGHBOUR = "ki@ahornried.example"
TITLE = "Werkstatt zur Probe"
V = "/veranstaltungen/"
MAKE = f"""
import django; django.setup()
from allmende.portal.organisations.models import Member
from tests.portal.events import made
who = Member.objects.get(user__email="{ORGANISER}")
session = made.session(who, "{TITLE}", audience="public", allows_guests=True, capacity=2)
made.parallel(session, 1, 5, title="Vertiefung")
print(session.pk)
"""


@pytest.fixture(scope="module")
def session(product: Product) -> str:
    """A session with two places and two rooms; how it is planned is told elsewhere."""
    environment = {
        **_environment(product.home),
        "DJANGO_SETTINGS_MODULE": "allmende.portal.settings",
        "ALLMENDE_LOG_LEVEL": "ERROR",
    }
    root = Path(__file__).resolve().parents[2]
    made = subprocess.run(
        [sys.executable, "-c", MAKE],
        env=environment,
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.split()[-1]


def open_session(page: Page) -> None:
    """From the start page."""
    page.goto("/start/")
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role(
        "link", name="Veranstaltungen"
    ).click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def link_in_mail(product: Product, to: str) -> str:
    """The personal link; where no mail server is, mails are files."""

    def found() -> list[str]:
        letters = [
            message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in (product.home / "mail").glob("*.eml")
        ]
        texts = [one.get_body().get_content() for one in letters if one["To"] == to]
        return [hit for text in texts for hit in re.findall(r"/o/\w+/teilnahme/[0-9a-f]+/", text)]

    wait_until(lambda: bool(found()), 90, "the mail with the link")
    return found()[-1]


def test_a_member_registers_ranks_rooms_and_finds_the_room(session, person):
    member = person(STAFF)
    open_session(member)
    member.get_by_role("button", name="Anmelden", exact=True).click()
    expect(member.get_by_text("1 von 2 Plätzen vergeben").first).to_be_visible()
    assert_accessible(member)
    follow(member.get_by_role("link", name="Räume wählen"))
    assert_accessible(member)
    member.get_by_label("Erster Wunsch").select_option("Raum 2")
    member.get_by_label("Zweiter Wunsch").select_option("Raum 2")
    member.get_by_role("button", name="Wünsche speichern").click()
    expect(member.get_by_text("Diesen Raum haben Sie schon gewählt.").first).to_be_visible()
    member.get_by_label("Zweiter Wunsch").select_option("Raum 1")
    member.get_by_role("button", name="Wünsche speichern").click()
    expect(member.get_by_text("Ihre Wünsche sind gespeichert.")).to_be_visible()

    organiser = person(ORGANISER)
    open_session(organiser)
    organiser.get_by_role("link", name="Teilnahme verwalten").click()
    expect(organiser.get_by_role("rowheader", name="Mehmet Aydin")).to_be_visible()
    assert_accessible(organiser)
    organiser.get_by_role("link", name="Wer wo sitzt").click()
    organiser.get_by_role("button", name="Jetzt verteilen").click()
    expect(organiser.get_by_text("1 Person hat einen Raum")).to_be_visible()
    assert_accessible(organiser)

    member.goto(f"{V}meine/")
    expect(member.get_by_text("Raum 2")).to_be_visible()
    assert_accessible(member)
    member.get_by_role("link", name=TITLE).click()
    expect(member.get_by_text("Ihr Raum: Raum 2")).to_be_visible()


def test_the_waiting_list_moves_up_when_somebody_leaves(session, product, person):
    first, second, third = person(STAFF), person(ORGANISER), person(NEIGHBOUR)
    for page in (second, third):
        page.goto(f"{V}{session}/")
        page.get_by_role("button", name=re.compile("Anmelden|Auf die Warteliste")).click()
    expect(third.get_by_text("Sie sind die nächste Person.")).to_be_visible()

    first.goto(f"{V}{session}/")
    follow(first.get_by_role("link", name="Abmelden", exact=True))
    assert_accessible(first)
    first.get_by_role("main").get_by_role("button", name="Abmelden").click()
    expect(first.get_by_text("Sie sind abgemeldet.")).to_be_visible()

    third.goto(f"{V}{session}/")
    expect(third.get_by_text("Warteliste verlassen")).to_have_count(0)
    expect(third.get_by_role("link", name="Abmelden", exact=True)).to_be_visible()


def test_a_guest_confirms_by_mail_and_is_forgotten_on_request(session, product, page):
    form = f"/o/wiesenbrueck/veranstaltungen/{session}/anmelden/"
    page.goto(form)
    page.get_by_role("button", name="Link anfordern").click()
    expect(page.get_by_text("Ohne Ihre Einwilligung").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name", exact=True).fill("Gerda Gast")
    page.get_by_label("E-Mail-Adresse").fill("gerda@gast.example")
    page.get_by_label("Ich willige ein").check()
    page.get_by_role("button", name="Link anfordern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postfach")
    assert_accessible(page)

    page.goto(link_in_mail(product, "gerda@gast.example"))
    assert_accessible(page)
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(page.get_by_text("auf der Warteliste", exact=True).first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Meine Angaben jetzt löschen").click()
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Angaben sind gelöscht")
    page.goto("/bescheinigung/")
    page.get_by_label("Code auf der Bescheinigung").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_text("nicht gefunden")).to_be_visible()
    assert_accessible(page)
