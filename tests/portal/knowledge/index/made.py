"""Small entries, vectors and questions."""

from collections.abc import Set as AbstractSet

import numpy as np

from allmende.engines.retrieval.index import Candidate, Index, Query
from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from allmende.engines.retrieval.words import query_vector

DIMENSIONS = 8
PUBLIC = frozenset({"public:1"})


def entry(
    passage_id: int,
    text: str,
    *,
    document_id: int = 1,
    scope: str = "public:1",
    title: str = "",
    vectors: Matrix | None = None,
) -> IndexEntry:
    return IndexEntry(
        passage_id=passage_id,
        document_id=document_id,
        scope=scope,
        title=title,
        heading_path=(),
        text=text,
        vectors=vectors,
    )


def vector(direction: int, *, tilt: float = 0.0) -> Vector:
    """A unit vector near one axis."""
    made = np.zeros(DIMENSIONS, dtype=np.float32)
    made[direction] = 1.0
    made[(direction + 1) % DIMENSIONS] = tilt
    return np.asarray(made / np.linalg.norm(made), dtype=np.float32)


def rows(*vectors: Vector) -> Matrix:
    return np.stack(vectors)


def ask(
    index: Index,
    question: str,
    *,
    scope: AbstractSet[str] = PUBLIC,
    limit: int = 10,
    near: Vector | None = None,
) -> list[Candidate]:
    terms = query_vector(
        question, passages=index.passages(), frequencies=index.document_frequencies
    )
    return index.candidates(Query(terms, near), scope, limit)


def ids(candidates: list[Candidate]) -> list[int]:
    return [candidate.passage_id for candidate in candidates]
