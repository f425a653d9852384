"""ODT -> blocks, from content.xml: one pass, whatever the depth."""

import io
import zipfile
from collections.abc import Iterator

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.markup import Element, etree
from allmende.engines.retrieval.parsing.office import refuse_bomb
from allmende.engines.retrieval.parsing.tables import row_text
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"

CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
LEFT_OUT = {
    f"{TEXT}tracked-changes",
    f"{TEXT}note-citation",
    f"{TEXT}table-of-content",
    f"{OFFICE}annotation",
    f"{DRAW}object",
}


def read(data: bytes, job: Job) -> ParsedDocument:
    refuse_bomb(data, job)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise errors.encrypted(job.filename)
        content = _tree(archive.read("content.xml"))
        meta = _tree(archive.read("meta.xml")) if "meta.xml" in names else None
    title = "" if meta is None else (meta.findtext(f".//{TITLE}") or "").strip()
    return ParsedDocument(title, tuple(_Walk(content).blocks(job)))


def _tree(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


class _Walk:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._titles = _title_styles(root)
        self._lists = 0
        self._header = 0
        self._cells: list[list[str]] | None = None
        self._rows = 0  # open rows: a table inside a cell belongs to the row around it
        self._text: list[str] = []

    def blocks(self, job: Job) -> Iterator[Block]:
        events = etree.iterwalk(self._root, events=("start", "end"))
        for count, (event, element) in enumerate(events):
            if count % 10_000 == 0:
                job.check_time()
            if event == "start":
                if element.tag in LEFT_OUT:
                    events.skip_subtree()
                else:
                    self._start(element)
            else:
                yield from self._end(element)

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            self._text = []
        elif tag == f"{TEXT}list":
            self._lists += 1
        elif tag == f"{TABLE}table-header-rows":
            self._header += 1
        elif tag == f"{TABLE}table-row":
            self._rows += 1
            if self._rows == 1:
                self._cells = []
        elif tag == f"{TABLE}table-cell" and self._rows == 1 and self._cells is not None:
            self._cells.append([])
        elif tag == f"{TEXT}s":
            self._text.append(" ")
        elif tag in CHARACTERS:
            self._text.append(CHARACTERS[tag])
        self._text.append(element.text or "")

    def _end(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield from self._paragraph(element)
        elif tag == f"{TEXT}list" and self._lists:
            self._lists -= 1
        elif tag == f"{TABLE}table-header-rows":
            self._header -= 1
        elif tag == f"{TABLE}table-row":
            yield from self._row()
        self._text.append(element.tail or "")

    def _paragraph(self, element: Element) -> Iterator[Block]:
        text, self._text = "".join(self._text), []
        if self._cells is not None:
            if self._cells:
                self._cells[-1].append(text)
        elif element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level", "1")
            yield Block(BlockKind.HEADING, text, level=max(1, min(6, int(level))))
        elif element.get(f"{TEXT}style-name") in self._titles:
            yield Block(BlockKind.HEADING, text, level=1)
        else:
            yield Block(BlockKind.LIST_ITEM if self._lists else BlockKind.PARAGRAPH, text)

    def _row(self) -> Iterator[Block]:
        self._rows -= 1
        if self._rows or self._cells is None:
            return
        cells, self._cells = [" ".join(cell) for cell in self._cells], None
        if len(cells) == 1:
            yield Block(BlockKind.PARAGRAPH, cells[0])
        else:
            yield Block(BlockKind.TABLE_ROW, row_text(cells), level=1 if self._header else 0)


def _title_styles(root: Element) -> set[str]:
    """Names of the style for the document's title, and of the automatic ones made from it."""
    return {"Title", "Titel"} | {
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        if style.get(f"{STYLE}parent-style-name") in {"Title", "Titel"}
    }
