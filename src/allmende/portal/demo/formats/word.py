"""A Word document with heading styles, lists and tables."""

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from allmende.portal.demo.formats.archive import frozen
from allmende.portal.demo.formats.markdown import (
    Block,
    Heading,
    Items,
    Paragraph,
    Table,
    spans,
)
from allmende.portal.demo.formats.page import Page


def as_docx(page: Page) -> bytes:
    document = Document()
    _set_up(document, page)
    document.add_heading(page.title, level=1)
    document.add_paragraph(f"{page.office} · {page.stand}")
    for block in page.blocks:
        _add(document, block)
    target = io.BytesIO()
    document.save(target)
    return frozen(target.getvalue())


def _set_up(document: WordDocument, page: Page) -> None:
    properties = document.core_properties
    properties.title, properties.author = page.title, page.publisher
    properties.created = properties.modified = page.moment
    properties.language = "de-DE"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text = page.publisher
    section.footer.paragraphs[0].text = f"{page.publisher}, {page.address}"


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(level=level, text=text):
            document.add_heading(text, level=level)
        case Paragraph(text=text):
            _write(document.add_paragraph(), text)
        case Items():
            _list(document, block)
        case Table():
            _table(document, block)


def _list(document: WordDocument, block: Items) -> None:
    style = "List Number" if block.ordered else "List Bullet"
    number = _restarted_number(document) if block.ordered else None
    for item in block.items:
        paragraph = document.add_paragraph(style=style)
        if number is not None:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        _write(paragraph, item)


def _restarted_number(document: WordDocument) -> int:
    """A list of its own that begins at 1: Word would count on from the list before."""
    style = document.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(base).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    for position, row in enumerate([block.header, *block.rows]):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _write(cell.paragraphs[0], text, bold=position == 0)
    _mark_as_header(table.rows[0]._tr)
    document.add_paragraph()


def _mark_as_header(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]


def _write(paragraph: WordParagraph, text: str, *, bold: bool = False) -> None:
    for span in spans(text):
        run = paragraph.add_run(f"{span.text} ({span.address})" if span.address else span.text)
        run.bold = True if bold or span.bold else None
