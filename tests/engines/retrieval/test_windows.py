import numpy as np
import pytest

from allmende.engines.retrieval import windows


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def rows():
    return unit(np.random.default_rng(7).normal(size=(300, 384)))


def test_rounding_to_bytes_changes_scores_by_less_than_promised(rows):
    run = windows.from_matrices([rows], [0])
    scores = run.scores(np.arange(300), rows[5])
    assert np.abs(scores - rows @ rows[5]).max() < 0.005


def test_rows_are_kept_by_owner_whatever_the_order(rows):
    run = windows.from_matrices([rows[:2], rows[2:5], rows[5:6]], [9, 3, 4])
    assert run.owners.tolist() == [3, 3, 3, 4, 9, 9]
    assert run.rows_of(np.array([3, 5, 9], dtype=np.int32)).tolist() == [0, 1, 2, 4, 5]


def test_distance_counts_differing_signs_and_shuts_out_what_is_not_allowed():
    rows = np.array([[1, 1, 1], [1, -1, -1], [1, 1, -1]], dtype=np.float32)
    run = windows.from_matrices([rows[:2], rows[2:]], [0, 1])
    asked = windows.signs(rows[:1])[:, 0]
    distances = run.distances(asked, np.array([True, False]))
    assert distances.tolist() == [0, 2, windows.FARTHEST]


def test_merging_drops_and_renumbers_slots(rows):
    first = windows.from_matrices([rows[:1], rows[1:2]], [0, 1])
    second = windows.from_matrices([rows[2:3]], [2])
    merged = windows.merge([second, first], new_slots=np.array([1, -1, 0], dtype=np.int32))
    expected = windows.from_matrices([rows[2:3], rows[:1]], [0, 1])
    assert merged.owners.tolist() == [0, 1]
    assert np.array_equal(merged.bytes, expected.bytes)
    assert np.array_equal(merged.signs, expected.signs)
