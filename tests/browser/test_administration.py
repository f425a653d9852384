"""Organisations, people, roles and invitations; each change stands in the audit trail."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import stories
from tests.browser.conftest import Open, log_in

NETWORK = "netz@allmende.example"
OWN_PASSWORD = "Kastanie-Tisch-Wolke-7"


def _create_organisation(page: Page) -> str:
    page.goto("/verwaltung/netzwerk/")
    page.get_by_role("link", name="Neue Organisation").click()
    expect(page.get_by_label("Art").locator("option").first).to_have_text("Bitte wählen")
    page.get_by_label("Name", exact=True).fill("Gemeinde Birkenried")
    page.get_by_label("Kurzname in der Adresse").fill("birkenried")
    page.get_by_label("Art").select_option(label="Stadt oder Gemeinde")
    page.get_by_label("Land", exact=True).select_option(label="Baden-Württemberg")
    page.get_by_label("E-Mail-Adresse der ersten Administration").fill("chef@birkenried.example")
    page.get_by_role("button", name="Anlegen und einladen").click()
    expect(page.get_by_role("link", name="Gemeinde Birkenried")).to_be_visible()
    return stories.told_link(page)


def _accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("Passwort").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Zugang anlegen").click()
    expect(page.locator("#messages")).to_contain_text("Willkommen bei Gemeinde Birkenried.")


def _create_office(page: Page) -> None:
    page.goto("/verwaltung/stellen/neu/")
    page.get_by_label("Name").fill("Gemeindekasse")
    page.get_by_label("Telefon").fill("07999 777-1")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#messages")).to_contain_text("Die Stelle ist angelegt.")


def _change_member(page: Page, name: str) -> None:
    page.goto("/verwaltung/mitglieder/")
    page.get_by_role("link", name=name).click()
    page.get_by_label("Redaktion").uncheck()
    page.get_by_label("Anfragen beantworten").check()
    page.get_by_role("combobox", name="Stelle").select_option(label="Gemeindekasse")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("Anfragen beantworten")


def _remove_and_take_back(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Mitglied entfernen").click()
    page.get_by_role("button", name="Mitglied entfernen").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_have_count(0)
    page.get_by_role("button", name="wieder aufnehmen").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_have_count(1)


def test_from_a_new_organisation_to_its_audit_trail(embedded, open_page, person):
    link = _create_organisation(person(NETWORK))
    chief, newcomer = open_page(), open_page()
    _accept(chief, link, "Carla Chef")
    _create_office(chief)
    invitation = stories.invite(chief, "kasse@birkenried.example", "Redaktion")
    _accept(newcomer, invitation, "Nils Neu")
    newcomer.goto("/wissen/neu/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Sammlung anlegen")

    _change_member(chief, "Nils Neu")
    newcomer.goto("/wissen/neu/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Kein Zugriff")
    newcomer.goto("/anfragen/")
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Anfragen aus der Bürgerschaft")
    _remove_and_take_back(chief, "Nils Neu")

    chief.goto("/verwaltung/protokoll/")
    rows = chief.locator("tbody tr")
    actions = [row.split("\t")[0].strip() for row in rows.all_inner_texts()]
    assert actions == [
        "Mitglied wieder aufgenommen",
        "Mitglied entfernt",
        "Rollen oder Stelle geändert",
        "Mitglied beigetreten",
        "Einladung verschickt",
        "Stelle angelegt",
        "Mitglied beigetreten",
        "Einladung verschickt",
        "Organisation angelegt",
    ]
    expect(rows.nth(2)).to_contain_text("Carla Chef")
    expect(rows.nth(2)).to_contain_text("Nils Neu")
    expect(rows.nth(2)).to_contain_text("Gemeindekasse")
    expect(rows.nth(8)).to_contain_text("Nora Netz")


@pytest.mark.parametrize(
    ("link", "advice"),
    [("used", "Melden Sie sich einfach an."), ("withdrawn", "um eine neue Einladung")],
)
def test_an_invitation_that_is_over_says_what_to_do(embedded, open_page, person, link, advice):
    chief = person("leitung@ahornried.example")
    address = stories.invite(chief, f"{link}@ahornried.example")
    if link == "used":
        page = open_page()
        page.goto(address)
        page.get_by_label("Ihr Name").fill("Emil Einmal")
        page.get_by_label("Passwort").fill(OWN_PASSWORD)
        page.get_by_role("button", name="Zugang anlegen").click()
        page.wait_for_url("**/start/")
    else:
        chief.get_by_role("button", name=f"Einladung an {link}@ahornried.example zur").click()
        expect(chief.locator("#messages")).to_contain_text("zurückgezogen")

    stranger = open_page()
    stranger.goto(address)
    expect(stranger.locator("main")).to_contain_text(advice)


def test_a_page_edited_by_the_administration_is_public_at_once(embedded, page, person: Open):
    chief = person("leitung@ahornried.example")
    chief.goto("/verwaltung/seiten/contact/de/")
    text = chief.get_by_label("Text")
    text.fill(text.input_value() + "\n\nAm Rosenmontag ist das Rathaus geschlossen.\n")
    chief.get_by_role("button", name="Speichern").click()
    expect(chief.locator("#messages")).to_contain_text("Die Seite ist gespeichert.")

    page.goto("/o/ahornried/seite/contact/")
    expect(page.locator("main")).to_contain_text("Am Rosenmontag ist das Rathaus geschlossen.")


def test_a_person_without_membership_is_told_whom_to_ask(embedded, open_page):
    page = open_page()
    log_in(page, NETWORK)
    page.goto("/start/")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Sie gehören noch keiner Organisation an"
    )
    page.get_by_role("link", name="Organisationen verwalten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Netzwerk")
