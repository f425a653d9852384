"""Small documents of every format, made by the tests themselves."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import docx
import pypdfium2
from odf import dc, teletype, text
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
)
from reportlab.platypus import (
    Table as Grid,
)

STYLES = getSampleStyleSheet()

type Story = list[Flowable]


def title(words: str) -> Paragraph:
    return Paragraph(words, STYLES["Title"])


def heading(words: str) -> Paragraph:
    return Paragraph(words, STYLES["Heading2"])


def paragraph(words: str, *, justified: bool = False) -> Paragraph:
    style = ParagraphStyle("p", parent=STYLES["Normal"], alignment=4 if justified else 0)
    return Paragraph(words, style)


def grid(rows: list[list[str]]) -> Grid:
    return Grid(rows)


def pdf(
    story: Story,
    *,
    columns: int = 1,
    header: str = "",
    footer: str = "",
    password: str = "",
    name: str = "",
) -> bytes:
    """A typeset PDF; "{page}" in the footer becomes the number of the page."""

    def furniture(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 812, header)
        canvas.drawCentredString(297, 24, footer.format(page=document.page))

    width = (A4[0] - 100 - 20 * (columns - 1)) / columns
    frames = [Frame(50 + n * (width + 20), 60, width, 720) for n in range(columns)]
    target = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    document = BaseDocTemplate(target, pagesize=A4, title=name, encrypt=encryption)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    document.build(story)
    return target.getvalue()


def pdf_lines(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF whose lines stand exactly as given."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 13 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scanned_pdf(pages: Iterable[Iterable[str]], *, dpi: int = 300) -> bytes:
    """A PDF of pictures of text."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for lines in pages:
        canvas.drawImage(_picture(tuple(lines), dpi), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@cache
def _picture(lines: tuple[str, ...], dpi: int) -> ImageReader:
    with pypdfium2.PdfDocument(pdf_lines([lines])) as document:
        return ImageReader(document[0].render(scale=dpi / 72, grayscale=True).to_pil())


def word(*parts: tuple[str, Any]) -> bytes:
    """A DOCX of (style, text) and ("table", rows)."""
    document = docx.Document()
    for style, content in parts:
        if style == "table":
            grid = document.add_table(0, len(content[0]))
            for row in content:
                for cell, words in zip(grid.add_row().cells, row, strict=True):
                    cell.text = words
        else:
            document.add_paragraph(content, style=style)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def opendocument(*parts: tuple[str, Any], name: str = "") -> bytes:
    """An ODT of ("h1", text), ("p", text), ("list", texts) and ("table", rows)."""
    document = OpenDocumentText()
    for kind, content in parts:
        document.text.addElement(_odf_element(kind, content))
    if name:
        document.meta.addElement(dc.Title(text=name))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _odf_element(kind: str, content: Any) -> Any:
    if kind == "list":
        element = text.List()
        for words in content:
            item = text.ListItem()
            item.addElement(text.P(text=words))
            element.addElement(item)
        return element
    if kind == "table":
        return _odf_table(content)
    if kind == "p":
        element = text.P()
        teletype.addTextToElement(element, content)
        return element
    return text.H(outlinelevel=int(kind[1]), text=content)


def _odf_table(rows: list[list[str]]) -> Any:
    element = Table()
    for row in rows:
        line = TableRow()
        for words in row:
            cell = TableCell()
            cell.addElement(text.P(text=words))
            line.addElement(cell)
        element.addElement(line)
    return element


def archive(members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()
