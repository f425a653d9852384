"""A version as a document to print: the Markdown of it as headings, paragraphs, lists, tables."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from markdown_it import MarkdownIt
from markdown_it.token import Token

from allmende.portal.core.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
)
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import GuidelineVersion

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
DEEPEST = 3


def as_document(version: GuidelineVersion) -> Document:
    guideline = version.guideline
    blocks: list[Block] = []
    if guideline.state == GuidelineState.WITHDRAWN:
        blocks.append(Note("Zurückgezogen", guideline.withdrawn_reason))
    if version.change_note:
        blocks.append(Note("Neu in dieser Fassung", version.change_note))
    return Document(
        title=version.title,
        subtitle=f"{guideline.get_kind_display()}, Fassung {version.number}",
        organisation=str(guideline.organisation),
        date=timezone.localdate(version.published_at),
        blocks=[*blocks, *blocks_of(version.text)],
    )


def blocks_of(markdown: str) -> list[Block]:
    """What the text says in the words of ``core.documents``."""
    found: list[Block] = []
    level = 0
    for block in _blocks(_parser.parse(markdown)):
        if isinstance(block, Heading):  # no step of two, which a reader by ear would miss
            level = min(block.level, level + 1)
            block = Heading(block.text, level)  # noqa: PLW2901 -- the same heading
        found.append(block)
    return found


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "heading_open":
            yield Heading(_plain(inside[0]), min(DEEPEST, max(1, int(token.tag[1]) - 1)))
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield BulletList(list(_items(inside, ordered=token.type.startswith("ordered"))))
        elif token.type == "table_open":
            yield _table(inside)
        elif token.type == "blockquote_open":
            yield from _blocks(inside)
        elif token.type == "paragraph_open":
            yield Paragraph(_runs(inside[0]))
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield Paragraph(token.content.rstrip("\n"))
        at = end + 1


def _end(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _items(tokens: Sequence[Token], *, ordered: bool) -> Iterator[Text]:
    """Flat: an item of a list inside a list stands on its own line below."""
    number = 0
    for at, token in enumerate(tokens):
        if token.type != "list_item_open" or token.level != tokens[0].level:
            continue
        number += 1
        inside = [one for one in tokens[at : _end(tokens, at)] if one.type == "inline"]
        runs = [Run(f"{number}. ")] if ordered else []
        for position, one in enumerate(inside):
            runs += [Run("\n")] if position else []
            runs += _runs(one)
        yield runs or "–"


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[Text]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
    header = ["".join(run.text for run in cell) for cell in _cells(rows[0])]
    return Table("Tabelle", header, rows[1:])


def _cells(row: Sequence[Text]) -> list[Sequence[Run]]:
    return [[Run(cell)] if isinstance(cell, str) else cell for cell in row]


def _runs(token: Token) -> list[Run]:
    found: list[Run] = []
    bold, url = 0, ""
    for part in token.children or []:
        match part.type:
            case "strong_open" | "strong_close":
                bold += part.nesting
            case "link_open":
                url = str(part.attrGet("href") or "")
            case "link_close":
                url = ""
            case "softbreak":
                found.append(Run(" "))
            case "hardbreak":
                found.append(Run("\n"))
            case _:
                if part.content:
                    found.append(Run(part.content, bold=bold > 0, url=url))
    return found


def _plain(token: Token) -> str:
    return "".join(run.text for run in _runs(token))
