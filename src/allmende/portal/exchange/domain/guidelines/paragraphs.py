"""A Markdown text as numbered paragraphs that people comment on, and the difference of two texts.

Pure functions over text: the same text always has the same numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
LISTS = {"bullet_list_open", "ordered_list_open"}
MARKER = re.compile(r"^\s{0,3}(?:[-+*]|(\d{1,9})[.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int  # from 1, without gaps
    text: str  # Markdown; of a list item what stands behind its mark
    kind: str  # "heading", "item", "table" or "text"
    marker: str = ""  # of a list item: "–" or "2."


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    change: Change
    before: Paragraph | None
    after: Paragraph | None


def paragraphs(text: str) -> list[Paragraph]:
    """Every block of the text in order; each item of a list is one of its own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Paragraph] = []
    done = 0
    for start, end, kind in _blocks("\n".join(lines)):
        # What makes no block, such as the address of a link, must not get lost.
        found += _paragraph(len(found) + 1, lines[done:start], "text")
        found += _paragraph(len(found) + 1, lines[start:end], kind)
        done = max(done, end)
    return found + _paragraph(len(found) + 1, lines[done:], "text")


def differences(before: str, after: str) -> list[Difference]:
    """Paragraph by paragraph; a run that was rewritten is told pair by pair."""
    old, new = paragraphs(before), paragraphs(after)
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    found: list[Difference] = []
    for _, i, j, k, m in matcher.get_opcodes():
        found += _pairs(old[i:j], new[k:m])
    return found


def _words(found: Sequence[Paragraph]) -> list[tuple[str, str]]:
    return [(one.kind, " ".join(one.text.split())) for one in found]


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Difference]:
    both = min(len(old), len(new))
    for before, after in zip(old[:both], new[:both], strict=True):
        same = _words([before]) == _words([after])
        yield Difference(Change.SAME if same else Change.CHANGED, before, after)
    for before in old[both:]:
        yield Difference(Change.REMOVED, before, None)
    for after in new[both:]:
        yield Difference(Change.ADDED, None, after)


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """First line, line behind the last one, and kind of each block."""
    inside = False  # a list: its items count, not itself
    for token in _parser.parse(text):
        if token.level == 0 and token.type in LISTS:
            inside = True
        elif token.level == 0 and token.map:
            inside = False
            yield token.map[0], token.map[1], _kind(token)
        elif inside and token.level == 1 and token.type == "list_item_open" and token.map:
            yield token.map[0], token.map[1], "item"


def _kind(token: Token) -> str:
    if token.type == "hr":
        return "rule"
    return {"heading_open": "heading", "table_open": "table"}.get(token.type, "text")


def _paragraph(number: int, lines: Sequence[str], kind: str) -> list[Paragraph]:
    """None where there is nothing to read: a line across the page says nothing."""
    marker, text = _unmarked(lines) if kind == "item" else ("", "\n".join(lines).strip("\n"))
    if not text.strip() or kind == "rule":
        return []
    return [Paragraph(number, text, kind, marker)]


def _unmarked(lines: Sequence[str]) -> tuple[str, str]:
    """The mark of a list item, and its text without the indentation that belongs to the list."""
    found = MARKER.match(lines[0])
    if found is None:
        return "–", "\n".join(lines).strip("\n")
    first = lines[0][found.end() :]
    width = found.end() + (len(first) - len(first.lstrip(" ")) or 1)
    rest = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines[1:]]
    marker = f"{found[1]}." if found[1] else "–"
    return marker, "\n".join([first.strip(), *rest]).strip("\n")
