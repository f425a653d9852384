"""Tables in Word: a header row that repeats on every page, a caption, coloured cells."""

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from allmende.portal.core.documents.model import Table, Tone, clean
from allmende.portal.core.documents.word_styles import styled
from allmende.portal.core.documents.word_text import Writer

HEADER = "E6EAF0"
FILLS = {Tone.GOOD: "D9F0DD", Tone.WATCH: "FFF0C2", Tone.BAD: "FBD9D9"}


def add_table(word: WordDocument, writer: Writer, block: Table) -> None:
    caption = word.add_paragraph(clean(block.caption), style=styled(word, "Caption"))
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(block.header))
    table.style = styled(word, "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    _name(table, block)
    for cell, title in zip(table.rows[0].cells, block.header, strict=True):
        writer.write(cell.paragraphs[0], title, bold=True)
        _fill(cell, HEADER)
    _mark(table.rows[0], "w:cantSplit", "w:tblHeader")
    for values in block.cells:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for position, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            is_header = block.row_headers and position == 0
            writer.write(cell.paragraphs[0], value.text, bold=is_header)
            if value.tone in FILLS:
                _fill(cell, FILLS[value.tone])
    word.add_paragraph()  # Word joins two tables that touch


def _name(table: WordTable, block: Table) -> None:
    """Tell screen readers the name of the table and where its headers are."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = _child(properties, "w:tblLook")
    look.set(qn("w:firstRow"), "1")
    look.set(qn("w:firstColumn"), "1" if block.row_headers else "0")
    _child(properties, "w:tblCaption").set(qn("w:val"), clean(block.caption))


def _fill(cell: _Cell, colour: str) -> None:
    shade = _child(cell._tc.get_or_add_tcPr(), "w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)


def _mark(row: _Row, *names: str) -> None:
    for name in names:
        _child(row._tr.get_or_add_trPr(), name)


def _child(parent: BaseOxmlElement, name: str) -> BaseOxmlElement:
    child = OxmlElement(name)
    parent.append(child)
    return child
