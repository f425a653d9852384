"""Geometry without a database."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.portal.register.domain.criteria import Rated
from allmende.portal.register.models import UseCase
from allmende.portal.register.views import portfolio_chart
from allmende.portal.register.views.portfolio_chart import Box, chart


def rated(benefit, effort, reach=None, title="Auskunft am Telefon"):
    case = UseCase(title=title, user_count=reach)
    return Rated(case, benefit, effort, scored=10, of=10, rank=1)


points = st.floats(0, 4)
many = st.lists(st.builds(rated, points, points, st.integers(0, 5000)), max_size=25)


def label_box(bubble):
    width = len(bubble.label) * portfolio_chart.LETTER
    y = bubble.label_y + 5 - portfolio_chart.LINE
    x = bubble.label_x - width if bubble.label_at_end else bubble.label_x
    return Box(x, y, width, portfolio_chart.LINE)


@settings(deadline=None)  # the machine may be busy
@given(many)
def test_labels_touch_neither_bubbles_nor_each_other(ranked):
    bubbles = chart(ranked).bubbles
    labels = [label_box(bubble) for bubble in bubbles if bubble.label]

    shrunk = [Box(b.x + 0.2, b.y + 0.2, b.width - 0.4, b.height - 0.4) for b in labels]

    assert not any(a.touches(b) for a, b in itertools.combinations(shrunk, 2))
    assert not any(a.touches(bubble.box) for a in shrunk for bubble in bubbles)


@settings(deadline=None)  # the machine may be busy
@given(many)
def test_numbers_inside_stay_apart_and_inside_the_frame(ranked):
    bubbles = chart(ranked).bubbles

    for one, other in itertools.combinations(bubbles, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= portfolio_chart.APART - 0.2
    assert all(0 <= bubble.x <= portfolio_chart.WIDTH for bubble in bubbles)


def test_benefit_goes_up_effort_goes_right_and_reach_makes_larger():
    good, bad = chart([rated(4, 0, 1000), rated(0, 4, 10)]).bubbles

    assert good.radius > bad.radius
    assert (good.x < bad.x, good.y < bad.y) == (True, True)


def test_small_bubbles_lie_above_large_ones():
    bubbles = chart([rated(2, 2, 1), rated(2, 2, 1000)]).bubbles

    assert [bubble.rated.use_case.user_count for bubble in bubbles] == [1000, 1]


def test_a_long_title_is_shortened_and_too_many_bubbles_are_counted():
    found = chart([rated(2, 2, title="Sehr " * 20)] * 70)

    assert found.left_out == 10
    assert all(len(bubble.label) <= portfolio_chart.LONGEST for bubble in found.bubbles)
