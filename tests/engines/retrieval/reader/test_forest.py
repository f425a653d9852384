import lightgbm
import numpy as np
import pytest

from allmende.engines.retrieval.reader.forest import Forest, merge


@pytest.fixture(scope="module")
def booster() -> lightgbm.Booster:
    rows = np.random.default_rng(1).normal(size=(400, 6)).astype(np.float32)
    gold = (rows[:, 0] * rows[:, 1] > 0).astype(float)
    data = lightgbm.Dataset(rows, gold)
    settings = {"objective": "binary", "verbose": -1, "num_threads": 1, "seed": 1}
    return lightgbm.train(settings, data, num_boost_round=20)


def test_predicts_what_lightgbm_predicts(booster):
    rows = np.random.default_rng(2).normal(size=(50, 6)).astype(np.float32)
    forest = merge(booster.dump_model()["tree_info"], share=1)
    assert forest.predict(rows) == pytest.approx(booster.predict(rows), abs=1e-5)


def test_a_value_at_a_threshold_goes_left():
    exact = 0.1  # no float32
    leaves = {"left_child": {"leaf_value": -1.0}, "right_child": {"leaf_value": 1.0}}
    forest = merge(
        [{"tree_structure": {"split_feature": 0, "threshold": exact, **leaves}}], share=1
    )
    nearest = np.float32(exact)  # a little more than 0.1
    rows = np.array([[np.nextafter(nearest, np.float32(0))], [nearest]], dtype=np.float32)
    assert (forest.predict(rows) > 0.5).tolist() == [False, True]


def test_it_survives_being_stored(booster):
    forest = merge(booster.dump_model()["tree_info"], share=1)
    again = Forest.of_arrays(forest.arrays("first"), "first")
    rows = np.ones((3, 6), dtype=np.float32)
    assert again.predict(rows).tolist() == forest.predict(rows).tolist()


def test_a_tree_that_is_a_single_leaf_predicts_it():
    forest = merge([{"tree_structure": {"leaf_value": 0.0}}], share=1)
    assert forest.predict(np.zeros((2, 1), dtype=np.float32)).tolist() == [0.5, 0.5]
