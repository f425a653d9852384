"""The organisation's own template."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from allmende.portal.core.documents import word_template
from allmende.portal.core.documents.model import BulletList, Paragraph, Table
from allmende.portal.core.documents.word import as_word
from allmende.portal.core.domain.errors import Refused
from tests.portal.core.documents.samples import document, full


def saved(word) -> bytes:
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def letter(*paragraphs: str):
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Briefkopf"
    word.sections[0].footer.paragraphs[0].text = "Fußzeile"
    word.styles["Heading 1"].font.size = Pt(31)
    for text in paragraphs:
        word.add_paragraph(text)
    return word


def filled(template: bytes, subject=None):
    return docx.Document(io.BytesIO(as_word(subject or full(), template=template)))


def texts(word) -> list[str]:
    return [p.text for p in word.paragraphs if p.text.strip()]


def test_styles_header_and_footer_of_the_template_stay():
    word = filled(saved(letter()))
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "Briefkopf"
    assert section.footer.paragraphs[0].text == "Fußzeile"
    heading = next(p for p in word.paragraphs if p.text == "Überblick")
    assert (heading.style.name, heading.style.font.size) == ("Heading 1", Pt(31))


def test_without_a_mark_the_contents_follow_the_template():
    word = filled(saved(letter("Sehr geehrte Ratsmitglieder")), document(Paragraph("Inhalt")))
    assert texts(word) == [
        "Sehr geehrte Ratsmitglieder",
        "Folgenabschätzung: Größe",
        "Wissensassistent",
        "Inhalt",
    ]


@pytest.mark.parametrize("mark", ["{{ inhalt }}", "{{Inhalt}}", "  {{ inhalt }}  "])
def test_the_contents_take_the_place_of_the_mark(mark):
    subject = document(Paragraph("Inhalt"), Table("T", ["A"], [["b"]]))
    word = filled(saved(letter("Vorher", mark, "Nachher")), subject)
    assert texts(word) == [
        "Vorher",
        "Folgenabschätzung: Größe",
        "Wissensassistent",
        "Inhalt",
        "T",
        "Nachher",
    ]
    assert len(word.tables) == 1


def test_a_mark_that_word_has_cut_into_pieces_is_found():
    word = letter("Vorher")
    paragraph = word.add_paragraph("{{ in")
    paragraph.add_run("halt")
    paragraph.add_run(" }}")
    assert "{{" not in "".join(texts(filled(saved(word))))


def test_a_mark_inside_a_cell_is_filled_and_the_cell_ends_with_a_paragraph():
    word = letter()
    word.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0].text = "{{ inhalt }}"
    cell = filled(saved(word), document(Table("T", ["A"], [["b"]]))).tables[0].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs if p.text] == [
        "Folgenabschätzung: Größe",
        "Wissensassistent",
        "T",
    ]
    assert cell._tc[-1].tag == qn("w:p")


def without_styles(word, *names: str):
    for name in names:
        element = word.styles[name].element
        element.getparent().remove(element)
    return word


def test_styles_that_the_template_lacks_are_added():
    word = without_styles(letter(), "Title", "Heading 2", "List Bullet", "Table Grid", "Caption")
    result = filled(saved(word))
    used = [p.style.name for p in result.paragraphs if p.text.strip()]
    assert used[:7] == [
        "Title",
        "Subtitle",
        "Heading 1",
        "Normal",
        "List Bullet",
        "List Bullet",
        "Heading 2",
    ]
    assert result.tables[0].style.name == "Table Grid"
    known = {style.style_id for style in result.styles}
    references = [e.get(qn("w:val")) for e in result.styles.element.iter(qn("w:basedOn"))]
    assert [name for name in references if name not in known] == []


def test_a_list_without_list_style_gets_a_definition_of_its_own():
    word = without_styles(letter(), "List Bullet")
    result = filled(saved(word), document(BulletList(["a", "b"]), BulletList(["c"])))
    bullets = [p for p in result.paragraphs if p.text in {"a", "b", "c"}]
    (number,) = {p._p.pPr.numPr.numId.val for p in bullets}
    numbering = result.part.numbering_part.element
    abstract = numbering.num_having_numId(number).abstractNumId.val
    (definition,) = [
        d
        for d in numbering.findall(qn("w:abstractNum"))
        if d.get(qn("w:abstractNumId")) == str(abstract)
    ]
    assert definition.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "bullet"
    kinds = [child.tag for child in numbering]
    assert kinds == sorted(kinds, key=lambda tag: tag == qn("w:num"))


def test_names_of_styles_as_other_programs_write_them():
    word = letter()
    word.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), "Heading 1")
    word.styles["List Bullet"].element.find(qn("w:name")).set(qn("w:val"), "list bullet")
    before = len(word.styles)
    result = filled(saved(word), document(BulletList(["a"])))
    assert len(result.styles) == before


def test_a_template_without_page_format_works():
    word = letter("Vorher")
    body = word.element.body
    body.remove(body[-1])
    assert len(filled(saved(word)).tables) == 1


def as_macro_file(blob: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            kind = (
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            )
            macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            new.writestr(name, old.read(name).replace(kind, macro))
    return target.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    "template",
    [
        b"keine Word-Datei",
        b"%PDF-1.7",
        zipped("a.txt", b"a"),
        zipped("[Content_Types].xml", b"<kaputt"),
        as_macro_file(saved(letter())),
        saved(letter())[:5000],
    ],
    ids=["text", "pdf", "zip", "broken xml", "macros", "cut"],
)
def test_a_broken_template_is_refused_with_what_to_do(template):
    with pytest.raises(Refused) as refused:
        as_word(full(), template=template)
    assert str(refused.value) == word_template.BROKEN


@pytest.mark.parametrize(
    "template",
    [b"x" * (word_template.LARGEST + 1), zipped("a", b"0" * (word_template.LARGEST_UNPACKED + 1))],
    ids=["large", "bomb"],
)
def test_a_huge_template_is_refused(template):
    with pytest.raises(Refused) as refused:
        as_word(full(), template=template)
    assert str(refused.value) == word_template.TOO_LARGE
