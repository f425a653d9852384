"""A small network that looks at a whole page: sentence vectors, features and neighbours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from allmende.engines.retrieval.reader import tape
from allmende.engines.retrieval.reader.tape import Node

type Values = NDArray[np.float32]
type Parameters = Mapping[str, Values]

SHARED, FEATURES, HIDDEN, JUDGE = 48, 64, 96, 32
REACH = ((-2, -1, 0, 1, 2), (-4, -2, 0, 2, 4))  # neighbours seen by the two layers
ATTRACTION = 4.0  # of question and sentence, against what is said alone
_VECTOR_SCALE = 8.0  # centred e5 vectors are short
_CLIP = 4.0
_SHAPES_KEPT = 64


@dataclass(frozen=True)
class Batch:
    """Sentences of several pages below each other."""

    features: Values  # shape (sentences, features)
    vectors: Values  # shape (sentences, dimensions)
    questions: Values  # shape (pages, dimensions)
    sizes: tuple[int, ...]  # sentences of each page

    @property
    def member(self) -> csr_array:
        """Shape (pages, sentences): 1 where the sentence is of the page."""
        return member_of(self.sizes)


@lru_cache(maxsize=_SHAPES_KEPT)
def member_of(sizes: tuple[int, ...]) -> csr_array:
    total = int(sum(sizes))
    page = np.repeat(np.arange(len(sizes)), sizes)
    ones = np.ones(total, dtype=np.float32)
    return csr_array((ones, (page, np.arange(total))), shape=(len(sizes), total))


@lru_cache(maxsize=_SHAPES_KEPT)
def neighbours(sizes: tuple[int, ...], offset: int) -> csr_array:
    """Shape (sentences, sentences): takes the row ``offset`` further of the same page."""
    total = int(sum(sizes))
    page = np.repeat(np.arange(len(sizes)), sizes)
    here = np.arange(total)
    there = here + offset
    inside = (there >= 0) & (there < total)
    inside[inside] = page[there[inside]] == page[inside]
    ones = np.ones(int(inside.sum()), dtype=np.float32)
    return csr_array((ones, (here[inside], there[inside])), shape=(total, total))


def initial(features: int, dimensions: int, *, seed: int) -> dict[str, Values]:
    rng = np.random.default_rng(seed)
    shapes = {
        "features": (features, FEATURES),
        "sentence": (dimensions, SHARED),
        "question": (dimensions, SHARED),
        "joined": (FEATURES + 3 * SHARED, HIDDEN),
        "near": (len(REACH[0]) * HIDDEN, HIDDEN),
        "far": (len(REACH[1]) * HIDDEN, HIDDEN),
        "out": (2 * HIDDEN + FEATURES, 1),
        "judge": (2 * HIDDEN, JUDGE),
        "verdict": (JUDGE, 1),
    }
    parameters: dict[str, Values] = {}
    for name, shape in shapes.items():
        bound = 1 / np.sqrt(shape[0])
        parameters[name] = rng.uniform(-bound, bound, shape).astype(np.float32)
        parameters[f"{name}_bias"] = rng.uniform(-bound, bound, shape[1]).astype(np.float32)
    return parameters


def forward(
    weights: Mapping[str, Node], batch: Batch, *, drop: Callable[[Node], Node]
) -> tuple[Node, Node]:
    """Logits of sentences, shape (sentences, 1), and of pages, shape (pages, 1)."""

    def layer(name: str, node: Node) -> Node:
        return node @ weights[name] + weights[f"{name}_bias"]

    member = batch.member
    looks = tape.relu(layer("features", drop(Node(batch.features))))
    said = layer("sentence", Node(batch.vectors))
    asked = tape.rows(member.T, layer("question", Node(batch.questions)))
    together = [looks, tape.scaled(said * asked, ATTRACTION), said, tape.absolute(said - asked)]
    page = tape.relu(layer("joined", drop(tape.beside(together))))
    near = tape.relu(layer("near", _around(page, batch.sizes, REACH[0])))
    far = tape.relu(layer("far", _around(drop(near), batch.sizes, REACH[1])))
    seen = tape.beside([page, near + far])
    sentences = layer("out", drop(tape.beside([seen, looks])))
    attention = tape.soft_weights(sentences, member)
    width = np.ones((1, seen.value.shape[1]), dtype=np.float32)
    gist = tape.rows(member, seen * (attention @ Node(width)))
    return sentences, layer("verdict", drop(tape.relu(layer("judge", gist))))


def _around(node: Node, sizes: tuple[int, ...], reach: Sequence[int]) -> Node:
    return tape.beside([tape.rows(neighbours(sizes, offset), node) for offset in reach])


@dataclass(frozen=True)
class Network:
    """Trained parameters with the scaling of their inputs."""

    parameters: dict[str, Values]
    centre: Values  # mean sentence vector of the training pages
    mean: Values  # of the features
    spread: Values

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Parameters in half precision: a quarter of a per mille off, half the file."""
        stored: dict[str, NDArray[Any]] = {
            "centre": self.centre,
            "mean": self.mean,
            "spread": self.spread,
        }
        stored |= {key: value.astype(np.float16) for key, value in self.parameters.items()}
        return {f"{name}_{key}": value for key, value in stored.items()}

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]], name: str) -> "Network":
        prefix = f"{name}_"
        own = {
            key.removeprefix(prefix): value.astype(np.float32)
            for key, value in stored.items()
            if key.startswith(prefix)
        }
        scaling = {key: own.pop(key) for key in ("centre", "mean", "spread")}
        return cls(own, **scaling)

    def batch(
        self, features: Values, vectors: Values, questions: Values, sizes: tuple[int, ...]
    ) -> Batch:
        scaled = np.clip((features - self.mean) / self.spread, -_CLIP, _CLIP)
        return Batch(
            scaled.astype(np.float32),
            (vectors - self.centre) * _VECTOR_SCALE,
            (questions - self.centre) * _VECTOR_SCALE,
            sizes,
        )
