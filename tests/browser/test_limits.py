"""Many at once, too many from one, twice by mistake; and what every answer forbids."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.browser import running, stories
from tests.browser.checks import assert_accessible
from tests.browser.running import Product

CHIEF = "leitung@wiesenbrueck.example"
LIMIT = 20
TOO_MANY = "Das waren viele Fragen in kurzer Zeit"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
PUBLIC = ["/", "/o/wiesenbrueck/", "/o/wiesenbrueck/anfrage/", "/konto/login/", "/hilfe/", "/nie/"]
INSIDE = ["/start/", "/fragen/", "/wissen/", "/anfragen/", "/verwaltung/", "/konto/uebersicht/"]


def ask(product: Product, question: str) -> tuple[int, str]:
    """One question by program: status and body."""
    request = urllib.request.Request(
        f"{product.url}/api/v1/organisations/wiesenbrueck/questions",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture(scope="module")
def narrow(embedded: Product) -> Iterator[Product]:
    with running.copy_of(embedded, questions=LIMIT) as product:
        yield product


def test_a_hundred_questions_a_minute_are_limited_with_a_sentence(narrow, browser):
    statuses = Counter(ask(narrow, stories.MOVED)[0] for _ in range(100))
    # Two windows of a minute at most, where the clock turns in between.
    assert set(statuses) == {200, 429}
    assert LIMIT <= statuses[200] <= 2 * LIMIT
    _, body = ask(narrow, stories.MOVED)
    assert TOO_MANY in json.loads(body)["detail"]

    context = browser.new_context(base_url=narrow.url, locale="de-DE")
    page = context.new_page()
    page.goto("/o/wiesenbrueck/")
    page.get_by_label("Ihre Frage").fill("Wann hat das Rathaus geöffnet?")
    page.get_by_role("button", name="Fragen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(TOO_MANY)
    expect(page.get_by_label("Ihre Frage")).to_have_value("Wann hat das Rathaus geöffnet?")
    assert_accessible(page)
    page.get_by_role("link", name="Anfrage an die Verwaltung senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anfrage an die Verwaltung")
    context.close()


def test_twenty_people_at_once_are_all_answered(embedded):
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: ask(embedded, stories.MOVED), range(60)))

    assert Counter(status for status, _ in answers) == {200: 60}
    quoted = {json.dumps(json.loads(body)["quoted"]) for _, body in answers}
    assert len(quoted) == 1


def test_every_answer_forbids_what_it_does_not_need(product, page, person):
    visits = [(page, address) for address in PUBLIC]
    visits += [(person(CHIEF), address) for address in INSIDE]
    for visitor, address in visits:
        headers = visitor.request.get(address).headers
        policy = {part.strip() for part in headers["content-security-policy"].split(";")}
        assert policy == POLICY, address
        assert {name: headers[name] for name in HEADERS} == HEADERS, address


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(product, person):
    cookies = {cookie["name"]: cookie for cookie in person(CHIEF).context.cookies()}

    assert cookies["sessionid"]["httpOnly"]
    assert {cookie["sameSite"] for cookie in cookies.values()} == {"Lax"}


def test_citizens_get_no_cookie_before_they_need_one(product, page):
    page.goto("/o/wiesenbrueck/seite/privacy/")

    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def _send_twice(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).evaluate(
        "button => { button.click(); button.click(); }"
    )


def test_an_inquiry_sent_twice_arrives_once(product, page):
    page.goto("/o/wiesenbrueck/anfrage/")
    page.get_by_label("Ihre Frage").fill("Kommt das doppelt an?")
    page.get_by_label("Ihre E-Mail-Adresse oder Telefonnummer").fill("doppelt@example.org")
    _send_twice(page, "Anfrage senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Anfrage ist angekommen")

    count = "SELECT count(*) FROM assistant_inquiry WHERE contact = 'doppelt@example.org'"
    assert product.rows(count) == [(1,)]


def test_a_question_sent_twice_is_asked_once(embedded, page):
    asked = "SELECT count(*) FROM assistant_question"
    [(before,)] = embedded.rows(asked)
    page.goto("/o/wiesenbrueck/")
    page.get_by_label("Ihre Frage").fill("Wer räumt im Winter den Gehweg?")
    _send_twice(page, "Fragen")
    page.locator("#asked").wait_for()

    assert embedded.rows(asked) == [(int(before) + 1,)]


def test_a_collection_made_twice_exists_once(product, person):
    page = person(CHIEF)
    page.goto("/wissen/neu/")
    page.get_by_label("Titel").fill("Doppelt gedrückt")
    page.get_by_label("nur eigene Organisation").check()
    _send_twice(page, "Anlegen")
    page.wait_for_url("**/hochladen/")

    count = "SELECT count(*) FROM knowledge_collection WHERE title = 'Doppelt gedrückt'"
    assert product.rows(count) == [(1,)]
