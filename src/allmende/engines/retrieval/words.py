"""BM25 as a dot product, so that every store ranks alike.

A passage becomes a sparse vector (how much it is about a term), a question becomes a
sparse vector (how much a term tells), and their dot product is the score. The length norm
uses a fixed average, so a passage's vector never depends on the other passages.

Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import document_terms, query_terms
from allmende.engines.language.compounds import PART

TERM_SPACE = 2**29
"""Term ids lie in 1..TERM_SPACE - 1; two terms share one by chance about once in 500 million."""

K1 = 1.2
B = 0.6
AVERAGE_LENGTH = 300.0  # terms of a passage
TITLE_WEIGHT = 2  # an occurrence in the title counts as so many
HEADING_WEIGHT = 1
PART_WEIGHT = 0.3  # of a part of a word, against the whole word

type Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class TermVector:
    """Sparse: ``ids`` ascending int32 without repetition, ``weights`` float32, same shape."""

    ids: Ids
    weights: NDArray[np.float32]


@lru_cache(maxsize=500_000)
def term_id(term: str) -> int:
    """The same number on every machine and in every release."""
    digest = blake2b(term.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % (TERM_SPACE - 1) + 1


def document_vector(*, title: str, heading_path: Sequence[str], text: str) -> TermVector:
    """Saturated and length-normed term frequencies of one passage."""
    counts = Counter(map(term_id, document_terms(text)))
    for heading in heading_path:
        _count(counts, heading, HEADING_WEIGHT)
    _count(counts, title, TITLE_WEIGHT)
    ids = np.fromiter(sorted(counts), dtype=np.int32, count=len(counts))
    frequencies = np.array([counts[term] for term in ids.tolist()], dtype=np.float32)
    norm = K1 * (1 - B + B * float(frequencies.sum()) / AVERAGE_LENGTH)
    return TermVector(ids, (frequencies * (K1 + 1) / (frequencies + norm)).astype(np.float32))


def title_ids(*, title: str, heading_path: Sequence[str]) -> Ids:
    """Distinct terms of title and headings, ascending."""
    terms = document_terms("\n".join((title, *heading_path)))
    return np.unique(np.array([term_id(term) for term in terms], dtype=np.int32))


def query_vector(
    question: str, *, passages: int, frequencies: Callable[[Ids], NDArray[np.int64]]
) -> TermVector:
    """How much each term of the question tells; terms that no passage has are left out.

    ``frequencies`` gives for term ids in how many of the ``passages`` they occur.
    """
    kinds = {term_id(t): PART_WEIGHT if t[0] == PART else 1.0 for t in query_terms(question)}
    ids = np.array(sorted(kinds), dtype=np.int32)
    known = frequencies(ids)
    idf = np.log1p((passages - known + 0.5) / (known + 0.5))
    weights = idf * np.array([kinds[term] for term in ids.tolist()], dtype=np.float64)
    kept = known > 0
    return TermVector(ids[kept], weights[kept].astype(np.float32))


def _count(counts: Counter[int], text: str, weight: int) -> None:
    for term in document_terms(text):
        counts[term_id(term)] += weight
