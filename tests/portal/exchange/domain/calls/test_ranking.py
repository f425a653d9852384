"""The ranking: weighted, exact, the same in whatever order scores come."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from allmende.portal.exchange.domain.calls.ranking import Score, ranking, weighted

CRITERIA = [{"key": "a", "weight": 3}, {"key": "b", "weight": 1}]
POINTS = st.fixed_dictionaries({"a": st.integers(0, 4), "b": st.integers(0, 4)})
SCORES = st.lists(st.builds(Score, st.integers(1, 4), POINTS, st.booleans()), max_size=12)


def test_the_mean_is_weighted_and_ties_share_a_place():
    scores = [
        Score(1, {"a": 4, "b": 0}),
        Score(1, {"a": 2, "b": 0}),
        Score(2, {"a": 3, "b": 0}),
        Score(2, {"a": 1, "b": 2}),
        Score(3, {"a": 2, "b": 3}),
        Score(4, {"a": 4, "b": 4}, is_biased=True),
    ]
    found = {row.submission: row for row in ranking(CRITERIA, scores, [1, 2, 3, 4])}

    assert [(found[n].place, found[n].tied, found[n].mean) for n in (1, 2, 3, 4)] == [
        (1, True, Fraction(9, 4)),
        (3, False, Fraction(7, 4)),
        (1, True, Fraction(9, 4)),
        (None, False, None),
    ]
    assert (found[1].spread, found[3].spread, found[1].jurors) == (Fraction(3, 2), 0, 2)


def test_incomplete_points_do_not_count():
    assert weighted(CRITERIA, {"a": 4}) is None
    assert ranking(CRITERIA, [Score(1, {"a": 4})], [1])[0].place is None


@given(SCORES, st.randoms())
def test_the_order_of_scores_does_not_matter(scores, random):
    mixed = list(scores)
    random.shuffle(mixed)

    assert ranking(CRITERIA, mixed, [1, 2, 3, 4]) == ranking(CRITERIA, scores, [1, 2, 3, 4])


@given(SCORES, st.integers(1, 9))
def test_weights_count_only_against_each_other(scores, factor):
    scaled = [{**one, "weight": one["weight"] * factor} for one in CRITERIA]

    assert ranking(scaled, scores, [1, 2]) == ranking(CRITERIA, scores, [1, 2])


@given(SCORES)
def test_places_follow_the_means(scores):
    found = [row for row in ranking(CRITERIA, scores, [1, 2, 3, 4]) if row.place]

    for one in found:
        assert 0 <= one.lowest <= one.mean <= one.highest <= 4
        assert one.place == 1 + sum(other.mean > one.mean for other in found)
        assert one.tied == (sum(other.mean == one.mean for other in found) > 1)
