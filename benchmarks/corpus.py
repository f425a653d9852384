"""A corpus of any size with the statistics of real text, the same for the same seed.

A passage is a run of neighbouring real sentences; some of its words are replaced by
compounds of other words, so that the vocabulary grows with the corpus as it does in life.

The vectors are made, because embedding 100,000 passages takes hours: a subject for each
place in the material, spread over LATENT directions as learned vectors are, and a little
noise in all dimensions. Passages from the same place are near each other.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from benchmarks import material

DIMENSIONS = 384
LATENT = 48
PASSAGES_A_DOCUMENT = 12
SCOPES = ("public:1", "public:2", "public:3", "organisation:1", "organisation:2")
REPLACED = 0.06  # share of the nouns
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{4,}\b")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    text: str
    vector: Vector
    scope: frozenset[str]


def entries(passages: int, *, seed: int = 1) -> Iterator[IndexEntry]:
    for number in range(1, passages + 1):
        yield entry(number, seed)


def questions(count: int, passages: int, *, seed: int = 1) -> list[Question]:
    """Each about some passage: four to seven words of one of its sentences."""
    chance = random.Random(f"questions {seed}")
    return [_question(entry(chance.randint(1, passages), seed), chance) for _ in range(count)]


def entry(number: int, seed: int = 1) -> IndexEntry:
    chance = random.Random(f"{seed} {number}")
    sentences = material.sentences()
    length = chance.randint(3, 9)
    start = chance.randrange(len(sentences) - length)
    document = (number - 1) // PASSAGES_A_DOCUMENT + 1
    return IndexEntry(
        passage_id=number,
        document_id=document,
        scope=SCOPES[document % len(SCOPES)],
        title=_title(sentences[start], chance),
        heading_path=(_title(sentences[start + 1], chance),),
        text="\n".join(_varied(line, chance) for line in sentences[start : start + length]),
        vectors=_windows(start, max(1, length // 2), number, seed),
    )


def _title(sentence: str, chance: random.Random) -> str:
    nouns = _NOUN.findall(sentence)
    return " ".join(nouns[:2]) or chance.choice(_nouns())


def _varied(sentence: str, chance: random.Random) -> str:
    def replace(match: re.Match[str]) -> str:
        if chance.random() > REPLACED:
            return match.group()
        return chance.choice(_nouns()) + chance.choice(_nouns()).lower()

    return _NOUN.sub(replace, sentence)


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(sorted({noun for line in material.sentences() for noun in _NOUN.findall(line)}))


def _question(about: IndexEntry, chance: random.Random) -> Question:
    words = chance.choice(about.text.split("\n")).split()
    start = chance.randrange(max(1, len(words) - 7))
    asked = " ".join(words[start : start + chance.randint(4, 7)])
    assert about.vectors is not None
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 0.02, DIMENSIONS)
    public = frozenset(key for key in SCOPES if key.startswith("public"))
    return Question(
        text=f"Was gilt für {asked}?",
        vector=_unit(chance.choice(list(about.vectors)) + noise.astype(np.float32)),
        scope=frozenset(SCOPES) if about.scope not in public else public,
    )


def _windows(place: int, count: int, number: int, seed: int) -> Matrix:
    dice = np.random.default_rng((seed, number))
    subject = _subjects()[place : place + 1]
    latent = subject + dice.normal(0, 0.6, (count, LATENT))
    spread = latent @ _directions() + dice.normal(0, 0.15, (count, DIMENSIONS))
    return _unit(spread.astype(np.float32))


@cache
def _subjects() -> NDArray[np.float64]:
    """One a place, shape (places, LATENT); neighbours resemble each other."""
    dice = np.random.default_rng(7)
    steps = dice.normal(0, 1, (len(material.sentences()), LATENT))
    window = np.ones(6) / np.sqrt(6)
    return np.apply_along_axis(lambda column: np.convolve(column, window, "same"), 0, steps)


@cache
def _directions() -> NDArray[np.float64]:
    return np.random.default_rng(8).normal(0, 1, (LATENT, DIMENSIONS)) / np.sqrt(LATENT)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / lengths, dtype=np.float32)
