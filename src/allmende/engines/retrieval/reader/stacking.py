"""What a second look adds: how likely the neighbours, the section and the page are."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.features import Table, rank, shift, smooth
from allmende.engines.retrieval.reader.selection import best_choice

_NEIGHBOURS = 4
_FADE = 0.6
_OUTSIDE = -7.0  # logit of a sentence before the first or after the last


def second_look(chances: NDArray[np.float64], first: Table) -> NDArray[np.float32]:
    """The first table with what the first chances add, shape (sentences, more columns)."""
    logit = _logit(chances)
    chosen, expected = best_choice(chances)
    n = len(chances)
    columns: list[NDArray[Any]] = [
        logit,
        chances - chances.max(),
        rank(chances),
        rank(chances) * (n - 1),
    ]
    for step in range(1, _NEIGHBOURS + 1):
        columns += [_neighbour(logit, step), _neighbour(logit, -step)]
    columns += [smooth(chances, width) for width in (1, 2, 4)]
    columns += _sections(chances, first)
    columns += [np.full(n, chances.sum()), np.full(n, chances.max()), chances / chances.sum()]
    columns += [np.isin(np.arange(n), chosen), np.full(n, len(chosen)), np.full(n, expected)]
    columns += [_faded(chances), _faded(chances[::-1])[::-1]]
    return np.hstack([first.values, np.stack(columns, axis=1).astype(np.float32)])


def _logit(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    safe = np.clip(chances, 1e-4, 1 - 1e-4)
    result: NDArray[np.float64] = np.log(safe / (1 - safe))
    return result


def _neighbour(logit: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    result: NDArray[np.float64] = shift(logit - _OUTSIDE, step) + _OUTSIDE
    return result


def _sections(chances: NDArray[np.float64], first: Table) -> list[NDArray[np.float64]]:
    number = first.column("section").astype(int)
    size = np.bincount(number).astype(np.float64)
    total = np.bincount(number, weights=chances)
    highest = np.zeros(len(size))
    np.maximum.at(highest, number, chances)
    mean = (total / np.maximum(size, 1))[number]
    return [
        mean,
        highest[number],
        total[number],
        mean - mean.max(),
        highest[number] / chances.max(),
    ]


def _faded(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of the sentences before, the nearer the weightier."""
    result = np.zeros(len(chances))
    for i in range(1, len(chances)):
        result[i] = _FADE * result[i - 1] + (1 - _FADE) * chances[i - 1]
    return result
