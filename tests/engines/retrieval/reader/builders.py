"""Texts and vectors for tests of the reader, without the embedding model."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import words
from allmende.engines.retrieval.reader.material import Background, Material
from allmende.engines.retrieval.reader.rarity import Rarity
from allmende.engines.retrieval.reader.samples import Sample

DIMENSIONS = 384


class WordVectors:
    """Texts with common words are near each other; deterministic."""

    name = "words"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        rows = np.full((len(texts), DIMENSIONS), 0.05, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text):
                row[crc32(word.encode()) % DIMENSIONS] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


PASSPORT = (
    "Reisepass",
    "Für Reisen in ferne Länder brauchen Sie einen Reisepass.",
    "Gebühren",
    "Der Reisepass kostet 70 Euro.",
    "Öffnungszeiten",
    "Am Montag ist von 8:00 bis 12:00 Uhr geöffnet.",
)
DOGS = (
    "Hundesteuer",
    "Melden Sie Ihren Hund innerhalb von zwei Wochen an.",
    "Die Steuer beträgt 120 Euro im Jahr.",
    "Kontakt",
    "Steueramt, Am Markt 1",
)
SAMPLES = (
    Sample("1", "Was kostet ein Reisepass?", PASSPORT, frozenset({3})),
    Sample("1", "Wann ist geöffnet?", PASSPORT, frozenset({5})),
    Sample("1", "Wie viele Einwohner hat die Stadt?", PASSPORT, frozenset()),
    Sample("2", "Wie hoch ist die Steuer für einen Hund?", DOGS, frozenset({2})),
    Sample("2", "Bis wann muss ich den Hund anmelden?", DOGS, frozenset({1})),
    Sample("2", "Wo gibt es Hundefutter?", DOGS, frozenset()),
)


def background() -> Background:
    return Background(Rarity({}, 1.0), np.zeros(DIMENSIONS, dtype=np.float32))


def material(question: str, sentences: tuple[str, ...]) -> Material:
    vectors = WordVectors()
    return Material(
        question,
        sentences,
        vectors.embed_questions([question])[0],
        vectors.embed_passages(sentences),
    )


def copies(times: int) -> list[Sample]:
    """Enough pages for folds; each copy is a page of its own."""
    return [
        Sample(f"{sample.page}-{i}", sample.question, sample.sentences, sample.answers)
        for i in range(times)
        for sample in SAMPLES
    ]
