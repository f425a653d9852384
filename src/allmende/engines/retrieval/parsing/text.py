"""Plain text -> blocks: empty lines part paragraphs, wrapped lines are joined."""

import re
from collections.abc import Iterator

from allmende.engines.language.encoding import decode
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.legal import legal_heading_level
from allmende.engines.retrieval.parsing.wrapping import join_lines
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

BULLET = re.compile(r"\s*(?:[•·▪‣◦●■➢*–-])\s+(?=\S)")
NUMBER = re.compile(r"\s*(?:\d{1,2}[.)]|[a-z]{1,2}\))\s+(?=\S)")
UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


def read(data: bytes, job: Job) -> ParsedDocument:
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    job.check_length(text)
    return ParsedDocument("", tuple(blocks_of(text)))


def blocks_of(text: str) -> Iterator[Block]:
    for paragraph in PARAGRAPHS.split(text.strip("\n")):
        yield from _paragraph(paragraph.splitlines())


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if len(lines) >= 2 and (underline := UNDERLINE.fullmatch(lines[1])):
        yield Block(BlockKind.HEADING, lines[0], level=1 if "=" in underline.group() else 2)
        lines = lines[2:]
    while lines and (level := legal_heading_level(lines[0])):
        yield Block(BlockKind.HEADING, lines[0], level=level)
        lines = lines[1:]
    for item in _items(lines):
        yield _block(item)


def _items(lines: list[str]) -> Iterator[list[str]]:
    """Part the lines of one paragraph where a list item begins."""
    item: list[str] = []
    for line in lines:
        if item and (BULLET.match(line) or NUMBER.match(line)):
            yield item
            item = []
        item.append(line)
    if item:
        yield item


def _block(lines: list[str]) -> Block:
    if BULLET.match(lines[0]):
        lines = [BULLET.sub("", lines[0], count=1), *lines[1:]]
        return Block(BlockKind.LIST_ITEM, join_lines(lines))
    kind = BlockKind.LIST_ITEM if NUMBER.match(lines[0]) else BlockKind.PARAGRAPH
    return Block(kind, join_lines(lines))
