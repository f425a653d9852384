"""One file of any format -> ``ParsedDocument``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from allmende.engines.retrieval.parsing import (
    errors,
    html,
    markdown,
    opendocument,
    pdf,
    text,
    word,
)
from allmende.engines.retrieval.parsing.cleaning import clean, one_line
from allmende.engines.retrieval.parsing.detection import Format, detect
from allmende.engines.retrieval.parsing.errors import UnreadableDocument
from allmende.engines.retrieval.parsing.job import (
    DEFAULT,
    Job,
    Limits,
    PageCallback,
    StoppedByCaller,
)
from allmende.engines.retrieval.parsing.legal import mark_blocks
from allmende.engines.retrieval.parsing.recognition import Recogniser
from allmende.engines.retrieval.parsing.tesseract import Tesseract
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

READERS: dict[Format, Callable[[bytes, Job], ParsedDocument]] = {
    Format.PDF: pdf.read,
    Format.DOCX: word.read,
    Format.ODT: opendocument.read,
    Format.HTML: html.read,
    Format.MARKDOWN: markdown.read,
    Format.TEXT: text.read,
}
LONGEST_TITLE = 300  # characters
TESSERACT = Tesseract()


def parse(
    data: bytes,
    filename: str,
    *,
    limits: Limits = DEFAULT,
    ocr: Recogniser | None = TESSERACT,
    on_page: PageCallback | None = None,
) -> ParsedDocument:
    """Read ``data`` as what its content shows it to be; ``filename`` names it to the user.

    A row of a table that holds its headings has level 1. ``on_page`` hears of every page of
    a scan; what it raises stops the reading and reaches the caller. Raises
    ``UnreadableDocument`` and nothing else of its own.
    """
    job = Job(
        filename=PurePosixPath(filename).name or "Datei", limits=limits, ocr=ocr, on_page=on_page
    )
    if len(data) > limits.bytes:
        raise errors.too_large(job.filename, size=len(data), allowed=limits.bytes)
    kind = detect(data, job.filename)
    if kind is Format.ZIP:
        raise errors.is_archive(job.filename)
    return _finish(_read(kind, data, job), job)


def _read(kind: Format, data: bytes, job: Job) -> ParsedDocument:
    try:
        return READERS[kind](data, job)
    except UnreadableDocument:
        raise
    except StoppedByCaller as stopped:
        raise stopped.reason from None
    except Exception as error:  # what a broken file makes a library raise has no end
        raise errors.broken(job.filename, kind) from error


def _finish(document: ParsedDocument, job: Job) -> ParsedDocument:
    blocks = tuple(mark_blocks(_cleaned(document.blocks)))
    if not blocks:
        missing = errors.nothing_recognised if document.recognised else errors.no_text
        raise missing(job.filename)
    if sum(len(block.text) for block in blocks) > job.limits.characters:
        raise errors.too_much_text(job.filename, allowed=job.limits.characters)
    title = _title(one_line(document.title), _only_headline(blocks)) or _spoken(job.filename)
    if all(block.kind is BlockKind.HEADING for block in blocks):
        blocks = tuple(replace(block, kind=BlockKind.PARAGRAPH, level=0) for block in blocks)
    return replace(document, title=title[:LONGEST_TITLE], blocks=blocks)


def _cleaned(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        text = one_line(block.text) if block.kind is BlockKind.HEADING else clean(block.text)
        if any(character.isalnum() for character in text):
            yield replace(block, text=text)


def _title(given: str, headline: str) -> str:
    """The headline where it says the same and more: "Bundesmeldegesetz (BMG)"."""
    return headline if headline.startswith(given) else given


def _only_headline(blocks: Iterable[Block]) -> str:
    tops = [b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1]
    return tops[0] if len(tops) == 1 else ""


def _spoken(filename: str) -> str:
    """The file's name as a person would say it."""
    return " ".join(PurePosixPath(filename).stem.replace("_", " ").split()) or filename
