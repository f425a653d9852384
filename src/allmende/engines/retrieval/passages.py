"""Documents -> passages: units that a person would quote."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allmende.engines.language.sentences import split
from allmende.engines.retrieval.parsing.legal import join_marks
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument, Passage

LONGEST = 250  # words
USUAL = 200
ATTACHED = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that one block, or a part of a long one, holds."""

    sentences: tuple[str, ...]
    words: int
    page: int | None = None
    mark: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    header: bool = False


def cut(document: ParsedDocument) -> list[Passage]:
    """Cut a document at its headings, and long sections between blocks or sentences.

    A passage has at most 250 words; a section of less than 60 stays a passage of its own,
    so that its heading path stays true. The header row of a table is repeated where the
    table is cut.
    """
    return [
        passage
        for path, blocks in _sections(document)
        for passage in _passages(list(_units(blocks)), path)
    ]


def cut_lines(lines: Sequence[str], title: str = "") -> list[Passage]:
    """Cut a list of ready sentences; ``title`` becomes the heading path."""
    units = [_Unit((line,), _count(line)) for line in lines if line.strip()]
    return list(_passages(units, (title,) if title else ()))


def _sections(document: ParsedDocument) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Yield (heading path, blocks); the path leaves out a heading that is the title."""
    open_headings: list[Block] = []
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING:
            blocks.append(block)
            continue
        if blocks:
            yield _path(open_headings, document.title), blocks
            blocks = []
        open_headings = [h for h in open_headings if h.level < block.level] + [block]
    if blocks:
        yield _path(open_headings, document.title), blocks


def _path(headings: Iterable[Block], title: str) -> tuple[str, ...]:
    return tuple(heading.text for heading in headings if heading.text != title)


def _units(blocks: Iterable[Block]) -> Iterator[_Unit]:
    for block in blocks:
        sentences = _sentences(block)
        bounded = [piece for sentence in sentences for piece in _bounded(sentence)]
        header = block.kind is BlockKind.TABLE_ROW and block.level == 1
        for part in _parts(bounded):
            words = sum(map(_count, part))
            yield _Unit(tuple(part), words, block.page, block.mark, block.kind, header)


def _sentences(block: Block) -> list[str]:
    if block.kind is BlockKind.TABLE_ROW:
        return [" ".join(block.text.split())]
    return split(block.text)


def _count(text: str) -> int:
    return len(text.split())


def _bounded(sentence: str) -> Iterator[str]:
    """Part a sentence longer than a passage where it hurts least: at a semicolon or comma."""
    words = sentence.split(" ")
    start = 0
    while len(words) - start > LONGEST:
        end = start + USUAL
        second_half = range(end, start + USUAL // 2, -1)
        borders = (
            next((at for at in second_half if words[at - 1].endswith(sign)), 0) for sign in ";,"
        )
        end = next((at for at in borders if at), end)
        yield " ".join(words[start:end])
        start = end
    yield " ".join(words[start:])


def _parts(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Sentences of one block in parts of nearly equal length, one part where it fits."""
    yield from _balanced(list(sentences), [_count(sentence) for sentence in sentences])


def _balanced[T](items: list[T], words: list[int]) -> Iterator[list[T]]:
    """Part ``items`` into as few lists of at most ``LONGEST`` words as possible, evenly."""
    left = sum(words)
    target = left / max(1, math.ceil(left / (LONGEST if left <= LONGEST else USUAL)))
    part: list[T] = []
    filled = 0
    for item, count in zip(items, words, strict=True):
        if part and (filled + count > LONGEST or filled + count / 2 > target):
            yield part
            part, filled = [], 0
        part.append(item)
        filled += count
    if part:
        yield part


def _passages(units: Sequence[_Unit], path: tuple[str, ...]) -> Iterator[Passage]:
    groups = [part for group in _groups(units) for part in _fitting(group)]
    lengths = [sum(unit.words for unit in group) for group in groups]
    header: _Unit | None = None
    for packed in _balanced(groups, lengths):
        flat = [unit for group in packed for unit in group]
        yield _passage(_with_header(flat, header), path)
        header = _header_for_next(flat, header)


def _groups(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """List items and table rows stay with the lead-in before them."""
    group: list[_Unit] = []
    for unit in units:
        attached = unit.kind in ATTACHED or (group and group[-1].sentences[-1].endswith(":"))
        if group and not attached:
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _fitting(group: list[_Unit]) -> Iterator[list[_Unit]]:
    yield from _balanced(group, [unit.words for unit in group])


def _with_header(units: list[_Unit], header: _Unit | None) -> list[_Unit]:
    """Repeat the header where a table goes on, if there is room."""
    goes_on = units[0].kind is BlockKind.TABLE_ROW and not units[0].header
    if header is None or not goes_on:
        return units
    room = LONGEST - sum(unit.words for unit in units)
    return [header, *units] if header.words <= room else units


def _header_for_next(units: Sequence[_Unit], before: _Unit | None) -> _Unit | None:
    """The header row that a following passage needs if the table goes on there."""
    if not units or units[-1].kind is not BlockKind.TABLE_ROW:
        return None
    for unit in reversed(units):
        if unit.header:
            return unit
        if unit.kind is not BlockKind.TABLE_ROW:
            return None
    return before


def _passage(units: Sequence[_Unit], path: tuple[str, ...]) -> Passage:
    sentences = tuple(sentence for unit in units for sentence in unit.sentences)
    first = units[0]
    return Passage(sentences, path, first.page, join_marks(first.mark, units[-1].mark))
