"""Gradient-boosted trees as flat arrays, so that reading needs nothing but numpy.

Importing LightGBM costs more than a second; it is needed for training only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Forest:
    """Node arrays of all trees in one row; a negative child -k is leaf k - 1.

    A row goes left where its value is at most the threshold. The prediction is the
    logistic of the sum over the leaves that a row reaches.
    """

    roots: NDArray[np.int32]  # one a tree
    column: NDArray[np.int16]  # one a node
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    leaf: NDArray[np.float32]  # one a leaf

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Chances in 0..1 of shape (len(rows),)."""
        places = np.repeat(self.roots[:, None], len(rows), axis=1)
        which = np.broadcast_to(np.arange(len(rows)), places.shape)
        while (inner := places >= 0).any():
            node = places[inner]
            goes_left = rows[which[inner], self.column[node]] <= self.threshold[node]
            places[inner] = np.where(goes_left, self.left[node], self.right[node])
        total = self.leaf[-places - 1].sum(axis=0, dtype=np.float64)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return result

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        return {f"{name}_{field.name}": getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]], name: str) -> "Forest":
        return cls(**{field.name: stored[f"{name}_{field.name}"] for field in fields(cls)})


def merge(trees: Iterable[Mapping[str, Any]], *, share: float) -> Forest:
    """A forest of LightGBM's dumped trees; each leaf counts ``share`` of its value."""
    builder = _Builder(share)
    for tree in trees:
        builder.roots.append(builder.add(tree["tree_structure"]))
    return builder.forest()


class _Builder:
    def __init__(self, share: float) -> None:
        self.share = share
        self.roots: list[int] = []
        self.nodes: list[tuple[int, float, int, int]] = []
        self.leaves: list[float] = []

    def add(self, node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            self.leaves.append(node["leaf_value"] * self.share)
            return -len(self.leaves)
        place = len(self.nodes)
        self.nodes.append((0, 0.0, 0, 0))
        children = self.add(node["left_child"]), self.add(node["right_child"])
        self.nodes[place] = (node["split_feature"], node["threshold"], *children)
        return place

    def forest(self) -> Forest:
        columns = list(zip(*self.nodes, strict=True)) or [(), (), (), ()]
        return Forest(
            roots=np.array(self.roots, dtype=np.int32),
            column=np.array(columns[0], dtype=np.int16),
            threshold=np.array(columns[1], dtype=np.float64),
            left=np.array(columns[2], dtype=np.int32),
            right=np.array(columns[3], dtype=np.int32),
            leaf=np.array(self.leaves, dtype=np.float32),
        )
