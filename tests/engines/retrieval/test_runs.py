from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.runs import mergeable


def test_equal_runs_are_merged():
    assert mergeable([8, 4, 2, 1, 1], largest=100) == 5


def test_a_much_larger_run_stays():
    assert mergeable([100, 10, 10], largest=1000) == 2


def test_no_run_grows_beyond_the_largest():
    assert mergeable([60, 50], largest=100) == 1


def test_nothing_and_one_run_need_no_merge():
    assert mergeable([], largest=10) == 1
    assert mergeable([5], largest=10) == 1


@given(st.integers(1, 2000))
def test_many_small_additions_leave_few_runs(additions):
    sizes: list[int] = []
    for _ in range(additions):
        sizes.append(1)
        last = mergeable(sizes, largest=10**9)
        sizes[-last:] = [sum(sizes[-last:])]
    assert sum(sizes) == additions
    assert len(sizes) <= additions.bit_length() + 1
