"""DOCX -> blocks. The text is read from the XML: the library leaves out tracked insertions."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.office import refuse_bomb
from allmende.engines.retrieval.parsing.tables import row_text
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

HEADING = re.compile(r"(?:heading|überschrift)\s*(\d)", re.I)
CONTENTS = re.compile(r"(?:toc|verzeichnis) \d", re.I)
LIST = re.compile(r"list (?:bullet|number|paragraph|continue)|listenabsatz|aufzähl", re.I)
CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), FALLBACK}
WORTHLESS_TITLE = re.compile(r"normal\.dotm?$|word[- ]do[ck]ument$|microsoft word\b", re.I)


def read(data: bytes, job: Job) -> ParsedDocument:
    refuse_bomb(data, job)
    document = docx.Document(io.BytesIO(data))
    return ParsedDocument(_title(document), tuple(_blocks(document, job)))


def _title(document: Document) -> str:
    """The paragraph in the style for the title, or the title among the properties."""
    for paragraph in document.paragraphs[:20]:
        if paragraph.style and paragraph.style.name == "Title" and paragraph.text.strip():
            return _text(paragraph._p)
    title = (document.core_properties.title or "").strip()
    return "" if WORTHLESS_TITLE.match(title) else title


def _blocks(document: Document, job: Job) -> Iterator[Block]:
    for count, part in enumerate(document.iter_inner_content()):
        if count % 200 == 0:
            job.check_time()
        if isinstance(part, Table):
            yield from _rows(part)
        elif not CONTENTS.match(_style(part)):
            yield _paragraph(part)


def _paragraph(paragraph: Paragraph) -> Block:
    text = _text(paragraph._p)
    style = _style(paragraph)
    if style == "Title":
        return Block(BlockKind.HEADING, text, level=1)
    if level := _heading_level(paragraph, style):
        return Block(BlockKind.HEADING, text, level=level)
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    if numbered or LIST.match(style):
        return Block(BlockKind.LIST_ITEM, text)
    return Block(BlockKind.PARAGRAPH, text)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


def _heading_level(paragraph: Paragraph, style: str) -> int:
    """Level by the name of the style, or by the outline level that the author set."""
    if match := HEADING.match(style):
        return max(1, min(6, int(match[1])))
    outline = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return level + 1 if level < 6 else 0


def _rows(table: Table) -> Iterator[Block]:
    for index, row in enumerate(table._tbl.tr_lst):
        cells = [
            " ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p"))) for cell in row.tc_lst
        ]
        if len(cells) == 1:
            yield Block(BlockKind.PARAGRAPH, cells[0])
        else:
            header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            level = 1 if header or (index == 0 and _is_bold(row)) else 0
            yield Block(BlockKind.TABLE_ROW, row_text(cells), level=level)


def _is_bold(row: Any) -> bool:
    runs = [run for run in row.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    return bool(runs) and all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs)


def _text(element: Any) -> str:
    """Text of a paragraph with insertions, without deletions, depth first, not recursive."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in CHARACTERS:
            parts.append(CHARACTERS[node.tag])
        elif node.tag not in LEFT_OUT:
            stack.extend(reversed(node))
    return "".join(parts)
