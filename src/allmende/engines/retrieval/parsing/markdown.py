"""Markdown, with or without front matter -> blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from allmende.engines.language.encoding import decode
from allmende.engines.retrieval.parsing import errors, html
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.tables import row_text
from allmende.engines.retrieval.types import Block, BlockKind, ParsedDocument

FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(.*?)\n---[^\S\n]*(?:\n|$)", re.S)
TITLE = re.compile(r"^(?:title|titel)[^\S\n]*:[^\S\n]*(.+(?:\n[^\S\n]+\S.*)*)$", re.I | re.M)
DEFINITION = re.compile(r" :\s{2,}")  # "Fundstelle", next line ":   BGBl I"
LIST_ROW = re.compile(r"^\* {4}\* {3}", re.M)  # the federal laws', in CommonMark's indents
BARE_NUMBER = re.compile(r"^((?: *\* +)+)(\d+)\.[^\S\n]*$", re.M)  # a cell, not an empty list
LONGEST_TEXT = 2_000_000  # characters; the longest federal law has 1.3 million
LONGEST_BLOCK = 50_000
SOFT = "\x00"  # a line break of the file; white space unless an item such as "b)" follows
ITEM_BREAK = re.compile(r"\x00(?=(?:\d{1,2}|[a-z]{1,2})[.)]\s)")
BREAK = re.compile(r"<br\s*/?>", re.I)


def read(data: bytes, job: Job) -> ParsedDocument:
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    job.check_length(text)
    title = ""
    if front := FRONT_MATTER.match(text):
        found = TITLE.search(front[1])
        title = found[1].strip().strip("\"'") if found else ""
        text = text[front.end() :]
    text = BARE_NUMBER.sub(r"\1\2\\.", LIST_ROW.sub("*   *   ", text))
    return ParsedDocument(title, tuple(_blocks(_tokens(text, job), job)))


def _tokens(text: str, job: Job) -> list[Token]:
    if len(text) > LONGEST_TEXT:
        raise errors.too_much_text(job.filename, allowed=LONGEST_TEXT)
    # No indented code: the federal laws indent sub-items, and nobody quotes code from a bylaw.
    # What stands in the blocks is parsed apart, so that the time can be checked in between.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "inline", "text_join"])
    references: dict[str, Any] = {}
    tokens = parser.parse(text, references)
    for token in tokens:
        if token.type == "inline":
            job.check_time()
            token.children = _children(token.content, parser, references)
    return tokens


def _children(content: str, parser: MarkdownIt, references: dict[str, Any]) -> list[Token]:
    children: list[Token] = []
    if len(content) > LONGEST_BLOCK:
        return [Token("text", "", 0, content=content)]
    parser.inline.parse(content, parser, references, children)
    return children


def _blocks(tokens: Sequence[Token], job: Job) -> Iterator[Block]:
    position = 0
    lists: list[str] = []  # marker that the next text block of each open list item gets
    while position < len(tokens):
        token = tokens[position]
        if token.type == "table_open" or _is_row_of_list(tokens, position):
            end = _closing(tokens, position)
            rows = _table if token.type == "table_open" else _list_row
            yield from rows(tokens[position:end])
            position = end
            continue
        if token.type == "list_item_open":
            lists.append(f"{token.info}{token.markup} " if token.info else "")
        elif token.type == "list_item_close":
            lists.pop()
        elif token.type == "inline":
            yield _text_block(token, tokens[position - 1], lists)
        elif token.type == "html_block":
            yield from html.blocks_of(token.content, job)
        elif token.type in {"fence", "code_block"}:
            yield Block(BlockKind.PARAGRAPH, token.content)
        position += 1


def _text_block(token: Token, opening: Token, lists: list[str]) -> Block:
    text = DEFINITION.sub(": ", _inline(token))
    if opening.type == "heading_open":
        return Block(BlockKind.HEADING, text, level=int(opening.tag[1]))
    if not lists:
        return Block(BlockKind.PARAGRAPH, text)
    marker, lists[-1] = lists[-1], ""
    return Block(BlockKind.LIST_ITEM, marker + text)


def _is_row_of_list(tokens: Sequence[Token], position: int) -> bool:
    """The federal laws write a table row as a list item that holds nothing but a list."""
    pair = [token.type for token in tokens[position : position + 2]]
    return pair == ["list_item_open", "bullet_list_open"]


def _closing(tokens: Sequence[Token], position: int) -> int:
    """Return the position after the token that closes the one at ``position``."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)


def _table(tokens: Sequence[Token]) -> Iterator[Block]:
    cells: list[str] = []
    header = False
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type in {"th_open", "td_open"}:
            header = token.type == "th_open"
        elif token.type == "inline":
            cells.append(_inline(token))
        elif token.type == "tr_close" and any(cells):
            yield Block(BlockKind.TABLE_ROW, row_text(cells), level=1 if header else 0)


def _list_row(tokens: Sequence[Token]) -> Iterator[Block]:
    cells: list[list[str]] = []
    for token in tokens[2:]:
        if token.type == "list_item_open" and token.level == tokens[0].level + 2:
            cells.append([])
        elif token.type == "inline" and cells:
            cells[-1].append(_inline(token))
    yield Block(BlockKind.TABLE_ROW, row_text([" ".join(cell) for cell in cells]))


def _inline(token: Token) -> str:
    """Text as it is read: no emphasis, no link targets, no pictures, no tags."""
    parts = []
    for child in token.children or []:
        if child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(SOFT)
        elif child.type == "hardbreak" or BREAK.fullmatch(child.content):
            parts.append("\n")
    text = "".join(parts).replace("**", "")  # emphasis that was never closed
    return ITEM_BREAK.sub("\n", text).replace(SOFT, " ")
