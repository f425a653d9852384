"""Gradient boosting with LightGBM, for training only."""

from collections.abc import Mapping
from dataclasses import dataclass

import lightgbm
import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.forest import Forest, merge

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
