"""engines/retrieval: DOCX and ODT."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from allmende.engines.retrieval.parsing import Limits, UnreadableDocument, parse
from tests.engines.retrieval.parsing import builders
from tests.engines.retrieval.parsing.shorthand import shorthand

ROWS = [["Leistung", "Gebühr"], ["Ausweis", "37,00 €"]]


def test_docx_keeps_headings_lists_and_tables() -> None:
    data = builders.word(
        ("Title", "Dienstanweisung"),
        ("Heading 1", "Zweck"),
        ("Normal", "Sie gilt für alle."),
        ("List Bullet", "Amt 1"),
        ("List Number", "Amt 2"),
        ("Heading 2", "Kosten"),
        ("table", ROWS),
        ("Normal", "Ende."),
    )
    document = parse(data, "da.docx")
    assert document.title == "Dienstanweisung"
    assert shorthand(document) == [
        ("h1", "Dienstanweisung"),
        ("h1", "Zweck"),
        ("p", "Sie gilt für alle."),
        ("li", "Amt 1"),
        ("li", "Amt 2"),
        ("h2", "Kosten"),
        ("tr", "Leistung | Gebühr"),
        ("tr", "Ausweis | 37,00 €"),
        ("p", "Ende."),
    ]


def test_docx_reads_what_was_inserted_and_not_what_was_deleted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Gebühr: ")
    for change in (
        "<w:del {0}><w:r><w:delText>10 €</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>12 €</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    target = io.BytesIO()
    document.save(target)
    assert shorthand(parse(target.getvalue(), "a.docx")) == [("p", "Gebühr: 12 €")]


def test_odt_keeps_headings_lists_and_tables() -> None:
    data = builders.opendocument(
        ("h1", "Zweck"),
        ("p", "Sie  gilt\tfür alle."),
        ("list", ["Amt 1", "Amt 2"]),
        ("h2", "Kosten"),
        ("table", ROWS),
        name="Dienstanweisung",
    )
    document = parse(data, "da.odt")
    assert document.title == "Dienstanweisung"
    assert shorthand(document) == [
        ("h1", "Zweck"),
        ("p", "Sie gilt für alle."),
        ("li", "Amt 1"),
        ("li", "Amt 2"),
        ("h2", "Kosten"),
        ("tr", "Leistung | Gebühr"),
        ("tr", "Ausweis | 37,00 €"),
    ]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_truncated_document_is_called_broken(kind: str) -> None:
    whole = builders.word(("Normal", "x")) if kind == "docx" else builders.opendocument(("p", "x"))
    with pytest.raises(UnreadableDocument, match="beschädigt oder unvollständig"):
        parse(whole[: len(whole) // 2], f"a.{kind}")


def test_a_document_that_unpacks_to_gigabytes_is_not_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(UnreadableDocument, match="unverhältnismäßig groß"):
        parse(bomb.getvalue(), "bombe.docx")


def test_xml_entities_are_not_expanded() -> None:
    content = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "geheim">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        '<o:body xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<t:p>vor &a;&f;nach</t:p></o:body>"
    )
    data = builders.archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    )
    (block,) = parse(data, "a.odt").blocks
    assert block.text == "vor &a;&f;nach"


def test_time_is_bounded() -> None:
    data = builders.word(*[("Normal", f"Absatz {n}") for n in range(50)])
    with pytest.raises(UnreadableDocument, match="nicht innerhalb von 0 Sekunden"):
        parse(data, "a.docx", limits=Limits(seconds=0))
