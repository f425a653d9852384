"""Staff ask internally; the neighbour finds nothing of it: not by question, URL, API or guess."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import stories

STAFF = "mitarbeit@wiesenbrueck.example"
NEIGHBOUR = "mitarbeit@ahornried.example"
MEMBER = {
    "wiesenbrueck": STAFF,
    "ahornried": NEIGHBOUR,
    "erlentann": "leitung@erlentann.example",
}
TRAVEL = "Wie rechne ich eine Dienstreise ab?"
QUESTIONS = Path(__file__).parents[1] / "portal" / "demo" / "questions_internal.json"
FOREIGN: list[dict[str, Any]] = [
    question for question in json.loads(QUESTIONS.read_text("utf-8")) if question.get("leak")
]
INTERNAL = (
    "SELECT d.id, c.id, d.title FROM knowledge_document d "
    "JOIN knowledge_collection c ON c.id = d.collection_id "
    "JOIN organisations_organisation o ON o.id = c.organisation_id "
    "WHERE o.slug = '{slug}' AND c.audience = 'organisation'"
)
OPEN_TO_ALL = (
    "SELECT d.id FROM knowledge_document d JOIN knowledge_collection c ON c.id = d.collection_id "
    "WHERE c.audience IN ('public', 'network')"
)


def test_staff_see_internal_sources_with_a_badge(embedded, person):
    page = person(STAFF)
    stories.ask(page, TRAVEL, at="/fragen/")

    source = page.get_by_role("article").filter(has_text="Reisekosten").first
    expect(source.get_by_text("intern", exact=True)).to_be_visible()
    expect(source.locator("blockquote").first).to_be_visible()
    source.get_by_role("link", name="Stelle in der Quelle ansehen").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()


def test_staff_get_public_sources_in_the_same_place(embedded, person):
    page = person(STAFF)
    stories.ask(page, stories.MOVED, at="/fragen/")

    source = page.get_by_role("article").filter(has_text="Wohnsitz anmelden").first
    expect(source.get_by_text("öffentlich", exact=True)).to_be_visible()


def test_own_questions_are_listed_for_oneself_and_can_be_deleted(embedded, person):
    page = person("redaktion@wiesenbrueck.example")
    stories.ask(page, "Wer genehmigt meinen Urlaub?", at="/fragen/")
    address = page.url
    page.goto("/fragen/")
    expect(page.get_by_role("link", name="Wer genehmigt meinen Urlaub?")).to_be_visible()
    page.get_by_role("button", name=re.compile("Löschen.*Wer genehmigt")).click()
    expect(page.get_by_role("link", name="Wer genehmigt meinen Urlaub?")).to_have_count(0)

    assert page.request.get(address).status == 404


@pytest.mark.parametrize("question", FOREIGN, ids=lambda question: question["leak"])
def test_what_belongs_to_others_never_appears(embedded, person, open_page, question):
    leak = question["leak"]
    there = f"SELECT count(*) FROM knowledge_passage WHERE text LIKE '%{leak}%'"
    assert embedded.rows(there) != [(0,)], "nothing is there that could leak"

    if question["audience"] == "public":
        page = open_page()
        stories.ask(page, question["question"], at=f"/o/{question['organisation']}/")
        assert leak not in page.content()
        return
    page = person(MEMBER[question["organisation"]])
    stories.ask(page, question["question"], at="/fragen/")
    assert leak not in page.content()
    assert leak not in _search(page, question["question"])


def _search(page: Page, text: str) -> str:
    """Everything that a search by program finds."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    found = page.request.post(
        "/api/v1/search",
        data={"q": text, "limit": 50},
        headers={"X-CSRFToken": cookies["csrftoken"]},
    )
    assert found.status == 200
    assert len(found.json()) > 0
    return found.text()


def test_neighbour_meets_404_for_every_internal_document(embedded, person):
    page = person(NEIGHBOUR)
    documents = embedded.rows(INTERNAL.format(slug="wiesenbrueck"))
    addresses = [
        address
        for document, collection, _ in documents
        for address in (
            f"/wissen/quelle/{document}/",
            f"/wissen/quelle/{document}/datei/",
            f"/wissen/{collection}/",
            f"/wissen/{collection}/liste.csv",
            f"/api/v1/documents/{document}",
            f"/api/v1/collections/{collection}/documents",
            f"/o/wiesenbrueck/quelle/{document}/",
            f"/o/ahornried/quelle/{document}/datei/",
        )
    ]

    assert len(documents) >= 10
    assert {address: page.request.get(address).status for address in addresses} == dict.fromkeys(
        addresses, 404
    )


def test_guessing_numbers_opens_only_what_is_meant_for_the_neighbour(embedded, person):
    page = person(NEIGHBOUR)
    [(last,)] = embedded.rows("SELECT max(id) FROM knowledge_document")
    own = embedded.rows(INTERNAL.format(slug="ahornried"))
    meant = {row[0] for row in [*embedded.rows(OPEN_TO_ALL), *own]}

    opened = {
        pk
        for pk in range(1, int(last) + 1)
        if page.request.get(f"/wissen/quelle/{pk}/").status == 200
    }
    assert opened == meant


def test_lists_of_the_neighbour_do_not_name_internal_collections(embedded, person):
    mine, theirs = person(STAFF), person(NEIGHBOUR)
    row = "Stadt Wiesenbrück nur eigene Organisation"
    for page, count in ((mine, 1), (theirs, 0)):
        page.goto("/wissen/")
        expect(page.get_by_role("row", name=row)).to_have_count(count)
