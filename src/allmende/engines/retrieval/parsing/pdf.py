"""PDF -> blocks: pages with text are read, pages that are pictures are recognised."""

import re
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pypdfium2

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.furniture import without_furniture
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.lines import PageLines
from allmende.engines.retrieval.parsing.page_blocks import blocks_of
from allmende.engines.retrieval.parsing.pdf_characters import characters_of
from allmende.engines.retrieval.parsing.pdf_lines import lines_of
from allmende.engines.retrieval.parsing.pdfium import LOCK, open_document
from allmende.engines.retrieval.parsing.scan import is_scan, recognise_pages
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

WORTHLESS_TITLE = re.compile(
    r"microsoft word|untitled|unbenannt|ohne titel|dokument\d*$|\.(?:docx?|odt|pdf|indd|rtf|tmp)$|"
    r"^[\W\d_]*$|^[^\s]*[_\d][^\s]*$",
    re.I,
)


def read(data: bytes, job: Job) -> ParsedDocument:
    with LOCK, closing(open_document(data, job.filename)) as document:
        count = len(document)
        if count > job.limits.pages:
            raise errors.too_many_pages(job.filename, pages=count, allowed=job.limits.pages)
        pages, scans = _read_pages(document, count, job)
        title = _title(document)
    if scans:
        pages += recognise_pages(data, scans, job, some_text=any(page.lines for page in pages))
        pages.sort(key=lambda page: page.number)
    blocks = tuple(blocks_of(without_furniture(pages)))
    recognised = any(page.recognised for page in pages)
    return ParsedDocument(_headline(blocks) or title, blocks, pages=count, recognised=recognised)


def _read_pages(document: Any, count: int, job: Job) -> tuple[list[PageLines], list[int]]:
    """Return the pages with text, and the numbers of those that are pictures."""
    pages: list[PageLines] = []
    scans: list[int] = []
    length = 0
    for number in range(1, count + 1):
        job.check_time()
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            continue  # one damaged page does not take the others with it
        with closing(page):
            characters, height = characters_of(page)
            if is_scan(page, len(characters)):
                scans.append(number)
                continue
            length += len(characters)
            if length > job.limits.characters:
                raise errors.too_much_text(job.filename, allowed=job.limits.characters)
            pages.append(PageLines(number, height, tuple(lines_of(characters))))
    return pages, scans


def _title(document: Any) -> str:
    title = " ".join(document.get_metadata_value("Title").split())
    return "" if len(title) < 4 or WORTHLESS_TITLE.search(title) else title


def _headline(blocks: Sequence[Block]) -> str:
    """The only heading of the highest level, if it opens the document."""
    tops = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    return tops[0].text if len(tops) == 1 and tops[0] in blocks[:6] else ""
