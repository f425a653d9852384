"""Small operations on columns: one value for each sentence of a context."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Column = NDArray[Any]


def smooth(values: NDArray[Any], width: int) -> NDArray[Any]:
    """Mean over ``width`` neighbours on both sides, along the first axis."""
    n = len(values)
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    low = np.maximum(np.arange(n) - width, 0)
    high = np.minimum(np.arange(n) + width + 1, n)
    span = (high - low).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    result: NDArray[Any] = (sums[high] - sums[low]) / span
    return result


def shift(values: Column, step: int) -> Column:
    """Value of the sentence ``step`` before (or after, if negative); 0 outside."""
    result = np.zeros_like(values)
    if step > 0:
        result[step:] = values[:-step]
    else:
        result[:step] = values[-step:]
    return result


def at(values: Column, places: Sequence[int]) -> Column:
    where = np.array(places)
    result: Column = np.where(where < 0, 0, values[where]).astype(np.float32)
    return result


def rows_at(values: NDArray[np.float32], places: Sequence[int]) -> NDArray[np.float32]:
    where = np.array(places)
    result: NDArray[np.float32] = values[where] * (where >= 0)[:, None]
    return result


def widest(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    best = values.copy()
    for step in range(1, width + 1):
        best[step:] = np.maximum(best[step:], values[:-step])
        best[:-step] = np.maximum(best[:-step], values[step:])
    return best


def standardised(values: Column) -> Column:
    result: Column = (values - values.mean()) / (values.std() + 1e-4)
    return result


def rank(values: Column) -> Column:
    """0 for the best sentence of the context, 1 for the last."""
    order = np.argsort(np.argsort(-values, kind="stable"), kind="stable")
    return (order / max(len(values) - 1, 1)).astype(np.float32)


def by_section(
    values: Column, section: Sequence[int], reduce: Callable[[Column], np.floating]
) -> Column:
    number_of = np.array(section)
    result = np.zeros_like(values)
    for number in range(number_of.max() + 1):
        inside = number_of == number
        result[inside] = reduce(values[inside])
    return result
