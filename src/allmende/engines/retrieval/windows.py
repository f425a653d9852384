"""Sealed runs of window vectors, small enough for memory and quick enough to search whole.

A row is kept as one byte a dimension, which is what its score is computed from, and as one
bit a dimension (its sign), which chooses the rows whose score is computed.

Sources: Charikar 2002, Similarity Estimation Techniques from Rounding Algorithms;
Yamada et al. 2021, binary codes with exact rescoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.postings import Slots
from allmende.engines.retrieval.types import Matrix, Vector

LARGEST = 50_000  # rows
FARTHEST = np.uint16(65_535)


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """``owners`` ascending; row ``i`` belongs to slot ``owners[i]``."""

    owners: Slots
    bytes: NDArray[np.int8]  # shape (rows, dimensions)
    scales: NDArray[np.float32]  # of each row: vector = scale * bytes
    signs: NDArray[np.uint64]  # shape (words of 64 dimensions, rows)

    def distances(
        self, question: NDArray[np.uint64], allowed: NDArray[np.bool_]
    ) -> NDArray[np.uint16]:
        """Number of differing signs, shape (rows,), FARTHEST where the slot is not allowed."""
        total = np.zeros(len(self.owners), dtype=np.uint16)
        for mine, asked in zip(self.signs, question, strict=True):
            total += np.bitwise_count(mine ^ asked)
        total[~allowed[self.owners]] = FARTHEST
        return total

    def scores(self, rows: NDArray[np.int64], question: Vector) -> NDArray[np.float32]:
        """Dot products with the rows, shape (len(rows),)."""
        products = self.bytes[rows].astype(np.float32) @ question
        return np.asarray(products * self.scales[rows], dtype=np.float32)

    def rows_of(self, slots: Slots) -> NDArray[np.int64]:
        """All rows of the slots, which are ascending."""
        first = np.searchsorted(self.owners, slots, side="left")
        counts = np.searchsorted(self.owners, slots, side="right") - first
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.asarray(np.repeat(first, counts) + offsets)


def from_matrices(matrices: Sequence[Matrix], slots: Sequence[int]) -> Windows:
    """One matrix a slot; errors of a score stay below 0.005 for unit vectors."""
    order = np.argsort(slots)
    rows = np.concatenate([matrices[i] for i in order]).astype(np.float32)
    owners = np.repeat([slots[i] for i in order], [len(matrices[i]) for i in order])
    scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-9)) / np.float32(127)
    levels = np.rint(rows / scales[:, np.newaxis]).astype(np.int8)
    return Windows(owners.astype(np.int32), levels, scales, signs(rows))


def merge(runs: Sequence[Windows], *, new_slots: Slots) -> Windows:
    """``new_slots`` has for each old slot its new number, or -1 to drop it."""
    owners = new_slots[np.concatenate([run.owners for run in runs])]
    kept = np.flatnonzero(owners >= 0)
    kept = kept[np.argsort(owners[kept], kind="stable")]
    return Windows(
        owners[kept],
        np.concatenate([run.bytes for run in runs])[kept],
        np.concatenate([run.scales for run in runs])[kept],
        np.concatenate([run.signs for run in runs], axis=1)[:, kept],
    )


def signs(rows: Matrix) -> NDArray[np.uint64]:
    """One bit a dimension, 64 to a word, shape (words, rows)."""
    packed = np.packbits(rows > 0, axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8)))
    return np.ascontiguousarray(padded.view(np.uint64).T)
