"""What the search asks of a store; every store passes the same tests."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from allmende.engines.retrieval.words import Ids, TermVector


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as the stores understand it; ``vector`` is None for words only."""

    terms: TermVector
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer.

    ``words`` is the dot product of the term vectors, 0 or more; ``meaning`` is the highest
    dot product of the question with one of the passage's windows, None where the passage
    or the question has no vectors.
    """

    passage_id: int
    document_id: int
    words: float
    meaning: float | None = None


class Index(Protocol):
    def add(self, entries: Sequence[IndexEntry]) -> None:
        """Add passages; one that has the id of an earlier one replaces it and its vectors."""

    def add_vectors(self, vectors: Mapping[int, Matrix]) -> None:
        """Give the passages with these ids their windows; unknown ids are ignored."""

    def remove_documents(self, document_ids: AbstractSet[int]) -> None:
        """Forget all passages of the documents; every later search does without them."""

    def passages(self) -> int:
        """How many passages the index holds, over all scopes."""

    def document_frequencies(self, term_ids: Ids) -> NDArray[np.int64]:
        """In how many passages each term occurs, over all scopes."""

    def candidates(self, query: Query, scope: AbstractSet[str], limit: int) -> list[Candidate]:
        """The ``limit`` best passages by words and the ``limit`` best by meaning, united.

        Only passages whose scope is in ``scope`` are looked at; by words only those that
        share a term with the question. Every candidate has both scores, also the one it
        was not found by. In order of passage id.
        """
