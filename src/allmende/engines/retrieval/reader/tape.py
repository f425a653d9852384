"""Just enough reverse-mode differentiation to train the small network with numpy."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[Any]
type Pull = Callable[[Array], Array]


class Node:
    """A value that knows how a change of it changes what it was made of."""

    __slots__ = ("grad", "sources", "value")

    def __init__(self, value: Array, sources: Sequence[tuple["Node", Pull]] = ()) -> None:
        self.value = value
        self.sources = tuple(sources)
        self.grad: Array | None = None

    def __matmul__(self, other: "Node") -> "Node":
        a, b = self.value, other.value
        return Node(a @ b, [(self, lambda g: g @ b.T), (other, lambda g: a.T @ g)])

    def __add__(self, other: "Node") -> "Node":
        return Node(
            self.value + other.value,
            [(self, _unbroadcast(self.value)), (other, _unbroadcast(other.value))],
        )

    def __sub__(self, other: "Node") -> "Node":
        return Node(self.value - other.value, [(self, lambda g: g), (other, lambda g: -g)])

    def __mul__(self, other: "Node") -> "Node":
        a, b = self.value, other.value
        return Node(a * b, [(self, lambda g: g * b), (other, lambda g: g * a)])


def scaled(node: Node, factor: Array | float) -> Node:
    return Node(node.value * factor, [(node, lambda g: g * factor)])


def relu(node: Node) -> Node:
    return scaled(node, (node.value > 0).astype(node.value.dtype))


def absolute(node: Node) -> Node:
    return scaled(node, np.sign(node.value))


def beside(nodes: Sequence[Node]) -> Node:
    """Columns side by side."""
    ends = np.cumsum([0, *(node.value.shape[1] for node in nodes)])
    pulls = [_columns(start, end) for start, end in pairwise(ends)]
    joined = np.concatenate([node.value for node in nodes], axis=1)
    return Node(joined, list(zip(nodes, pulls, strict=True)))


def rows(matrix: Any, node: Node) -> Node:
    """A fixed sparse matrix times the rows: takes, shifts or adds them up."""
    return Node(matrix @ node.value, [(node, lambda g: matrix.T @ g)])


def soft_weights(node: Node, member: Any) -> Node:
    """Softmax of a column within groups; ``member`` has shape (groups, rows)."""
    raised = np.exp(node.value - node.value.max())
    weights = raised / (member.T @ (member @ raised))
    return Node(weights, [(node, lambda g: weights * (g - member.T @ (member @ (weights * g))))])


def backward(outputs: Sequence[tuple[Node, Array]]) -> None:
    """Fill ``grad`` of all nodes from the slopes of a loss at the outputs."""
    for node, slope in outputs:
        node.grad = slope if node.grad is None else node.grad + slope
    for node in _latest_first([node for node, _ in outputs]):
        if node.grad is None:
            continue
        for source, pull in node.sources:
            change = pull(node.grad)
            source.grad = change if source.grad is None else source.grad + change


def _latest_first(outputs: Sequence[Node]) -> list[Node]:
    order: list[Node] = []
    seen: set[int] = set()
    stack = [(node, False) for node in outputs]
    while stack:
        node, done = stack.pop()
        if done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack += [(source, False) for source, _ in node.sources]
    return order[::-1]


def _columns(start: int, end: int) -> Pull:
    return lambda g: g[:, start:end]


def _unbroadcast(value: Array) -> Pull:
    return lambda g: g if g.shape == value.shape else g.sum(axis=0).reshape(value.shape)
