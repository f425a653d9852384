import re
from html.parser import HTMLParser

import pytest

from allmende.portal.assistant.models import Question
from allmende.portal.organisations.enums import PageKind
from allmende.portal.organisations.models import Page
from tests.portal.assistant import catalogue

COMPILE = "run: pybabel compile -d src/allmende/portal/locale -D django"
PLACEHOLDER = re.compile(r"%\(\w+\)s")
GERMAN = re.compile(
    r"\b(und|oder|der|die|das|nicht|ist|sind|Sie|Ihre?|mit|für|von|bei|zum|zur|eine?|"
    r"Frage|Antwort|Stelle|Seite|Quelle|Anfrage|Kontakt|Telefon|Uhr)\b|[äöüß]"
)


def test_every_text_for_citizens_has_an_english_one():
    english = catalogue.english()
    missing = [
        f"{file}: {text}"
        for text, file in catalogue.messages_in_source().items()
        if text not in english or not english[text].string
    ]
    assert missing == []


def test_no_english_text_is_left_over():
    source = catalogue.messages_in_source()
    assert [m.id for m in catalogue.english() if m.id and m.id not in source] == []


def test_placeholders_are_the_same_in_both_languages():
    for message in catalogue.english():
        assert sorted(PLACEHOLDER.findall(str(message.id))) == sorted(
            PLACEHOLDER.findall(str(message.string))
        )


def test_the_compiled_catalogue_is_up_to_date():
    written = {m.id: m.string for m in catalogue.english() if m.id}
    assert {m.id: m.string for m in catalogue.compiled() if m.id} == written, COMPILE


class Chrome(HTMLParser):
    """The words of a page outside of what is marked as German, and readable attributes."""

    VOID = {"meta", "link", "img", "input", "br", "hr"}

    def __init__(self) -> None:
        super().__init__()
        self.german = [False]
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        own = given.get("lang")
        inside = self.german[-1] if own is None else own == "de"
        if not inside:
            self.words += [given[a] for a in ("aria-label", "title", "alt") if given.get(a)]
        if tag not in self.VOID:
            self.german.append(inside or tag in {"script", "style"})

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.german.pop()

    def handle_data(self, data):
        if not self.german[-1]:
            self.words.append(data)


def chrome(response):
    parser = Chrome()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.words).split())


def german(words):
    return [match.group() for match in GERMAN.finditer(words)]


@pytest.fixture
def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def pages(town):
    for kind in PageKind.values:
        Page.objects.create(organisation=town, kind=kind, language="en", text="Words.")


def answer(client, question):
    return client.get(client.post("/o/wiesenbrueck/fragen/", {"question": question}).url)


def test_english_pages_have_no_german_words_of_ours(english, public, treasury, pages):
    treasury.name = "Treasury"
    treasury.save()
    answered = answer(english, "Hundesteuer beträgt Jahr?")
    source = Question.objects.get().citations.get().passage.document_id
    refused = answer(english, "Where is the moon?")
    inquiry = "/o/wiesenbrueck/anfrage/"
    sent = english.post(inquiry, {"question": "Where?", "contact": "0761 123456"}).url
    responses = {
        "places": english.get("/"),
        "start": english.get("/o/wiesenbrueck/"),
        "empty": english.post("/o/wiesenbrueck/fragen/", {"question": ""}),
        "long": english.post("/o/wiesenbrueck/fragen/", {"question": "a" * 1001}),
        "refused": refused,
        "form": english.get(inquiry),
        "errors": english.post(inquiry, {"question": "", "contact": "x"}),
        "sent": english.get(sent),
        "page": english.get("/o/wiesenbrueck/seite/privacy/"),
        "source": english.get(f"/o/wiesenbrueck/quelle/{source}/"),
        "missing": english.get("/o/nirgendwo/"),
    }
    found = {name: german(chrome(response)) for name, response in responses.items()}
    assert found == {name: [] for name in responses}

    words = chrome(answered).replace("Hundesteuer beträgt Jahr?", "")  # the citizen's own words
    assert "Word-for-word excerpts from the sources" in words
    assert german(words) == []


def test_german_is_spoken_unless_english_is_asked_for(client, town):
    assert "Was möchten Sie wissen?" in client.get("/o/wiesenbrueck/").content.decode()


def test_the_switch_keeps_the_page(client, town):
    response = client.post("/sprache/setlang/", {"language": "en", "next": "/o/wiesenbrueck/"})
    assert response.url == "/o/wiesenbrueck/"
    assert "What would you like to know?" in client.get("/o/wiesenbrueck/").content.decode()
