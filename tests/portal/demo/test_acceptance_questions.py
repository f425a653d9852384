"""The demo's acceptance questions name documents that the demo has, for who may read them."""

import csv
from pathlib import Path

import pytest

import allmende.portal.demo.render as renderer
from allmende.portal.assistant.domain.acceptance.tables import HEADER

TOWN = Path(renderer.__file__).parent / "content" / "wiesenbrueck"


def front_matter(file: Path, name: str) -> str:
    lines = file.read_text("utf-8").splitlines()
    return next(line.partition(": ")[2] for line in lines if line.startswith(f"{name}: "))


@pytest.fixture(scope="module")
def rows():
    with (TOWN / "prueffragen.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_there_are_twenty_questions_with_refusals_among_them(rows):
    assert list(rows[0]) == HEADER
    assert len(rows) == 20
    assert sum(row["Keine Antwort erwartet"] == "ja" for row in rows) == 4


def test_expected_sources_exist_and_public_questions_expect_public_ones(rows):
    folders = {front_matter(file, "title"): file.parent.name for file in TOWN.rglob("*.md")}

    for row in rows:
        if row["Keine Antwort erwartet"] == "ja":
            assert row["Erwartete Quelle"] == ""
        else:
            internal = folders[row["Erwartete Quelle"]] == "internal"
            assert internal == (row["Wer fragt"] == "Beschäftigte")


def test_no_question_is_asked_twice_of_the_same_people(rows):
    asked = [(row["Frage"], row["Wer fragt"]) for row in rows]

    assert len(asked) == len(set(asked))
