"""The trained reader: a forest and small networks judge sentences and the whole context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.retrieval.reader import features
from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.committee import Committee
from allmende.engines.retrieval.reader.forest import Forest
from allmende.engines.retrieval.reader.material import Background, Material
from allmende.engines.retrieval.reader.network import Network
from allmende.engines.retrieval.reader.selection import best_choice
from allmende.engines.retrieval.types import Context, Matrix, Reading, Vector

MODEL_FILE = "reader.npz"
_NOTHING = Reading(scores=(), chosen=(), answerable=0.0)  # of an empty context
_NETWORK_SHARE = 0.25
_VERDICT_SHARE = 0.25


@dataclass(frozen=True)
class ReaderModel:
    """Everything that was learnt; a pure function of question and sentences."""

    background: Background
    sentences: Forest
    whole: Forest
    networks: tuple[Network, ...]

    def judge(self, materials: Sequence[Material]) -> list[Reading]:
        """Together, because one large matrix costs far less than many small ones."""
        tables = [features.table(material, background=self.background) for material in materials]
        sizes = tuple(len(table.values) for table in tables)
        values = np.concatenate([table.values for table in tables])
        ends = np.cumsum(sizes)[:-1]
        chances = np.split(self.sentences.predict(values), ends)
        rows = np.stack([page_row(*page) for page in zip(tables, chances, strict=True)])
        logits, verdicts = self._opinions(values, materials, sizes)
        return [
            _reading(combined_scores(seen, logit), combined_verdict(float(page), verdict))
            for seen, logit, page, verdict in zip(
                chances,
                np.split(logits, ends, axis=1),
                self.whole.predict(rows),
                verdicts.T,
                strict=True,
            )
        ]

    def _opinions(
        self, values: NDArray[np.float32], materials: Sequence[Material], sizes: tuple[int, ...]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of the networks, in shapes (networks, sentences) and (networks, pages)."""
        if not self.networks:
            return np.zeros((0, len(values)), np.float32), np.zeros((0, len(sizes)), np.float32)
        vectors = np.concatenate([material.vectors for material in materials])
        questions = np.stack([material.question_vector for material in materials])
        return self._committee.judge(values, vectors, questions, sizes)

    @cached_property
    def _committee(self) -> Committee:
        return Committee.of(self.networks)

    def save(self, file: Path) -> None:
        arrays = self.background.arrays()
        arrays |= self.sentences.arrays("sentences") | self.whole.arrays("whole")
        for number, network in enumerate(self.networks):
            arrays |= network.arrays(f"network{number}")
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> "ReaderModel":
        count = sum(name.startswith("network") and name.endswith("_mean") for name in stored)
        return cls(
            background=Background.of_arrays(stored),
            sentences=Forest.of_arrays(stored, "sentences"),
            whole=Forest.of_arrays(stored, "whole"),
            networks=tuple(Network.of_arrays(stored, f"network{i}") for i in range(count)),
        )

    @classmethod
    def load(cls, file: Path) -> "ReaderModel":
        with np.load(file, allow_pickle=False) as stored:
            return cls.of_arrays(dict(stored))


def _reading(scores: NDArray[np.float64], answerable: float) -> Reading:
    return Reading(
        scores=tuple(scores.tolist()), chosen=best_choice(scores)[0], answerable=answerable
    )


def combined_scores(
    chances: NDArray[np.float64], logits: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Forest and networks weighed as logits; the weights come from cross-validation.

    ``logits`` has one row a network.
    """
    if not len(logits):
        return chances
    seen = logits.mean(axis=0, dtype=np.float64)
    return _chance((1 - _NETWORK_SHARE) * _logit(chances) + _NETWORK_SHARE * seen)


def combined_verdict(page: float, verdicts: NDArray[np.floating]) -> float:
    if not len(verdicts):
        return page
    logit = _logit(np.array([page])) + _VERDICT_SHARE * float(verdicts.mean(dtype=np.float64))
    return float(_chance(logit)[0])


def _logit(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    safe = np.clip(chances, 1e-4, 1 - 1e-4)
    result: NDArray[np.float64] = np.log(safe / (1 - safe))
    return result


def _chance(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-logit))
    return result


@cache
def shipped_model() -> ReaderModel:
    return ReaderModel.load(Path(str(files(__package__).joinpath(MODEL_FILE))))


class TrainedReader:
    """A ``Reader`` that embeds what the context brings no vectors for.

    ``embeddings`` must be the model the reader was trained with: multilingual-e5-small.
    Raises ``ModelUnavailable`` where that model cannot be loaded.
    """

    def __init__(self, embeddings: EmbeddingModel, *, model: ReaderModel | None = None) -> None:
        self._embeddings = embeddings
        self._model = model or shipped_model()

    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        readings = [_NOTHING] * len(contexts)
        given = [number for number, context in enumerate(contexts) if context.sentences]
        if not given:
            return readings
        asked = self._embeddings.embed_questions([question])[0]
        materials = [self._material(question, asked, contexts[number]) for number in given]
        for number, reading in zip(given, self._model.judge(materials), strict=True):
            readings[number] = reading
        return readings

    def with_vectors(self, context: Context) -> Context:
        """The same context, embedded once for several questions."""
        vectors = self._vectors(tuple(context.sentences), context.vectors)
        return replace(context, vectors=vectors)

    def _material(self, question: str, asked: Vector, context: Context) -> Material:
        sentences = tuple(context.sentences)
        return Material(question, sentences, asked, self._vectors(sentences, context.vectors))

    def _vectors(self, sentences: tuple[str, ...], known: Matrix | None) -> Matrix:
        if known is None:
            return self._embeddings.embed_passages(sentences)
        if known.shape != (len(sentences), self._embeddings.dimensions):
            message = f"{known.shape} vectors given for {len(sentences)} sentences"
            raise ValueError(message)
        return np.asarray(known, dtype=np.float32)
