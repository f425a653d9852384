"""What tells whether a context answers a question at all, as one row of numbers."""

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.columns import smooth
from allmende.engines.retrieval.reader.material import Table
from allmende.engines.retrieval.reader.selection import best_choice

_OF_PAGE = (
    "near_best",
    "near_mean",
    "near_title",
    "share_title",
    "share_page",
    "share_best",
    "question_words",
    "question_weight",
    "count",
    "sections",
    "fits_page",
)
_HIGHEST = (
    "ranked",
    "near_window1",
    "near_window2",
    "share_around",
    "share_around_above",
    "share_with_above",
    "share_beyond_title",
    "near_z",
)
_AT_BEST = (
    "share",
    "near",
    "near_z",
    "share_above",
    "share_with_above",
    "fits",
    "relative",
    "length",
    "near_heading",
    "is_heading",
    "share_around",
)


def page_row(first: Table, chances: NDArray[np.float64]) -> NDArray[np.float32]:
    """Shape (columns,); ``chances`` of the sentences as the forest sees them."""
    best = int(np.argmax(chances))
    asks = [i for i, name in enumerate(first.names) if name.startswith("asks_")]
    row = [first.column(name)[0] for name in _OF_PAGE]
    row += [first.column(name).max() for name in _HIGHEST]
    row += _summary(chances)
    row += [first.column(name)[best] for name in _AT_BEST]
    return np.array([*row, *first.values[0, asks]], dtype=np.float32)


def _summary(chances: NDArray[np.float64]) -> list[float]:
    falling = np.sort(chances)[::-1]
    chosen, expected = best_choice(chances)
    return [
        falling[0],
        falling[:3].mean(),
        falling[:5].mean(),
        chances.sum(),
        chances.mean(),
        expected,
        len(chosen),
        -np.log1p(-np.clip(chances, 0, 0.999)).sum(),
        float(smooth(chances, 1).max()),
    ]
