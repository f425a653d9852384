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
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import asked_words, term_of, tokens
from allmende.engines.language.compounds import parts

TERM_SPACE = 2**29
"""Term ids lie in 1..TERM_SPACE - 1; two given terms share one once in 500 million."""

WEIGHT_STEP = 0.01
"""Document weights are multiples of it below 2.56, so that a store may keep a byte."""

K1 = 1.2
B = 0.6
AVERAGE_LENGTH = 70.0  # words of a passage with its title, without function words
TITLE_WEIGHT = 2  # an occurrence in title or headings counts as so many
PART_SHARE = 0.2  # of a piece of a word, against the whole word
PAIR_SHARE = 0.3  # of two neighbouring words
SYNONYM_SHARE = 0.5  # of a word that was not asked but means the same

type Ids = NDArray[np.int32]
type Frequencies = Callable[[Ids], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class TermVector:
    """Sparse: ``ids`` ascending int32 without repetition, ``weights`` float32, same shape."""

    ids: Ids
    weights: NDArray[np.float32]


def document_vector(*, title: str, heading_path: Sequence[str], text: str) -> TermVector:
    """Saturated and length-normed frequencies of the terms of one passage."""
    length, terms = _terms(text)
    counts = Counter(terms)
    for head in (title, *heading_path):
        words, terms = _terms_of_title(head)
        length += words * TITLE_WEIGHT
        counts.update(terms * TITLE_WEIGHT)
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    ids = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
    found = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    order = np.argsort(ids)
    steps = np.rint((found * (K1 + 1) / (found + norm))[order] / WEIGHT_STEP)
    return TermVector(ids[order], (steps * WEIGHT_STEP).astype(np.float32))


def query_vector(question: str, *, passages: int, frequencies: Frequencies) -> TermVector:
    """How much each term of the question tells; terms that no passage has are left out.

    ``frequencies`` gives for term ids in how many of the ``passages`` they occur.
    """
    shares = _question_terms(question)
    ids = np.array(sorted(shares), dtype=np.int32)
    known = frequencies(ids)
    others = np.maximum(passages - known, 0)  # the two numbers may be read at two moments
    idf = np.log1p((others + 0.5) / (known + 0.5))
    weights = idf * np.array([shares[term] for term in ids.tolist()])
    return TermVector(ids[known > 0], weights[known > 0].astype(np.float32))


def _question_terms(question: str) -> dict[int, float]:
    """Term ids with their share of a whole word's weight."""
    asked, synonyms = asked_words(question)
    shares = {_id(word): SYNONYM_SHARE for word in synonyms}
    shares |= {_id(part): PART_SHARE for word in asked for part in parts(word)}
    shares |= {_pair_id(*pair): PAIR_SHARE for pair in pairwise([_id(word) for word in asked])}
    return shares | {_id(word): 1.0 for word in asked}


def _terms(text: str) -> tuple[int, list[int]]:
    """Number of words; ids of the words, of their pieces and of neighbouring pairs."""
    found = [_ids_of_token(token) for token in tokens(text)]
    pairs = [_pair_id(left[0], right[0]) for left, right in pairwise(found)]
    return len(found), [*chain.from_iterable(found), *pairs]


@lru_cache(maxsize=5_000)
def _terms_of_title(text: str) -> tuple[int, list[int]]:
    return _terms(text)


@lru_cache(maxsize=50_000)
def _ids_of_token(token: str) -> tuple[int, ...]:
    """The id of its word, then those of the word's pieces."""
    word = term_of(token)
    return (_id(word), *map(_id, parts(word)))


def _pair_id(left: int, right: int) -> int:
    return (left * 1_000_003 + right) % (TERM_SPACE - 1) + 1


def _id(term: str) -> int:
    """The same number on every machine and in every release."""
    digest = blake2b(term.encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % (TERM_SPACE - 1) + 1
