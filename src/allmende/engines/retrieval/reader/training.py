"""How a reader is learnt: cross-fitted looks, so that no look sees its own training error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import lightgbm
import numpy as np
from numpy.typing import NDArray

from allmende.engines.language.analysis import words
from allmende.engines.retrieval.reader import features, rarity
from allmende.engines.retrieval.reader.answerability import page_row
from allmende.engines.retrieval.reader.features import Material, Table
from allmende.engines.retrieval.reader.forest import Forest, merge
from allmende.engines.retrieval.reader.model import ReaderModel
from allmende.engines.retrieval.reader.samples import Sample
from allmende.engines.retrieval.reader.stacking import second_look

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


FIRST = Recipe(trees=150, leaves=15, smallest_leaf=30, columns=0.3)
SECOND = Recipe(trees=100, leaves=15, smallest_leaf=30, columns=0.3)
WHOLE = Recipe(trees=80, leaves=4, smallest_leaf=15, columns=0.3)
_FOLDS = 5
_USUAL_LENGTH = 20  # sentences; a page counts less than in proportion to its length


@dataclass(frozen=True)
class Case:
    sample: Sample
    table: Table

    @property
    def gold(self) -> Chances:
        marked = sorted(self.sample.answers)
        result = np.zeros(len(self.sample.sentences))
        result[marked] = 1
        return result

    @property
    def weight(self) -> float:
        return (0.5 + 0.5 * self.sample.agreement) * sqrt(_USUAL_LENGTH / len(self.gold))


def train(samples: Sequence[Sample], materials: Sequence[Material], *, seed: int) -> ReaderModel:
    """``materials[i]`` holds question and sentences of ``samples[i]`` with their vectors."""
    words_of_pages = {sample.page: _page_words(sample) for sample in samples}
    known = rarity.learn(words_of_pages.values())
    cases = [
        Case(sample, features.table(material, rarity=known))
        for sample, material in zip(samples, materials, strict=True)
    ]
    folds = _folds(cases, seed=seed)
    tables = [case.table.values for case in cases]
    first, chances = _cross_fitted(cases, tables, FIRST, folds=folds, seed=seed)
    again = [second_look(c, case.table) for c, case in zip(chances, cases, strict=True)]
    second, chances_again = _cross_fitted(cases, again, SECOND, folds=folds, seed=seed + 1)
    pages = [
        page_row(case.table, one, two)
        for case, one, two in zip(cases, chances, chances_again, strict=True)
    ]
    answered = np.array([bool(case.sample.answers) for case in cases], dtype=np.float64)
    whole = fit(np.stack(pages), answered, np.ones(len(cases)), recipe=WHOLE, seed=seed + 2)
    return ReaderModel(known, first, second, whole)


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
    cases: Sequence[Case],
    rows: Sequence[Rows],
    recipe: Recipe,
    *,
    folds: Sequence[int],
    seed: int,
) -> tuple[Forest, list[Chances]]:
    """A forest of all cases, and the chances of each case from a forest without its page."""
    chances: dict[int, Chances] = {}
    for fold in range(_FOLDS):
        forest = _fit_cases(
            cases, rows, [i for i, own in enumerate(folds) if own != fold], recipe, seed
        )
        chances |= {i: forest.predict(rows[i]) for i, own in enumerate(folds) if own == fold}
    everything = range(len(cases))
    return _fit_cases(cases, rows, everything, recipe, seed), [chances[i] for i in everything]


def _fit_cases(
    cases: Sequence[Case], rows: Sequence[Rows], chosen: Sequence[int], recipe: Recipe, seed: int
) -> Forest:
    weights = [np.full(len(rows[i]), cases[i].weight) for i in chosen]
    gold = [cases[i].gold for i in chosen]
    stacked = np.concatenate([rows[i] for i in chosen])
    return fit(stacked, np.concatenate(gold), np.concatenate(weights), recipe=recipe, seed=seed)


def _folds(cases: Sequence[Case], *, seed: int) -> list[int]:
    """Fold of each case; all questions on one page share it."""
    pages = sorted({case.sample.page for case in cases})
    order = np.random.default_rng(seed).permutation(len(pages))
    fold_of = {page: int(place) % _FOLDS for page, place in zip(pages, order, strict=True)}
    return [fold_of[case.sample.page] for case in cases]


def _page_words(sample: Sample) -> list[str]:
    return [word for line in sample.sentences for word in words(line)]
