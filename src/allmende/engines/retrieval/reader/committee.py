"""Trained networks that read together: all of them, all pages of a question, in one go.

The same sums as ``network.forward``, by which they are learnt one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.network import (
    ATTRACTION,
    REACH,
    Batch,
    Network,
    Parameters,
    Values,
)


@dataclass(frozen=True)
class Committee:
    """``parameters`` of all networks on top of each other; ``first`` scales the input."""

    first: Network
    parameters: Parameters

    @classmethod
    def of(cls, networks: Sequence[Network]) -> "Committee":
        """At least one network; all were trained on the same pages, and so scale alike."""
        names = networks[0].parameters
        stacked = {name: np.stack([one.parameters[name] for one in networks]) for name in names}
        return cls(networks[0], stacked)

    def judge(
        self, features: Values, vectors: Values, questions: Values, sizes: tuple[int, ...]
    ) -> tuple[Values, Values]:
        """Logits of shapes (networks, sentences) and (networks, pages), see ``Batch``."""
        batch = self.first.batch(features, vectors, questions, sizes)
        starts = np.cumsum([0, *sizes[:-1]])
        looks, page = self._sentences(batch)
        near = self._layer("near", _around(page, sizes, REACH[0]), rectified=True)
        far = self._layer("far", _around(near, sizes, REACH[1]), rectified=True)
        seen = np.concatenate([page, near + far], axis=-1)
        logits = self._layer("out", np.concatenate([seen, looks], axis=-1))
        gist = np.add.reduceat(seen * _attention(logits, starts, sizes), starts, axis=1)
        verdicts = self._layer("verdict", self._layer("judge", gist, rectified=True))
        return logits[..., 0], verdicts[..., 0]

    def _sentences(self, batch: Batch) -> tuple[Values, Values]:
        """What is seen of each sentence by itself: its features, and those with its meaning."""
        looks = self._layer("features", batch.features, rectified=True)
        said = self._layer("sentence", batch.vectors)
        asked = np.repeat(self._layer("question", batch.questions), batch.sizes, axis=1)
        together = [looks, said * asked * ATTRACTION, said, np.abs(said - asked)]
        return looks, self._layer("joined", np.concatenate(together, axis=-1), rectified=True)

    def _layer(self, name: str, values: Values, *, rectified: bool = False) -> Values:
        found: Values = values @ self.parameters[name]
        found += self.parameters[f"{name}_bias"][:, np.newaxis]
        return np.maximum(found, 0, out=found) if rectified else found


def _around(values: Values, sizes: tuple[int, ...], reach: Sequence[int]) -> Values:
    """Each sentence's neighbours side by side; zeros where they would be of another page."""
    total = values.shape[1]
    page = np.repeat(np.arange(len(sizes)), sizes)
    there = np.arange(total)[:, np.newaxis] + np.array(reach)
    inside = (there >= 0) & (there < total)
    inside &= page[np.where(inside, there, 0)] == page[:, np.newaxis]
    padded = np.pad(values, ((0, 0), (0, 1), (0, 0)))
    found: Values = np.take(padded, np.where(inside, there, total), axis=1)
    return found.reshape(len(values), total, len(reach) * values.shape[2])


def _attention(logits: Values, starts: NDArray[np.intp], sizes: tuple[int, ...]) -> Values:
    """Softmax within each page."""
    highest = np.maximum.reduceat(logits, starts, axis=1)
    raised = np.exp(logits - np.repeat(highest, sizes, axis=1))
    sums = np.add.reduceat(raised, starts, axis=1)
    result: Values = raised / np.repeat(sums, sizes, axis=1)
    return result
