"""The trained reader: a forest and small networks judge sentences and the whole context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.retrieval.reader import features
from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.forest import Forest
from allmende.engines.retrieval.reader.material import Background, Material
from allmende.engines.retrieval.reader.network import Network
from allmende.engines.retrieval.reader.selection import best_choice
from allmende.engines.retrieval.types import Context, Matrix, Reading, Vector

MODEL_FILE = "reader.npz"
_QUESTIONS_KEPT = 64
_NETWORK_SHARE = 0.25
_VERDICT_SHARE = 0.25


@dataclass(frozen=True)
class ReaderModel:
    """Everything that was learnt; a pure function of question and sentences."""

    background: Background
    sentences: Forest
    whole: Forest
    networks: tuple[Network, ...]

    def judge(self, material: Material) -> Reading:
        table = features.table(material, background=self.background)
        chances = self.sentences.predict(table.values)
        seen = [
            network.judge(table.values, material.vectors, material.question_vector)
            for network in self.networks
        ]
        page = self.whole.predict(page_row(table, chances)[None])
        scores = combined_scores(chances, [logits for logits, _ in seen])
        return Reading(
            scores=tuple(float(score) for score in scores),
            chosen=best_choice(scores)[0],
            answerable=combined_verdict(float(page[0]), [verdict for _, verdict in seen]),
        )

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


def combined_scores(
    chances: NDArray[np.float64], logits: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Forest and networks weighed as logits; the weights come from cross-validation."""
    if not logits:
        return chances
    seen = np.mean(np.stack(logits), axis=0)
    return _chance((1 - _NETWORK_SHARE) * _logit(chances) + _NETWORK_SHARE * seen)


def combined_verdict(page: float, verdicts: Sequence[float]) -> float:
    if not verdicts:
        return page
    logit = _logit(np.array([page])) + _VERDICT_SHARE * float(np.mean(verdicts))
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
        self._questions: dict[str, Vector] = {}

    def read(self, question: str, context: Context) -> Reading:
        sentences = tuple(context.sentences)
        if not sentences:
            return Reading(scores=(), chosen=(), answerable=0.0)
        vectors = self._vectors(sentences, context.vectors)
        return self._model.judge(Material(question, sentences, self._vector(question), vectors))

    def with_vectors(self, context: Context) -> Context:
        """The same context, embedded once for several questions."""
        vectors = self._vectors(tuple(context.sentences), context.vectors)
        return replace(context, vectors=vectors)

    def _vector(self, question: str) -> Vector:
        if question not in self._questions:
            if len(self._questions) >= _QUESTIONS_KEPT:
                self._questions.clear()
            self._questions[question] = self._embeddings.embed_questions([question])[0]
        return self._questions[question]

    def _vectors(self, sentences: tuple[str, ...], known: Matrix | None) -> Matrix:
        if known is None:
            return self._embeddings.embed_passages(sentences)
        if known.shape != (len(sentences), self._embeddings.dimensions):
            message = f"{known.shape} vectors given for {len(sentences)} sentences"
            raise ValueError(message)
        return np.asarray(known, dtype=np.float32)
