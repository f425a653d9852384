"""From chances of single sentences to the set of sentences worth quoting."""

import numpy as np
from numpy.typing import NDArray


def best_choice(chances: NDArray[np.float64]) -> tuple[tuple[int, ...], float]:
    """Indices (ascending) with the highest expected F1, and that expectation.

    Takes the k likeliest sentences; expected F1 is approximated by the F1 of expected
    counts, 2 * sum(top k) / (k + sum(all)). Empty chances give an empty choice.
    """
    if not len(chances):
        return (), 0.0
    order = np.argsort(-chances, kind="stable")
    gained = np.cumsum(chances[order])
    expected = 2 * gained / (np.arange(1, len(chances) + 1) + gained[-1])
    size = int(np.argmax(expected)) + 1
    return tuple(sorted(int(i) for i in order[:size])), float(expected[size - 1])
