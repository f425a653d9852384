"""A call from its form to the register of a town."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, follow
from tests.browser.running import DATABASE

ORGANISER = "ki@erlentann.example"
JUROR = "ki@hafenburg.example"
TOWN = "ki@wiesenbrueck.example"
A = "/austausch/aufrufe/"
TITLE = "Aufruf zum Vorlesen"


def let_time_pass(home, pk: str) -> None:
    """The deadline is over."""
    with closing(sqlite3.connect(home / DATABASE, timeout=30)) as database:
        database.execute(
            "UPDATE exchange_call SET opens_at = '2026-01-01', closes_at = '2026-01-02' "
            "WHERE id = ?",
            [pk],
        )
        database.commit()


def announce(organiser: Page, town: Page) -> str:
    """The address of the call, once it is open."""
    organiser.goto("/start/")
    organiser.get_by_role("link", name="Austausch", exact=True).click()
    organiser.get_by_role("link", name="Aufrufe", exact=True).click()
    organiser.get_by_role("link", name="Aufruf anlegen").first.click()
    now = datetime.now()  # noqa: DTZ005 -- the browser's own time
    organiser.get_by_label("Titel").fill(TITLE)
    organiser.get_by_label("Aufruf", exact=True).fill("Wir suchen Profile.")
    organiser.get_by_label("Beginn").fill(f"{now - timedelta(hours=3):%Y-%m-%dT%H:%M}")
    organiser.get_by_label("Einsendeschluss").fill(f"{now + timedelta(days=5):%Y-%m-%dT%H:%M}")
    organiser.get_by_label("Plätze").fill("1")
    organiser.get_by_role("button", name="Speichern").click()
    for _ in range(2):
        follow(organiser.get_by_role("button", name=re.compile("Entfernen.*Frage 2")))
    assert_accessible(organiser)
    organiser.get_by_role("button", name="Speichern", exact=True).click()
    expect(organiser.get_by_text("Es fehlt eine Jury.")).to_be_visible()
    url = organiser.url
    organiser.get_by_role("link", name="Jury", exact=True).click()
    organiser.get_by_label("Oder aus einer anderen Organisation").fill(JUROR)
    organiser.get_by_role("button", name="Berufen").click()
    organiser.goto(url)
    assert town.request.get(url).status == 404
    organiser.get_by_role("button", name="Aufruf veröffentlichen").click()
    return url


def hand_in(town: Page, url: str) -> str:
    """The address of the profile; it names the town at first and is warned of it."""
    town.goto(url)
    town.get_by_role("link", name="Profil schreiben").click()
    town.get_by_label("Titel").fill("Bescheide vorlesen lassen")
    town.get_by_label("Welches Problem wollen Sie lösen?").fill("In Wiesenbrück liest kaum jemand.")
    town.get_by_role("button", name="Speichern").click()
    expect(town.get_by_text("enthält „Wiesenbrück“.")).to_be_visible()
    assert_accessible(town)
    town.get_by_role("link", name="Bearbeiten").click()
    town.get_by_label("Welches Problem wollen Sie lösen?").fill("Bescheide liest kaum jemand.")
    town.get_by_role("button", name="Speichern").click()
    town.get_by_role("button", name="Einreichen").click()
    expect(
        town.get_by_text(re.compile("Die Jury sieht Ihr Profil als Einreichung"))
    ).to_be_visible()
    return town.url


def judge(juror: Page, url: str) -> None:
    juror.goto(url)
    juror.get_by_role("link", name="Einreichungen bewerten").click()
    juror.get_by_role("link", name=re.compile("Einreichung \\d+")).click()
    expect(juror.get_by_text("Wiesenbrück")).to_have_count(0)
    for criterion in ("Nutzen", "Machbarkeit", "Übertragbarkeit"):
        juror.get_by_role("group", name=criterion).get_by_label("4 – sehr gut").check()
    assert_accessible(juror)
    juror.get_by_label("Begründung").fill("Hilft vielen.")
    juror.get_by_role("button", name="Speichern und weiter").click()
    juror.get_by_role("button", name="Bewertung abschließen").click()
    expect(juror.get_by_text("Ihre Bewertung ist abgeschlossen.")).to_be_visible()


def decide(organiser: Page, url: str) -> None:
    organiser.goto(url)
    organiser.get_by_role("link", name="Rangliste und Entscheidung").click()
    expect(organiser.get_by_text("4,00 bis 4,00")).to_be_visible()
    organiser.get_by_label("ausgewählt", exact=True).check()
    organiser.get_by_label("Ergebnis").fill("Ein Profil hat überzeugt.")
    assert_accessible(organiser)
    organiser.get_by_role("button", name="Endgültig entscheiden").click()
    expect(organiser.get_by_text("Bescheide vorlesen lassen")).to_be_visible()


def test_called_handed_in_judged_and_taken_over(product, person):
    organiser, juror, town = person(ORGANISER), person(JUROR), person(TOWN)
    url = announce(organiser, town)
    profile = hand_in(town, url)
    let_time_pass(product.home, re.search(r"(\d+)/$", url)[1])
    town.goto(f"{profile}bearbeiten/")
    town.get_by_label("Titel").fill("Zu spät")
    town.get_by_role("button", name="Speichern").click()
    expect(town.locator("#form-errors")).to_contain_text("Einsendeschluss war am")
    judge(juror, url)
    decide(organiser, url)
    town.goto("/mitteilungen/")
    town.get_by_role("link", name=re.compile("Entschieden: .*ausgewählt")).click()
    town.get_by_role("link", name="Bescheide vorlesen lassen").click()
    town.get_by_role("button", name="Als Anwendungsfall übernehmen").click()
    expect(town.get_by_role("heading", level=1)).to_have_text("Bescheide vorlesen lassen")
    expect(town.get_by_text(re.compile("Aus dem Aufruf „Aufruf zum Vorlesen“"))).to_be_visible()


@pytest.mark.parametrize(
    ("who", "path", "heading"),
    [
        (TOWN, A, "Aufrufe"),
        (TOWN, f"{A}1/", "heiße Sommer"),
        (TOWN, f"{A}2/", "Barrieren abbauen"),
        (TOWN, f"{A}2/profil/neu/", "Profil schreiben"),
        (ORGANISER, f"{A}neu/", "Aufruf anlegen"),
        (ORGANISER, f"{A}1/einreichungen/", "Einreichungen"),
        (ORGANISER, f"{A}1/entscheiden/", "Rangliste"),
        (ORGANISER, f"{A}2/besetzung/", "Jury"),
        (JUROR, f"{A}1/jury/", "Jury"),
    ],
)
def test_page_is_accessible(product, person, who, path, heading):
    page = person(who)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    assert_accessible(page)
