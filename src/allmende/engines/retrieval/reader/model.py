"""The trained reader: two looks at the sentences, then one at the whole context."""

from collections.abc import Mapping
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
from allmende.engines.retrieval.reader.features import Material
from allmende.engines.retrieval.reader.forest import Forest
from allmende.engines.retrieval.reader.rarity import Rarity
from allmende.engines.retrieval.reader.selection import best_choice
from allmende.engines.retrieval.reader.stacking import second_look
from allmende.engines.retrieval.types import Context, Matrix, Reading, Vector

MODEL_FILE = "reader.npz"
_QUESTIONS_KEPT = 64


@dataclass(frozen=True)
class ReaderModel:
    """Everything that was learnt; a pure function of question and sentences."""

    rarity: Rarity
    first: Forest
    second: Forest
    whole: Forest

    def judge(self, material: Material) -> Reading:
        table = features.table(material, rarity=self.rarity)
        chances = self.first.predict(table.values)
        again = self.second.predict(second_look(chances, table))
        row = page_row(table, chances, again)
        scores = (chances + again) / 2
        return Reading(
            scores=tuple(float(score) for score in scores),
            chosen=best_choice(scores)[0],
            answerable=float(self.whole.predict(row[None])[0]),
        )

    def save(self, file: Path) -> None:
        arrays = self.rarity.arrays()
        for name in ("first", "second", "whole"):
            arrays |= getattr(self, name).arrays(name)
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    @classmethod
    def of_arrays(cls, stored: Mapping[str, NDArray[Any]]) -> "ReaderModel":
        looks = {name: Forest.of_arrays(stored, name) for name in ("first", "second", "whole")}
        return cls(rarity=Rarity.of_arrays(stored), **looks)

    @classmethod
    def load(cls, file: Path) -> "ReaderModel":
        with np.load(file, allow_pickle=False) as stored:
            return cls.of_arrays(dict(stored))


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
