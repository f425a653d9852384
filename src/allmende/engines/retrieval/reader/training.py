"""How a reader is learnt: the verdict on a page sees cross-fitted chances of its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from allmende.engines.language.analysis import words
from allmende.engines.retrieval.reader import features, rarity
from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.boosting import Chances, Recipe, fit
from allmende.engines.retrieval.reader.forest import Forest
from allmende.engines.retrieval.reader.material import Background, Material, Table
from allmende.engines.retrieval.reader.model import ReaderModel
from allmende.engines.retrieval.reader.network_training import Page, train_network
from allmende.engines.retrieval.reader.samples import Sample
from allmende.engines.retrieval.reader.strangers import strangers

SENTENCES = Recipe(trees=200, leaves=15, smallest_leaf=30, columns=0.3, seeds=3)
WHOLE = Recipe(trees=80, leaves=4, smallest_leaf=15, columns=0.3)
NETWORKS = 8
STRANGER = 0.1  # importance of a question put to a page of something else
_FOLDS = 5
_USUAL_LENGTH = 20  # sentences; a page counts less than in proportion to its length


@dataclass(frozen=True)
class Case:
    sample: Sample
    material: Material
    table: Table
    importance: float = 1.0

    @property
    def gold(self) -> Chances:
        marked = sorted(self.sample.answers)
        result = np.zeros(len(self.sample.sentences))
        result[marked] = 1
        return result

    @property
    def trust(self) -> float:
        return 0.5 + 0.5 * self.sample.agreement

    @property
    def weight(self) -> float:
        """Of one sentence for the forest."""
        return self.trust * sqrt(_USUAL_LENGTH / len(self.gold))

    @property
    def page(self) -> Page:
        vectors, question = self.material.vectors, self.material.question_vector
        weight = self.trust if self.importance == 1 else 0.0  # strangers teach only silence
        return Page(self.table.values, vectors, question, self.gold, weight, self.importance)


def train(
    samples: Sequence[Sample],
    materials: Sequence[Material],
    *,
    seed: int,
    networks: int = NETWORKS,
) -> ReaderModel:
    """``materials[i]`` holds question and sentences of ``samples[i]`` with their vectors."""
    background = _background(samples, materials)
    own = _cases(list(zip(samples, materials, strict=True)), background, importance=1.0)
    odd = strangers(samples, materials, seed=seed)
    cases = own + _cases(odd, background, importance=STRANGER)
    sentences, chances = _cross_fitted(cases, seed=seed)
    rows = np.stack([page_row(case.table, c) for case, c in zip(cases, chances, strict=True)])
    answered = np.array([bool(case.sample.answers) for case in cases], dtype=np.float64)
    weights = np.array([case.importance for case in cases])
    pages = [case.page for case in cases]
    return ReaderModel(
        background=background,
        sentences=sentences,
        whole=fit(rows, answered, weights, recipe=WHOLE, seed=seed + 2),
        networks=tuple(train_network(pages, seed=seed + 10 + i) for i in range(networks)),
    )


def _cases(
    pairs: Sequence[tuple[Sample, Material]], background: Background, *, importance: float
) -> list[Case]:
    return [
        Case(sample, material, features.table(material, background=background), importance)
        for sample, material in pairs
    ]


def _background(samples: Sequence[Sample], materials: Sequence[Material]) -> Background:
    words_of_pages = {sample.page: _page_words(sample) for sample in samples}
    vectors = np.concatenate([material.vectors for material in materials])
    return Background(
        rarity.learn(words_of_pages.values()), vectors.mean(axis=0).astype(np.float32)
    )


def _cross_fitted(cases: Sequence[Case], *, seed: int) -> tuple[Forest, list[Chances]]:
    """A forest of the questions on their own pages, and the chances of each case.

    The chances come from a forest that has not seen the page of the question.
    """
    fold_of = folds([case.sample for case in cases], seed=seed)
    own = [(case, fold) for case, fold in zip(cases, fold_of, strict=True) if case.importance == 1]
    chances: dict[int, Chances] = {}
    for fold in sorted(set(fold_of)):
        forest = _fit_cases([case for case, of in own if of != fold], seed=seed)
        inside = [i for i, of in enumerate(fold_of) if of == fold]
        chances |= {i: forest.predict(cases[i].table.values) for i in inside}
    forest = _fit_cases([case for case, _ in own], seed=seed)
    return forest, [chances[i] for i in range(len(cases))]


def _fit_cases(cases: Sequence[Case], *, seed: int) -> Forest:
    return fit(
        np.concatenate([case.table.values for case in cases]),
        np.concatenate([case.gold for case in cases]),
        np.concatenate([np.full(len(case.gold), case.weight) for case in cases]),
        recipe=SENTENCES,
        seed=seed,
    )


def folds(samples: Sequence[Sample], *, seed: int, count: int = _FOLDS) -> list[int]:
    """Fold of each sample; all questions on one page share it."""
    pages = sorted({sample.page for sample in samples})
    order = np.random.default_rng(seed).permutation(len(pages))
    fold_of = {page: int(place) % count for page, place in zip(pages, order, strict=True)}
    return [fold_of[sample.page] for sample in samples]


def _page_words(sample: Sample) -> list[str]:
    return [word for line in sample.sentences for word in words(line)]
