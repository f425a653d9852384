import pytest

from allmende.engines.regulation.answers import all_hold, any_holds, at_least, inverse

TRUTHS = (True, False, None)


def test_doubt_spreads_unless_another_part_decides():
    assert [all_hold([True, x]) for x in TRUTHS] == [True, False, None]
    assert [all_hold([False, x]) for x in TRUTHS] == [False, False, False]
    assert [any_holds([False, x]) for x in TRUTHS] == [True, False, None]
    assert [any_holds([True, x]) for x in TRUTHS] == [True, True, True]
    assert [inverse(x) for x in TRUTHS] == [False, True, None]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([True, True, False], True),
        ([True, True, None], True),
        ([True, None, False], None),
        ([None, None, False], None),
        ([True, False, False], False),
        ([None, False, False], False),
    ],
)
def test_counts_two_of_three(parts, expected):
    assert at_least(2, parts) is expected
