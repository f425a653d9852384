"""A leaflet as PDF with a text layer, bookmarks, running header and page numbers."""

import io
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus import Table as Grid

from allmende.portal.demo.formats.markdown import (
    Block,
    Heading,
    Items,
    Paragraph,
    Table,
    plain,
    spans,
)
from allmende.portal.demo.formats.page import Page

_MARGIN = 25 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_GREY = HexColor("#555555")
_BODY = ParagraphStyle("body", fontName="Vera", fontSize=10, leading=14, spaceAfter=6)
_CELL = ParagraphStyle("cell", _BODY, fontSize=9, leading=12, spaceAfter=0)
_HEADINGS = {
    level: ParagraphStyle(
        f"heading{level}",
        fontName="Vera-Bold",
        fontSize=size,
        leading=size * 1.3,
        spaceBefore=size * 0.7,
        spaceAfter=size * 0.35,
        keepWithNext=True,
    )
    for level, size in {1: 17, 2: 13, 3: 11, 4: 10, 5: 10, 6: 10}.items()
}
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, _GREY),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e8e8e8")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def as_pdf(page: Page) -> bytes:
    _fonts()
    target = io.BytesIO()
    leaflet = _Leaflet(target, page)
    story: list[Flowable] = [_heading(Heading(1, page.title)), Flow(escape(page.stand), _CELL)]
    story.append(Spacer(0, 4 * mm))
    leaflet.build(story + [_flowable(block) for block in page.blocks])
    return target.getvalue()


def _fonts() -> None:
    """Bitstream Vera comes with reportlab and, unlike the standard fonts, is embedded."""
    for name, file in {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}.items():
        registerFont(TTFont(name, file))
    registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera", "Vera-Bold")


class _Leaflet(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    def __init__(self, target: io.BytesIO, page: Page) -> None:
        super().__init__(
            target,
            pagesize=A4,
            title=page.title,
            author=page.publisher,
            lang="de-DE",
            invariant=True,
        )
        self.page_content = page
        self.headings = 0
        frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN - 5 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._running_lines))

    def _running_lines(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        page = self.page_content
        canvas.setFont("Vera", 8)
        canvas.setFillColor(_GREY)
        canvas.drawString(_MARGIN, A4[1] - 15 * mm, f"{page.publisher} · {page.office}")
        canvas.drawString(_MARGIN, 13 * mm, f"{page.publisher}, {page.address}")
        canvas.drawRightString(A4[0] - _MARGIN, 13 * mm, f"Seite {canvas.getPageNumber()}")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 -- reportlab calls it
        if level := getattr(flowable, "outline_level", 0):
            text = flowable.getPlainText()
            self.headings += 1
            key = f"heading{self.headings}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, min(level, 2) - 1)


def _heading(heading: Heading) -> Flow:
    flow = Flow(_inline(heading.text), _HEADINGS[heading.level])
    flow.outline_level = heading.level
    return flow


def _flowable(block: Block) -> Flowable:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph(text=text):
            return Flow(_inline(text), _BODY)
        case Items():
            return _list(block)
        case Table():
            return _table(block)


def _list(block: Items) -> ListFlowable:
    return ListFlowable(
        [ListItem(Flow(_inline(item), _BODY)) for item in block.items],
        bulletType="1" if block.ordered else "bullet",
        bulletFormat="%s." if block.ordered else None,
        start=None if block.ordered else "•",
        bulletFontName="Vera",
        bulletFontSize=10,
        leftIndent=6 * mm,
    )


def _table(table: Table) -> Grid:
    rows = [[Flow(f"<b>{_inline(cell)}</b>", _CELL) for cell in table.header]]
    rows += [[Flow(_inline(cell), _CELL) for cell in row] for row in table.rows]
    return Grid(
        rows,
        hAlign="LEFT",
        colWidths=_column_widths([table.header, *table.rows]),
        style=_GRID,
        repeatRows=1,
        spaceBefore=2 * mm,
        spaceAfter=4 * mm,
    )


def _column_widths(rows: list[tuple[str, ...]]) -> list[float]:
    """No word is broken; what room is left goes to the columns by the length of their texts."""
    columns = [[plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    narrow = [max(_width(word) for cell in column for word in cell.split()) for column in columns]
    wide = [max(_width(cell) for cell in column) for column in columns]
    wanted = sum(wide) - sum(narrow)
    room = min(_WIDTH - sum(narrow), wanted)
    share = room / wanted if wanted else 0.0
    return [low + (high - low) * share for low, high in zip(narrow, wide, strict=True)]


def _width(text: str) -> float:
    """Points in the bold cell font, with the padding of a cell."""
    return float(stringWidth(text, "Vera-Bold", _CELL.fontSize)) + 13


def _inline(text: str) -> str:
    parts: list[str] = []
    for span in spans(text):
        text = escape(span.text)
        if span.address:
            text += f" ({escape(span.address)})"
        parts.append(f"<b>{text}</b>" if span.bold else text)
    return "".join(parts)
