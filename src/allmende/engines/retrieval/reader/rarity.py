"""How much a word tells: rare words of the training pages weigh more.

Words are kept as hashes, so the model file holds no text of the pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


def word_hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


@dataclass(frozen=True)
class Rarity:
    weights: dict[int, float]
    unknown: float  # a word that no training page has

    def __call__(self, word: str) -> float:
        return self.weights.get(word_hash(word), self.unknown)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        keys = sorted(self.weights)
        return {
            "rarity_words": np.array(keys, dtype=np.uint32),
            "rarity_weights": np.array([self.weights[key] for key in keys], dtype=np.float32),
            "rarity_unknown": np.array(self.unknown, dtype=np.float32),
        }

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> "Rarity":
        keys, weights = stored["rarity_words"].tolist(), stored["rarity_weights"].tolist()
        return cls(dict(zip(keys, weights, strict=True)), float(stored["rarity_unknown"]))


def learn(pages: Iterable[Iterable[str]]) -> Rarity:
    """Inverse document frequency over pages given as their words; 0..1, unknown words 1."""
    seen: Counter[int] = Counter()
    total = 0
    for page in pages:
        seen.update({word_hash(word) for word in page})
        total += 1
    top = log(total + 1.0)
    return Rarity({word: log((total + 1) / (count + 0.5)) / top for word, count in seen.items()}, 1)
