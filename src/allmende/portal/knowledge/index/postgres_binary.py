"""What PostgreSQL and pgvector take in a binary COPY, which spares both sides the text."""

import struct

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.words import TERM_SPACE, Ids, TermVector

INTEGER = 23  # the type's number in every PostgreSQL


def integer(value: int) -> bytes:
    return struct.pack(">i", value)


def big_integer(value: int) -> bytes:
    return struct.pack(">q", value)


def integers(values: Ids) -> bytes:
    """As integer[]."""
    if not len(values):
        return struct.pack(">iii", 0, 0, INTEGER)
    cells = np.full((len(values), 2), 4, dtype=">i4")  # each with its length in bytes
    cells[:, 1] = values
    return struct.pack(">iiiii", 1, 0, INTEGER, len(values), 1) + cells.tobytes()


def sparse(terms: TermVector) -> bytes:
    """As sparsevec; it cannot hold weights of 0, which would not count anyway."""
    kept = terms.weights != 0
    ids, weights = terms.ids[kept] - 1, terms.weights[kept]
    cells: bytes = ids.astype(">i4").tobytes() + weights.astype(">f4").tobytes()
    return struct.pack(">iii", TERM_SPACE, len(ids), 0) + cells


def half(vector: NDArray[np.float32]) -> bytes:
    """As halfvec."""
    cells: bytes = vector.astype(">f2").tobytes()
    return struct.pack(">hh", len(vector), 0) + cells
