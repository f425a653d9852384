"""A document laid out for reading, with the cited sentences marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from django.utils import timezone

from allmende.portal.knowledge.models import Document, Passage

DEEPEST = 6  # HTML knows no heading below h6
TOP = 2  # the title of the document is the page's h1
CELL_BORDER = " | "  # see engines.retrieval.parsing.tables
ENDS = (".", "!", "?", ":", ";", "…", "“", ")")
ITEM = re.compile(r"(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|[-–•])\s")  # of a list or a bylaw


@dataclass(frozen=True, slots=True)
class Cited:
    """The place that an answer quotes; sentences empty means the whole passage."""

    passage_id: int | None = None
    sentences: frozenset[int] = frozenset()

    @classmethod
    def of(cls, passage: str, sentences: str) -> "Cited":
        """From an address; what is not a number is ignored."""
        numbers = frozenset(int(n) for n in sentences.split(",")[:100] if _is_number(n))
        return cls(int(passage), numbers) if _is_number(passage) else cls()


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 2 to 6
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    is_cited: bool

    @property
    def cells(self) -> list[str]:
        """Of a row of a table."""
        return self.text.split(CELL_BORDER)


@dataclass(frozen=True, slots=True)
class Block:
    """Running text, or the rows of a table."""

    sentences: tuple[Sentence, ...]
    is_table: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One passage with what is new before it."""

    passage_id: int
    headings: tuple[Heading, ...]
    page: int | None  # where another page begins
    mark: str
    blocks: tuple[Block, ...]


def parts(document: Document, *, cited: Cited) -> list[Part]:
    return list(_parts(document, cited))


def in_force(document: Document) -> bool:
    today = timezone.localdate()
    begun = document.valid_from is None or document.valid_from <= today
    return begun and (document.valid_until is None or document.valid_until >= today)


def _parts(document: Document, cited: Cited) -> Iterator[Part]:
    path: list[str] = []
    page: int | None = None
    for passage in document.passages.order_by("position"):
        yield Part(
            passage_id=passage.pk,
            headings=tuple(_new_headings(path, passage.heading_path)),
            page=passage.page if passage.page != page else None,
            mark=passage.mark,
            blocks=tuple(_blocks(_sentences(passage, cited))),
        )
        path, page = passage.heading_path, passage.page


def _new_headings(before: list[str], path: list[str]) -> Iterator[Heading]:
    for depth, text in enumerate(path):
        if path[: depth + 1] != before[: depth + 1]:
            yield Heading(min(TOP + depth, DEEPEST), text)


def _sentences(passage: Passage, cited: Cited) -> list[Sentence]:
    here = passage.pk == cited.passage_id
    return [
        Sentence(text, is_cited=here and (not cited.sentences or number in cited.sentences))
        for number, text in enumerate(passage.sentences)
    ]


def _blocks(sentences: list[Sentence]) -> Iterator[Block]:
    """Sentences run on; rows form a table; list items and lines stand alone."""
    for _, group in groupby(zip(sentences, _numbers(sentences), strict=True), itemgetter(1)):
        together = tuple(sentence for sentence, _ in group)
        yield Block(together, is_table=_is_row(together[0]))


def _numbers(sentences: list[Sentence]) -> Iterator[int]:
    """The same number for sentences that belong to one block."""
    number = 0
    for before, sentence in pairwise([None, *sentences]):
        if before and sentence and not _goes_on(before, sentence):
            number += 1
        yield number


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    if _is_row(before) or _is_row(sentence):
        return _is_row(before) and _is_row(sentence)
    runs_on = sentence.text.endswith(ENDS) and not ITEM.match(sentence.text)
    return runs_on and before.text.endswith(ENDS)


def _is_row(sentence: Sentence) -> bool:
    return CELL_BORDER in sentence.text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
