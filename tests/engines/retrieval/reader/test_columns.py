import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.reader.columns import (
    at,
    by_section,
    rank,
    rows_at,
    shift,
    smooth,
    standardised,
    widest,
)

VALUES = np.array([1.0, 5.0, 3.0, 3.0])


def test_neighbours():
    assert shift(VALUES, 1).tolist() == [0, 1, 5, 3]
    assert shift(VALUES, -2).tolist() == [3, 3, 0, 0]
    assert smooth(VALUES, 1).tolist() == [3, 3, pytest.approx(11 / 3), 3]
    assert widest(VALUES[:, None], 1)[:, 0].tolist() == [5, 5, 5, 3]


def test_places_elsewhere_count_nothing_where_there_is_none():
    assert at(VALUES, (-1, 0, 1, 1)).tolist() == [0, 1, 5, 5]
    assert rows_at(VALUES[:, None], (1, -1, 0, 0))[:, 0].tolist() == [5, 0, 1, 1]


def test_sections():
    assert by_section(VALUES, (0, 0, 1, 1), np.max).tolist() == [5, 5, 3, 3]


def test_the_best_has_rank_nought_and_ties_keep_their_order():
    assert rank(VALUES).tolist() == pytest.approx([1, 0, 1 / 3, 2 / 3])
    assert rank(VALUES[:1]).tolist() == [0]


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=20), st.integers(1, 25))
def test_columns_keep_their_length_and_stay_finite(values, step):
    column = np.array(values, dtype=np.float32)
    for result in (shift(column, step), shift(column, -step), smooth(column, step)):
        assert result.shape == column.shape
    assert np.isfinite(standardised(column)).all()
