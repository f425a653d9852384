"""The demo's sources become real files that the parser reads back without loss."""

import json
from pathlib import Path

import pypdfium2
import pytest

from allmende.engines.retrieval.parsing import parse
from allmende.engines.retrieval.types import Block, BlockKind
from allmende.portal.demo.render import render

SOURCE = """---
title: Größe und Maß
format: {format}
collection: buergerservice
office: Bürgerbüro
valid_from: 2026-01-01   # a remark
valid_until: 2026-12-31
updated: 2026-03-02
---
Die Anmeldung kostet **20 Euro** nach § 5 der Satzung. Das sind 20,00 €.

## Was Sie tun müssen

Sie brauchen zwei Dinge:

- den Ausweis „im Original“
- das [Formular](https://wiesenbrueck.example/formular)

1. Termin buchen
2. Vorbeikommen

## Kosten

| Leistung | Gebühr |
|---|---|
| Anmeldung | 20 Euro |
| Abmeldung | gebührenfrei |

1. Neu gezählt
"""
READ_BACK = [
    (BlockKind.HEADING, "Größe und Maß"),
    (BlockKind.PARAGRAPH, "Die Anmeldung kostet 20 Euro nach § 5 der Satzung. Das sind 20,00 €."),
    (BlockKind.HEADING, "Was Sie tun müssen"),
    (BlockKind.PARAGRAPH, "Sie brauchen zwei Dinge:"),
    (BlockKind.LIST_ITEM, "den Ausweis „im Original“"),
    (BlockKind.LIST_ITEM, "das Formular"),
    (BlockKind.LIST_ITEM, "Termin buchen"),
    (BlockKind.LIST_ITEM, "Vorbeikommen"),
    (BlockKind.HEADING, "Kosten"),
    (BlockKind.TABLE_ROW, "Leistung | Gebühr"),
    (BlockKind.TABLE_ROW, "Anmeldung | 20 Euro"),
    (BlockKind.TABLE_ROW, "Abmeldung | gebührenfrei"),
    (BlockKind.LIST_ITEM, "Neu gezählt"),
]
ORGANISATION = {
    "name": "Stadt Wiesenbrück",
    "offices": [{"name": "Bürgerbüro", "address": "Marktplatz 1, 79990 Wiesenbrück"}],
}
FORMATS = ["html", "pdf", "docx", "odt", "md", "txt", "scan"]


def written(folder: Path, text: str) -> Path:
    (folder / "organisation.json").write_text(json.dumps(ORGANISATION), "utf-8")
    (folder / "services").mkdir()
    file = folder / "services" / "mass.md"
    file.write_text(text, "utf-8")
    return file


def plain(block: Block) -> tuple[BlockKind, str]:
    """Without the number of a list item and without the address of a link."""
    text = block.text.removesuffix(" (https://wiesenbrueck.example/formular)")
    if block.kind is BlockKind.LIST_ITEM:
        text = text.removeprefix("1. ").removeprefix("2. ")
    return block.kind, text


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "odt", "md"])
def test_structure_survives_writing_and_reading(tmp_path, name):
    document = render(written(tmp_path, SOURCE.format(format=name)))

    parsed = parse(document.data, document.filename, ocr=None)

    boilerplate = ("Stand: 2. März 2026", "Wiesenbrück, Marktplatz 1", "Stadt Wiesenbrück")
    blocks = [block for block in parsed.blocks if not any(b in block.text for b in boilerplate)]
    assert [plain(block) for block in blocks] == READ_BACK
    assert parsed.title == "Größe und Maß"


def test_plain_text_names_the_column_in_every_row(tmp_path):
    document = render(written(tmp_path, SOURCE.format(format="txt")))

    lines = document.data.decode().splitlines()

    start = lines.index("Kosten")
    assert lines[start : start + 5] == [
        "Kosten",
        "------",
        "",
        "- Leistung: Anmeldung; Gebühr: 20 Euro",
        "- Leistung: Abmeldung; Gebühr: gebührenfrei",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_is_the_same_in_every_run_whatever_was_written_before(tmp_path, name):
    file = written(tmp_path, SOURCE.format(format=name))
    first = render(file)
    for other in FORMATS:
        (tmp_path / "services" / f"{other}.md").write_text(SOURCE.format(format=other), "utf-8")
        render(tmp_path / "services" / f"{other}.md")

    assert render(file) == first


@pytest.mark.parametrize(
    ("name", "filename"),
    [("html", "mass.html"), ("scan", "mass.pdf"), ("md", "mass.md"), ("txt", "mass.txt")],
)
def test_file_name_follows_the_format(tmp_path, name, filename):
    assert render(written(tmp_path, SOURCE.format(format=name))).filename == filename


def test_front_matter_becomes_fields(tmp_path):
    document = render(written(tmp_path, SOURCE.format(format="md")))

    assert (document.title, document.collection, document.office) == (
        "Größe und Maß",
        "buergerservice",
        "Bürgerbüro",
    )
    dates = (document.valid_from, document.valid_until, document.updated)
    assert [str(date) for date in dates] == ["2026-01-01", "2026-12-31", "2026-03-02"]


def test_pdf_has_bookmarks_and_page_numbers(tmp_path):
    document = render(written(tmp_path, SOURCE.format(format="pdf")))

    pdf = pypdfium2.PdfDocument(document.data)

    assert [entry.get_title() for entry in pdf.get_toc()] == [
        "Größe und Maß",
        "Was Sie tun müssen",
        "Kosten",
    ]
    lines = pdf[0].get_textpage().get_text_bounded().splitlines()
    assert "Stadt Wiesenbrück, Marktplatz 1, 79990 Wiesenbrück Seite 1" in lines


def test_scan_has_no_text_layer(tmp_path):
    document = render(written(tmp_path, SOURCE.format(format="scan")))

    pdf = pypdfium2.PdfDocument(document.data)

    assert [page.get_textpage().get_text_bounded() for page in pdf] == [""]


@pytest.mark.usefixtures("tesseract")
def test_scan_is_legible_to_character_recognition(tmp_path):
    document = render(written(tmp_path, SOURCE.format(format="scan")))

    parsed = parse(document.data, document.filename)

    text = " ".join(block.text for block in parsed.blocks)
    assert parsed.recognised
    for sentence in (
        "Die Anmeldung kostet 20 Euro nach",
        "Abmeldung: gebührenfrei",
        "Termin buchen",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Ohne Kopf\n", "not enough values"),
        (SOURCE.format(format="xlsx"), "xlsx"),
        (SOURCE.format(format="pdf").replace("|---|---|\n", ""), "without a rule"),
        (SOURCE.format(format="pdf").replace("| 20 Euro |", "| 20 | Euro |"), "different length"),
        (SOURCE.format(format="pdf").replace("2026-03-02", "2.3.2026"), "isoformat"),
    ],
)
def test_a_faulty_source_is_named(tmp_path, text, reason):
    with pytest.raises(ValueError, match=rf"mass\.md: .*{reason}"):
        render(written(tmp_path, text))
