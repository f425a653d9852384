"""The demo's content agrees with itself: offices, collections, dates, numbers, questions."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import allmende.portal.demo.render as renderer
from allmende.engines.retrieval.parsing import parse
from allmende.engines.retrieval.types import BlockKind
from allmende.portal.demo.formats.markdown import Heading, blocks
from allmende.portal.demo.render import RenderedDocument

CONTENT = Path(renderer.__file__).parent / "content"
TOWN = CONTENT / "wiesenbrueck"
SERVICES = sorted((TOWN / "services").glob("*.md"))
SOURCES = sorted(CONTENT.rglob("*.md"))
PAGES = {"contact", "imprint", "privacy", "accessibility", "about_ai"}


@cache
def render(file: Path) -> RenderedDocument:
    return renderer.render(file)


def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "organisation.json").read_text("utf-8"))


def body(file: Path) -> str:
    return file.read_text("utf-8").split("---\n", 2)[2]


def has_text(file: Path) -> bool:
    return "\nformat: scan\n" not in file.read_text("utf-8")


def label(file: Path) -> str:
    return file.relative_to(CONTENT).as_posix()


@pytest.mark.parametrize("file", SOURCES, ids=label)
def test_source_belongs_to_a_collection_and_an_office_of_its_organisation(file):
    document, organisation = render(file), described(file.parents[1])

    assert document.collection in {each["slug"] for each in organisation["collections"]}
    assert document.office in {each["name"] for each in organisation["offices"]}
    assert document.valid_until is None or document.valid_from <= document.valid_until


@pytest.mark.parametrize("folder", sorted(CONTENT.iterdir()), ids=lambda folder: folder.name)
def test_file_names_are_unique_within_a_collection(folder):
    names = Counter(
        (document.collection, document.filename) for document in map(render, folder.rglob("*.md"))
    )

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("folder", sorted(CONTENT.iterdir()), ids=lambda folder: folder.name)
def test_organisation_is_complete(folder):
    organisation = described(folder)
    offices = {each["name"] for each in organisation["offices"]}

    assert organisation["slug"] == folder.name
    assert {each["office"] for each in organisation["collections"]} <= offices
    assert {each["audience"] for each in organisation["collections"]} <= {
        "public",
        "organisation",
        "network",
    }
    assert [set(topic) for topic in organisation["topics"]] == [{"de", "en"}] * 6
    for language in ("pages", "pages_en"):
        assert set(organisation[language]) == PAGES


def test_the_town_has_its_services_in_all_formats():
    formats = Counter(
        re.search(r"^format: (\w+)", file.read_text("utf-8"), re.MULTILINE)[1] for file in SERVICES
    )

    assert formats == {"html": 27, "pdf": 5, "docx": 3, "odt": 2, "md": 2, "txt": 1, "scan": 1}


@pytest.mark.parametrize("file", SERVICES, ids=label)
def test_service_page_is_of_a_length_people_read(file):
    assert 180 <= len(body(file).split()) <= 600


@pytest.mark.parametrize("file", SERVICES, ids=label)
def test_an_office_has_the_same_number_on_every_page(file):
    offices = described(TOWN)["offices"]
    document = render(file)
    office = next(each for each in offices if each["name"] == document.office)
    numbers = set(re.findall(r"07999 400-\d+", body(file)))

    # a desk of an office has a number of its own in the same block of ten
    assert office["phone"][:-1] in {number[:-1] for number in numbers}


@pytest.mark.parametrize("file", [file for file in SERVICES if has_text(file)], ids=label)
def test_headings_of_a_service_survive_the_format(file):
    document = render(file)

    parsed = parse(document.data, document.filename, ocr=None)

    assert [block.text for block in parsed.blocks if block.kind is BlockKind.HEADING] == [
        document.title,
        *(block.text for block in blocks(body(file)) if isinstance(block, Heading)),
    ]


def test_moving_page_answers_the_whole_question():
    text = body(TOWN / "services" / "wohnsitz.md")

    for fact in (
        "innerhalb von zwei Wochen nach dem Einzug",
        "Die Anmeldung, die Ummeldung und die Abmeldung sind gebührenfrei.",
        "Wohnungsgeberbestätigung",
        "1.000 Euro",
        "Zulassungsstelle des Landratsamts Erlentann",
    ):
        assert fact in text


QUESTIONS = json.loads((Path(__file__).parent / "questions_services.json").read_text("utf-8"))


def test_questions_cover_answers_and_silence():
    answerable = [question for question in QUESTIONS if question["expected"]]

    assert (len(answerable), len(QUESTIONS) - len(answerable)) == (48, 12)
    assert len({question["question"] for question in QUESTIONS}) == 60


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"])
def test_every_expected_source_holds_the_answer(question):
    for source in question["expected"]:
        assert question["must_contain"] in body(CONTENT / source)
