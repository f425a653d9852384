import io

import docx
from docx.oxml.ns import qn

from allmende.portal.core.documents.model import (
    BulletList,
    Cell,
    Heading,
    Note,
    Paragraph,
    Run,
    Source,
    Table,
)
from allmende.portal.core.documents.word import as_word
from tests.portal.core.documents.samples import HOSTILE, document, full


def written(subject, **options):
    return docx.Document(io.BytesIO(as_word(subject, **options)))


def styles_and_texts(word):
    return [(p.style.name, p.text) for p in word.paragraphs if p.text.strip()]


def test_headings_lists_and_remarks_have_real_styles():
    assert styles_and_texts(written(full())) == [
        ("Title", "Folgenabschätzung: Größe"),
        ("Subtitle", "Wissensassistent"),
        ("Heading 1", "Überblick"),
        (
            "Normal",
            "Der Betrieb begann am 1. März. [1] Er ist nötig und öffentlich beschrieben. [2]",
        ),
        ("List Bullet", "Erstens"),
        ("List Bullet", "Zweitens [1]"),
        ("Heading 2", "Risiken"),
        ("Caption", "Risiken nach Schwere"),
        ("Hinweis", "Nicht am Original geprüft: Die Liste stammt aus zweiter Hand."),
        ("Heading 3", "Anhang"),
        ("Normal", "Erste Zeile\nZweite Zeile"),
        ("Heading 1", "Quellen"),
        (
            "Normal",
            "[1] Eintrag Wissensassistent, Feld Beginn: https://ki.stadt.example/1",
        ),
        ("Normal", "[2] Art. 35 DSGVO"),
    ]


def test_a_table_repeats_its_header_and_has_a_name():
    (table,) = written(full()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Risiko", "Schwere", "Stufe"],
        ["Falsche Auskunft", "2", "mittel"],
        ["Abfluss von Daten", "4", "hoch"],
    ]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False]
    name = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert name.get(qn("w:val")) == "Risiken nach Schwere"


def test_language_and_properties_are_set():
    word = written(full())
    properties = word.core_properties
    assert (properties.title, properties.author, properties.language, properties.comments) == (
        "Folgenabschätzung: Größe",
        "Stadt Wiesenbrück",
        "de-DE",
        "",
    )
    languages = {mark.get(qn("w:val")) for mark in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"de-DE"}


def test_header_and_footer_say_whose_it_is_and_which_page():
    section = written(full()).sections[0]
    assert section.header.paragraphs[0].text == "Stadt Wiesenbrück"
    footer = section.footer.paragraphs[0]._p
    assert [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "Stand: 03.11.2026" in section.footer.paragraphs[0].text


def test_links_lead_outside_and_numbers_to_their_source():
    word = written(full())
    links = list(word.element.iter(qn("w:hyperlink")))
    outside = [
        word.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))
    ]
    inside = [link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))]
    marks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert outside == ["https://stadt.example/ki", "https://ki.stadt.example/1"]
    assert inside == ["quelle_1", "quelle_2", "quelle_1"]
    assert marks == ["quelle_1", "quelle_2"]


def test_hostile_text_stays_text_and_unwritable_signs_go():
    text = f"{HOSTILE}\x00\ud800"
    blocks = [
        Heading(text),
        Paragraph(
            [Run(text, url="javascript:alert(1)", source=Source(text, "file:///etc/passwd"))]
        ),
        BulletList([text]),
        Table(text, [text], [[Cell(text)]]),
        Note(text, text),
    ]
    word = written(document(*blocks, title=text))
    assert styles_and_texts(word)[0] == ("Title", HOSTILE)
    assert [cell.text for cell in word.tables[0]._cells] == [HOSTILE, HOSTILE]
    assert [rel.target_ref for rel in word.part.rels.values() if rel.is_external] == []


def test_two_lists_in_one_document_both_have_bullets():
    word = written(document(BulletList(["a"]), Paragraph("b"), BulletList(["c"])))
    assert [style for style, text in styles_and_texts(word) if text in "ac"] == ["List Bullet"] * 2
