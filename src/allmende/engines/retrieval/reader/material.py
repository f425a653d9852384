"""What the reader works on: a question, sentences, and what is known of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.columns import Column
from allmende.engines.retrieval.reader.rarity import Rarity
from allmende.engines.retrieval.types import Matrix, Vector


@dataclass(frozen=True)
class Material:
    """A question and the sentences of one context with what is known of them."""

    question: str
    sentences: tuple[str, ...]
    question_vector: Vector
    vectors: Matrix  # shape (sentences, dimensions)


@dataclass(frozen=True)
class Background:
    """What the training pages tell of texts in general."""

    rarity: Rarity
    centre: Vector  # mean sentence vector; e5 vectors all point much the same way

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        return self.rarity.arrays() | {"centre": self.centre}

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> "Background":
        return cls(Rarity.of_arrays(stored), stored["centre"])


@dataclass(frozen=True)
class Table:
    names: tuple[str, ...]
    values: NDArray[np.float32]  # shape (sentences, names)

    def column(self, name: str) -> Column:
        result: Column = self.values[:, self.names.index(name)]
        return result
