"""engines/retrieval: Markdown with front matter, tables and the style of the federal laws."""

import re
from pathlib import Path

import pytest

from allmende.engines.retrieval.parsing import parse
from tests.engines.retrieval.parsing.shorthand import shorthand

WORD = re.compile(r"\w+")
FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\n", re.S)


def test_reads_structure_and_leaves_the_marks_of_the_format_behind() -> None:
    text = (
        "---\ntitel: Satzung über\n  Gebühren\nstatus: published\n---\n# Gebühren\n\n"
        "Das **kostet** [viel](https://a.de/b), siehe `§ 3`.\nEnde&nbsp;gut. ![Bild](x.png)\n\n"
        "* eins\n* zwei\n    1. zwei-eins\n\n3. drei\n\n"
        "| Tarif | Preis |\n|---|---|\n| Kind<br>klein | 2 € |\n| | frei |\n\n> Zitat\n"
        "<script>alert(1)</script>\n\n<p>Aus <b>HTML</b></p>\n"
    )
    document = parse(text.encode(), "g.md")
    assert document.title == "Satzung über Gebühren"
    assert shorthand(document) == [
        ("h1", "Gebühren"),
        ("p", "Das kostet viel, siehe § 3. Ende gut."),
        ("li", "eins"),
        ("li", "zwei"),
        ("li", "1. zwei-eins"),
        ("li", "3. drei"),
        ("th", "Tarif | Preis"),
        ("tr", "Kind klein | 2 €"),
        ("tr", "frei"),
        ("p", "Zitat"),
        ("p", "Aus HTML"),
    ]


def test_reads_the_federal_laws_own_way_of_writing() -> None:
    text = (
        "---\nTitle: Meldegesetz\n---\n\n# Meldegesetz (MG)\n\n"
        "Fundstelle\n:   BGBl I: 2013, 1084\n\n"
        "### § 3 Daten\n\n(1) Gespeichert werden\n\n1.  Name,\n\n\n2.  zum Vertreter\n\n"
        "    a)  Name,\n\n    b)  Anschrift,\n\nzur Erfüllung der\nAufgaben.\n\n"
        "*    *   1.\n\n    *   Wohnbau\n\n    *   (W)\n"
    )
    document = parse(text.encode(), "mg.md")
    assert document.title == "Meldegesetz (MG)"
    assert shorthand(document)[1:] == [
        ("p", "Fundstelle: BGBl I: 2013, 1084"),
        ("h3", "§ 3 Daten"),
        ("p", "(1) Gespeichert werden"),
        ("li", "1. Name,"),
        ("li", "2. zum Vertreter"),
        ("li", "a) Name,"),
        ("li", "b) Anschrift,"),
        ("p", "zur Erfüllung der Aufgaben."),
        ("tr", "1. | Wohnbau | (W)"),
    ]
    assert {block.mark for block in document.blocks[3:]} == {"§ 3 Abs. 1"}


@pytest.mark.data
def test_every_municipal_bylaw_and_federal_law_is_read(data: Path) -> None:
    files = [*data.glob("badboll/**/*.md"), data / "laws/bmg.md", data / "laws/pauswg.md"]
    assert len(files) > 50
    for file in files:
        source = file.read_text("utf-8")
        document = parse(file.read_bytes(), file.name)
        read = sum(len(WORD.findall(block.text)) for block in document.blocks)
        body = FRONT_MATTER.sub("", source)
        assert read > 0.9 * len(WORD.findall(body)), file.name
        assert not any("**" in block.text for block in document.blocks), file.name
