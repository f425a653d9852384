"""An OpenDocument text with heading levels, lists and tables."""

import io

from odf.dc import Creator, Date, Title
from odf.element import Element
from odf.meta import CreationDate
from odf.namespaces import nsdict
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties
from odf.table import Table as Grid
from odf.table import TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import (
    H,
    List,
    ListItem,
    ListLevelStyleBullet,
    ListLevelStyleNumber,
    ListStyle,
    P,
)
from odf.text import Span as Run

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


def as_odt(page: Page) -> bytes:
    # odfpy declares the namespaces of all documents written before; declare all of them always
    Element.namespaces.clear()
    Element.namespaces.update(nsdict)
    document = OpenDocumentText()
    _describe(document, page)
    _add_styles(document)
    document.text.addElement(H(outlinelevel=1, text=page.title))
    document.text.addElement(P(text=f"{page.publisher}, {page.office} · {page.stand}"))
    for block in page.blocks:
        document.text.addElement(_element(block))
    target = io.BytesIO()
    document.write(target)
    return frozen(target.getvalue())


def _describe(document: OpenDocumentText, page: Page) -> None:
    moment = page.moment.strftime("%Y-%m-%dT%H:%M:%S")
    for element, text in (
        (Title, page.title),
        (Creator, page.publisher),
        (Date, moment),
        (CreationDate, moment),
    ):
        document.meta.addElement(element(text=text))


def _add_styles(document: OpenDocumentText) -> None:
    bold = Style(name="Bold", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    bullets, numbers = ListStyle(name="Bullets"), ListStyle(name="Numbers")
    bullets.addElement(ListLevelStyleBullet(level=1, bulletchar="•"))
    numbers.addElement(ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    for style in (bold, bullets, numbers):
        document.automaticstyles.addElement(style)


def _element(block: Block) -> Element:
    match block:
        case Heading(level=level, text=text):
            return _write(H(outlinelevel=level), text)
        case Paragraph(text=text):
            return _write(P(), text)
        case Items():
            return _list(block)
        case Table():
            return _table(block)


def _list(block: Items) -> Element:
    element = List(stylename="Numbers" if block.ordered else "Bullets")
    for text in block.items:
        item = ListItem()
        item.addElement(_write(P(), text))
        element.addElement(item)
    return element


def _table(block: Table) -> Element:
    table = Grid()
    table.addElement(TableColumn(numbercolumnsrepeated=len(block.header)))
    head = TableHeaderRows()
    head.addElement(_row(block.header))
    table.addElement(head)
    for row in block.rows:
        table.addElement(_row(row))
    return table


def _row(cells: tuple[str, ...]) -> Element:
    row = TableRow()
    for text in cells:
        cell = TableCell(valuetype="string")
        cell.addElement(_write(P(), text))
        row.addElement(cell)
    return row


def _write(element: Element, text: str) -> Element:
    for span in spans(text):
        words = f"{span.text} ({span.address})" if span.address else span.text
        element.addElement(Run(stylename="Bold", text=words) if span.bold else Run(text=words))
    return element
