"""Sealed runs of postings: in which slots (passages) a term occurs, and how strongly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.words import WEIGHT_STEP, Ids, TermVector

LARGEST = 2_000_000  # postings of a run

type Slots = NDArray[np.int32]
type Steps = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """``terms`` ascending; term ``i`` has ``slots[starts[i]:starts[i + 1]]``, each once."""

    terms: Ids
    starts: NDArray[np.int64]
    slots: Slots
    steps: Steps  # weights in WEIGHT_STEP

    def of(self, term_ids: Ids) -> Iterator[tuple[int, slice]]:
        """Position in ``term_ids`` and place of the postings, for the terms that occur."""
        places = np.searchsorted(self.terms, term_ids)
        known = places < len(self.terms)
        known[known] = self.terms[places[known]] == term_ids[known]
        for position in np.flatnonzero(known).tolist():
            place = places[position]
            yield position, slice(int(self.starts[place]), int(self.starts[place + 1]))

    def repeated_terms(self) -> Ids:
        return np.repeat(self.terms, np.diff(self.starts))


def from_vectors(vectors: Sequence[TermVector], *, first_slot: int) -> Postings:
    """Consecutive slots from ``first_slot``, one a vector."""
    lengths = [len(vector.ids) for vector in vectors]
    slots = np.arange(first_slot, first_slot + len(vectors), dtype=np.int32)
    weights = np.concatenate([vector.weights for vector in vectors])
    return _seal(
        np.concatenate([vector.ids for vector in vectors]),
        np.repeat(slots, lengths),
        np.rint(weights / WEIGHT_STEP).astype(np.uint8),
    )


def merge(runs: Sequence[Postings], *, new_slots: Slots) -> Postings:
    """``new_slots`` has for each old slot its new number, or -1 to drop it."""
    slots = new_slots[np.concatenate([run.slots for run in runs])]
    kept = slots >= 0
    terms = np.concatenate([run.repeated_terms() for run in runs])[kept]
    return _seal(terms, slots[kept], np.concatenate([run.steps for run in runs])[kept])


def _seal(terms: Ids, slots: Slots, steps: Steps) -> Postings:
    order = np.argsort(terms, kind="stable")
    distinct, starts = np.unique(terms[order], return_index=True)
    return Postings(distinct, np.append(starts, len(terms)), slots[order], steps[order])
