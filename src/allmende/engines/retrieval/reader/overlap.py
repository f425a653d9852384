"""Words that question and sentence share, exactly or as parts of compounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import shipped_synonyms, words
from allmende.engines.language.compounds import parts
from allmende.engines.retrieval.reader.rarity import Rarity

_SHORTEST_PART = 4
_INSIDE = 0.8  # a word inside a compound, or the other way round
_K1, _B = 1.2, 0.6


@lru_cache(maxsize=20_000)
def line_words(line: str) -> tuple[str, ...]:
    return tuple(words(line))


@dataclass(frozen=True)
class Overlap:
    """``match[i, j]`` in 0..1: how well sentence i holds word j of the question."""

    match: NDArray[np.float32]  # shape (sentences, question words)
    weights: NDArray[np.float32]  # of the question words
    lengths: NDArray[np.float32]  # of the sentences, in words

    def share(self, match: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """Weight of the matched words over the weight of all words, shape (sentences,)."""
        table = self.match if match is None else match
        total = float(self.weights.sum())
        result: NDArray[np.float32] = (table @ self.weights) / total if total else table.sum(axis=1)
        return result

    def ranked(self) -> NDArray[np.float32]:
        """BM25 with the frequencies of this context, shape (sentences,)."""
        n = len(self.match)
        frequency = self.match.sum(axis=0)
        rarity = np.array([log(1 + (n - f + 0.5) / (f + 0.5)) for f in np.minimum(frequency, n)])
        norm = 1 - _B + _B * self.lengths / max(float(self.lengths.mean()), 1.0)
        gain = self.match * (_K1 + 1) / (self.match + _K1 * norm[:, None])
        result: NDArray[np.float32] = (gain @ rarity).astype(np.float32)
        return result


def overlap(question: str, sentences: Sequence[str], *, rarity: Rarity) -> Overlap:
    asked = list(dict.fromkeys(words(question)))
    groups = [(word, *_synonyms(word)) for word in asked]
    lines = [line_words(line) for line in sentences]
    match = np.zeros((len(lines), len(asked)), dtype=np.float32)
    for i, line in enumerate(lines):
        present = frozenset(line)
        for j, group in enumerate(groups):
            match[i, j] = max(_found(word, present) for word in group)
    weights = np.array([rarity(word) for word in asked], dtype=np.float32)
    return Overlap(match, weights, np.array([len(line) for line in lines], dtype=np.float32))


@lru_cache(maxsize=5_000)
def _synonyms(word: str) -> tuple[str, ...]:
    return tuple(form[0] for form in shipped_synonyms().get((word,), ()) if len(form) == 1)


def _found(word: str, line: frozenset[str]) -> float:
    if word in line:
        return 1.0
    return max((_alike(word, other) for other in line), default=0.0)


@lru_cache(maxsize=200_000)
def _alike(word: str, other: str) -> float:
    if len(word) < _SHORTEST_PART or len(other) < _SHORTEST_PART or other[0].isdigit():
        return 0.0
    if word in other or other in word:
        return _INSIDE * sqrt(min(len(word), len(other)) / max(len(word), len(other)))
    mine, theirs = frozenset(parts(word)), frozenset(parts(other))
    shared = len(mine & theirs)
    return shared / min(len(mine), len(theirs)) * _INSIDE / 2 if shared > 1 else 0.0
