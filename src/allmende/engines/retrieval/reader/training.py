"""How a reader is learnt: the verdict on a page sees cross-fitted chances of its sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import lightgbm
import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import words
from allmende.engines.retrieval.reader import features, rarity
from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.forest import Forest, merge
from allmende.engines.retrieval.reader.material import Background, Material, Table
from allmende.engines.retrieval.reader.model import ReaderModel
from allmende.engines.retrieval.reader.network_training import Page, train_network
from allmende.engines.retrieval.reader.samples import Sample

type Rows = NDArray[np.float32]
type Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    """Settings of one boosted forest; ``seeds`` forests are averaged."""

    trees: int
    leaves: int
    smallest_leaf: int
    columns: float  # share of columns that a tree may use
    seeds: int = 4
    step: float = 0.04


SENTENCES = Recipe(trees=200, leaves=15, smallest_leaf=30, columns=0.3, seeds=3)
WHOLE = Recipe(trees=80, leaves=4, smallest_leaf=15, columns=0.3)
NETWORKS = 5
_FOLDS = 5
_USUAL_LENGTH = 20  # sentences; a page counts less than in proportion to its length


@dataclass(frozen=True)
class Case:
    sample: Sample
    material: Material
    table: Table

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
        return Page(self.table.values, vectors, question, self.gold, self.trust)


def train(
    samples: Sequence[Sample],
    materials: Sequence[Material],
    *,
    seed: int,
    networks: int = NETWORKS,
) -> ReaderModel:
    """``materials[i]`` holds question and sentences of ``samples[i]`` with their vectors."""
    background = _background(samples, materials)
    cases = [
        Case(sample, material, features.table(material, background=background))
        for sample, material in zip(samples, materials, strict=True)
    ]
    sentences, chances = _cross_fitted(cases, folds=folds(samples, seed=seed), seed=seed)
    rows = np.stack([page_row(case.table, c) for case, c in zip(cases, chances, strict=True)])
    answered = np.array([bool(case.sample.answers) for case in cases], dtype=np.float64)
    pages = [case.page for case in cases]
    return ReaderModel(
        background=background,
        sentences=sentences,
        whole=fit(rows, answered, np.ones(len(cases)), recipe=WHOLE, seed=seed + 2),
        networks=tuple(train_network(pages, seed=seed + 10 + i) for i in range(networks)),
    )


def _background(samples: Sequence[Sample], materials: Sequence[Material]) -> Background:
    words_of_pages = {sample.page: _page_words(sample) for sample in samples}
    vectors = np.concatenate([material.vectors for material in materials])
    return Background(
        rarity.learn(words_of_pages.values()), vectors.mean(axis=0).astype(np.float32)
    )


def fit(rows: Rows, gold: Chances, weights: Chances, *, recipe: Recipe, seed: int) -> Forest:
    trees: list[Mapping[str, object]] = []
    for run in range(recipe.seeds):
        data = lightgbm.Dataset(rows, gold, weight=weights)
        settings = _settings(recipe, seed=seed * 100 + run)
        booster = lightgbm.train(settings, data, num_boost_round=recipe.trees)
        trees += booster.dump_model()["tree_info"]
    return merge(trees, share=1 / recipe.seeds)


def _settings(recipe: Recipe, *, seed: int) -> dict[str, object]:
    return {
        "objective": "binary",
        "learning_rate": recipe.step,
        "num_leaves": recipe.leaves,
        "min_data_in_leaf": recipe.smallest_leaf,
        "feature_fraction": recipe.columns,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def _cross_fitted(
    cases: Sequence[Case], *, folds: Sequence[int], seed: int
) -> tuple[Forest, list[Chances]]:
    """A forest of all cases, and the chances of each case from a forest without its page."""
    chances: dict[int, Chances] = {}
    for fold in sorted(set(folds)):
        others = [case for case, own in zip(cases, folds, strict=True) if own != fold]
        forest = _fit_cases(others, seed=seed)
        inside = [i for i, own in enumerate(folds) if own == fold]
        chances |= {i: forest.predict(cases[i].table.values) for i in inside}
    return _fit_cases(cases, seed=seed), [chances[i] for i in range(len(cases))]


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
