"""Shapes that travel through retrieval: parsed document -> passages -> hits -> answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.words import TermVector

type Vector = NDArray[np.float32]
"""Shape (dimensions,), L2-normalised."""

type Matrix = NDArray[np.float32]
"""Shape (n, dimensions), rows L2-normalised."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a document in reading order, as its author set it."""

    kind: BlockKind
    text: str
    level: int = 0  # of a heading, 1 to 6
    page: int | None = None  # counted from 1; None where the format has no pages
    mark: str = ""  # legal mark such as "§ 5 Abs. 2"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    title: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    recognised: bool = False  # the text comes from optical character recognition


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit that a person would quote: 60 to 250 words, never across sections."""

    sentences: tuple[str, ...]
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    mark: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What an index needs to know of one passage.

    ``scope`` is the audience key of the passage (such as ``public:3``); a search sees
    an entry only if its own set of keys holds it. ``vectors`` has one row for each
    window of sentences and is None until the background index has embedded them.
    ``terms``, if known, is its ``words.document_vector`` and saves the analysis.
    """

    passage_id: int
    document_id: int
    scope: str
    title: str
    heading_path: tuple[str, ...]
    text: str
    vectors: Matrix | None = None
    terms: TermVector | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the reasons for its rank; a higher score is better."""

    passage_id: int
    document_id: int
    score: float
    words: float = 0.0
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one context of ``n`` sentences.

    ``scores`` has ``n`` values in 0..1; ``chosen`` are the indices of the sentences that
    answer, ascending; ``answerable`` is the probability in 0..1 that the context answers
    the question at all.
    """

    scores: tuple[float, ...]
    chosen: tuple[int, ...]
    answerable: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences of one context that are quoted verbatim."""

    context: int  # index into the contexts that were given
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """``quotes`` is empty where the evidence is too thin (``answered`` is False)."""

    answered: bool
    confidence: float
    quotes: tuple[Quote, ...] = ()
    contexts_read: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """Sentences of one document in reading order, offered to the reader.

    ``vectors``, if known, has one row a sentence and saves embedding them again.
    ``relevance`` is the retrieval score of the place the context was taken from.
    """

    sentences: Sequence[str]
    relevance: float = 0.0
    vectors: Matrix | None = field(default=None, compare=False)
