"""Sentence vectors to what the index keeps of a passage, and questions to match.

A window is the mean of three neighbouring sentence vectors, with a share of the title's
vector and of the whole passage's mean: about as good as embedding the windows themselves,
at a third of the cost, because the reader needs the sentence vectors anyway. All vectors of
a model point in nearly the same direction; taking away what all questions, and what all
texts, share tells them apart.

Figures: docs/decisions/0003-search-words-and-meaning.md. Centring after Mu and Viswanath
2018, All-but-the-Top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.retrieval.types import Matrix, Vector

VERSION = 1
"""Raised whenever windows of before no longer meet the questions of today."""

STEP = 2  # sentences between the middles of two windows
TITLE_SHARE = 0.5  # of title and headings, against the three sentences
PASSAGE_SHARE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """What all questions and what all texts have in common under one model."""

    question: Vector
    text: Vector


_known: dict[str, Centres] = {}  # by name of the model


def centres(model: EmbeddingModel) -> Centres:
    """Embed the 80 shipped sentences, once for each model; raises ``ModelUnavailable``."""
    if model.name not in _known:
        _known[model.name] = _centres(model)
    return _known[model.name]


def _centres(model: EmbeddingModel) -> Centres:
    text = files("allmende.engines.retrieval").joinpath("calibration_de.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    questions = [line for line in lines if line.endswith("?")]
    statements = [line for line in lines if not line.endswith("?")]
    return Centres(
        question=model.embed_questions(questions).mean(axis=0),
        text=model.embed_passages(statements).mean(axis=0),
    )


def title_text(title: str, heading_path: Sequence[str]) -> str:
    """What is embedded, with ``embed_passages``, for the title of a passage."""
    return "\n".join((title, *(heading for heading in heading_path if heading != title)))


def window_vectors(sentences: Matrix, title: Vector, centres: Centres) -> Matrix:
    """The rows an index keeps, shape (at least 1, dimensions).

    ``sentences`` are the vectors of one passage, at least one; ``title`` that of its
    ``title_text``.
    """
    means = np.stack([_around(sentences, at) for at in range(0, len(sentences), STEP)])
    passage = _unit(sentences.mean(axis=0, keepdims=True))
    mixed = _unit(means) + TITLE_SHARE * title + PASSAGE_SHARE * passage
    return _unit(_unit(mixed) - centres.text)


def _around(sentences: Matrix, at: int) -> Vector:
    """Mean of a sentence and its neighbours, of which the first and the last have one."""
    mean: Vector = sentences[max(0, at - 1) : at + 2].mean(axis=0)
    return mean


def question_vector(embedded: Vector, centres: Centres) -> Vector:
    """What ``embed_questions`` gave for a question, ready to meet the windows."""
    centred: Vector = _unit((embedded - centres.question)[np.newaxis])[0]
    return centred


def _unit(rows: Matrix) -> Matrix:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return np.asarray(rows / lengths, dtype=np.float32)
