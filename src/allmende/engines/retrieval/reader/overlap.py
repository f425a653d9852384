"""Words that question and sentence share, exactly or as parts of compounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import shipped_synonyms, term_of, tokens
from allmende.engines.language.compounds import parts
from allmende.engines.retrieval.reader.rarity import Rarity

_SHORTEST_PART = 4
_INSIDE = 0.8  # a word inside a compound, or the other way round
_K1, _B = 1.2, 0.6


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
    asked = list(dict.fromkeys(_words(question)))
    lines = [_distinct(line) for line in sentences]
    vocabulary = frozenset[str]().union(*lines)
    match = np.zeros((len(lines), len(asked)), dtype=np.float32)
    for j, word in enumerate(asked):
        alike = _alike_among(word, vocabulary)
        for i, present in enumerate(lines):
            match[i, j] = max((alike[other] for other in present & alike.keys()), default=0.0)
    weights = np.array([rarity(word) for word in asked], dtype=np.float32)
    lengths = np.array([len(_words(line)) for line in sentences], dtype=np.float32)
    return Overlap(match, weights, lengths)


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_term(token) for token in tokens(text))


@lru_cache(maxsize=20_000)
def _distinct(text: str) -> frozenset[str]:
    return frozenset(_words(text))


_term = lru_cache(maxsize=50_000)(term_of)


def _alike_among(word: str, vocabulary: frozenset[str]) -> dict[str, float]:
    """How well words of a page stand for a word of the question, where they do at all."""
    group = (word, *_synonyms(word))
    found = {other: max(_alike(one, other) for one in group) for other in vocabulary}
    return {other: alike for other, alike in found.items() if alike}


@lru_cache(maxsize=5_000)
def _synonyms(word: str) -> tuple[str, ...]:
    return tuple(form[0] for form in shipped_synonyms().get((word,), ()) if len(form) == 1)


@lru_cache(maxsize=200_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) < _SHORTEST_PART or len(other) < _SHORTEST_PART or other[0].isdigit():
        return 0.0
    if word in other or other in word:
        return _INSIDE * sqrt(min(len(word), len(other)) / max(len(word), len(other)))
    mine, theirs = _pieces(word), _pieces(other)
    shared = len(mine & theirs)
    return shared / min(len(mine), len(theirs)) * _INSIDE / 2 if shared > 1 else 0.0


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> frozenset[str]:
    return frozenset(parts(word))
