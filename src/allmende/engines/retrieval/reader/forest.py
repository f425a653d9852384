"""Gradient-boosted trees as flat arrays, so that reading needs nothing but numpy.

Importing LightGBM costs more than a second; it is needed for training only.

Source: Lucchese et al. 2015, QuickScorer: no walk from node to node; every node that a row
passes on the right excludes the leaves on its left, and the first leaf that is left counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class _Node(NamedTuple):
    column: int
    threshold: float
    left: int  # one bit for each leaf of its tree: those below it on the left


_PASSED_BY_ALL = _Node(0, np.inf, 0)


@dataclass(frozen=True)
class Forest:
    """Node arrays of all trees in one row; a negative child -k is leaf k - 1.

    A row goes left where its value is at most the threshold. The leaves stand from left to
    right, tree after tree. The prediction is the logistic of the sum over the leaves that a
    row reaches.
    """

    roots: NDArray[np.int32]  # one a tree
    column: NDArray[np.int16]  # one a node
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    leaf: NDArray[np.float32]  # one a leaf

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Chances in 0..1 of shape (len(rows),)."""
        columns = np.ascontiguousarray(rows.T)
        excluded = np.zeros((len(self.roots), len(rows)), dtype=self._bits)
        for column, threshold, left in self._layers:
            excluded |= (columns[column] > threshold) * left
        first = ~excluded & (excluded + 1)  # the lowest bit that is not set
        reached = self._first_leaves + np.bitwise_count(first - 1)
        total = self.leaf[reached].sum(axis=0, dtype=np.float64)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return result

    @cached_property
    def _trees(self) -> tuple[list[list[_Node]], list[int]]:
        """The nodes of each tree, and where the leaves of each tree begin and the last end."""
        trees, ends = [], [0]
        for root in self.roots.tolist():
            nodes, end = self._below(root, ends[-1], ends[-1])
            trees.append(nodes)
            ends.append(end)
        return trees, ends

    def _below(self, node: int, start: int, first: int) -> tuple[list[_Node], int]:
        """The node with all below it, whose leaves begin with ``start``, and their end.

        ``first`` is the first leaf of the tree.
        """
        if node < 0:
            return [], start + 1
        on_left, middle = self._below(int(self.left[node]), start, first)
        on_right, end = self._below(int(self.right[node]), middle, first)
        bits = (1 << (middle - first)) - (1 << (start - first))
        here = _Node(int(self.column[node]), float(self.threshold[node]), bits)
        return [here, *on_left, *on_right], end

    @cached_property
    def _first_leaves(self) -> NDArray[np.int32]:
        return np.array(self._trees[1][:-1], dtype=np.int32)[:, np.newaxis]

    @cached_property
    def _bits(self) -> np.dtype[Any]:
        """Small integers with a bit for each leaf of the largest tree, 64 at the most."""
        return np.min_scalar_type((1 << int(np.diff(self._trees[1]).max())) - 1)

    @cached_property
    def _layers(self) -> list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]]:
        """Column, threshold and leaves on the left: of the first node of each tree, and so on."""
        return [
            (
                np.array([node.column for node in layer]),
                _rounded_down([node.threshold for node in layer])[:, np.newaxis],
                np.array([node.left for node in layer], dtype=self._bits)[:, np.newaxis],
            )
            for layer in zip_longest(*self._trees[0], fillvalue=_PASSED_BY_ALL)
        ]

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        return {f"{name}_{field.name}": getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]], name: str) -> "Forest":
        return cls(**{field.name: stored[f"{name}_{field.name}"] for field in fields(cls)})


def _rounded_down(thresholds: list[float]) -> NDArray[np.float32]:
    """Rows are float32, so this decides alike, and comparing costs half the time."""
    exact = np.array(thresholds)
    near = exact.astype(np.float32)
    return np.where(near > exact, np.nextafter(near, np.float32(-np.inf)), near)


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
