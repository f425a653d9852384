"""Headings, lists and sections, guessed from lines alone.

A context comes without markup, so a heading is a short line that does not end like a
sentence, is not a list item and is followed by something longer.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

_LIST_ITEM = re.compile(r"^(?:[-–•*·▪○]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_ENDS_LIKE_SENTENCE = re.compile(r"[.!;,]$")
_CONTACT = re.compile(r"@|www\.|https?:|\d{4}|\b\d{5}\b|\d+:\d\d|tel|fax|straße \d|str\. \d", re.I)
_HEADING_WORDS = 9


class Kind(IntEnum):
    SENTENCE = 0
    HEADING = 1
    INTRO = 2  # ends with a colon and announces what follows
    ITEM = 3
    FRAGMENT = 4  # short line that is neither sentence nor heading


@dataclass(frozen=True, slots=True)
class Outline:
    """Where each of ``n`` sentences stands; all tuples have ``n`` entries."""

    kinds: tuple[Kind, ...]
    section: tuple[int, ...]  # counted from 0
    heading: tuple[int, ...]  # index of the heading of the section, -1 without one
    intro: tuple[int, ...]  # index of the line with a colon that announces it, -1 without one


@lru_cache(maxsize=256)  # pages; each is looked at several times for one question
def outline(sentences: tuple[str, ...]) -> Outline:
    kinds = _kinds(sentences)
    section, heading, intro = [], [], []
    current, head, announced = 0, -1, -1
    for i, kind in enumerate(kinds):
        if kind is Kind.HEADING:
            current += 1 if i and kinds[i - 1] is not Kind.HEADING else 0
            head, announced = i, -1
        elif kind is Kind.SENTENCE and announced not in (-1, i - 1):
            announced = -1
        section.append(current)
        heading.append(head)
        intro.append(announced)
        if kind is Kind.INTRO:
            announced = i
    return Outline(kinds, tuple(section), tuple(heading), tuple(intro))


def _kinds(sentences: tuple[str, ...]) -> tuple[Kind, ...]:
    following = (*sentences[1:], "")[: len(sentences)]
    return tuple(
        _kind(line, after, is_first=i == 0)
        for i, (line, after) in enumerate(zip(sentences, following, strict=True))
    )


def _kind(line: str, after: str, *, is_first: bool) -> Kind:
    line = line.strip()
    if _LIST_ITEM.match(line):
        return Kind.ITEM
    if line.endswith(":"):
        return Kind.INTRO
    ends = bool(_ENDS_LIKE_SENTENCE.search(line))
    if ends or (len(line.split()) > _HEADING_WORDS and not is_first):
        return Kind.SENTENCE
    stands_alone = not _CONTACT.search(line) and line[:1].isupper()
    heads = stands_alone and (line.endswith("?") or _is_text(after))
    return Kind.HEADING if heads or is_first else Kind.FRAGMENT


def _is_text(line: str) -> bool:
    line = line.strip()
    return bool(_LIST_ITEM.match(line)) or line.endswith((".", ":", "!")) or len(line.split()) > 5
