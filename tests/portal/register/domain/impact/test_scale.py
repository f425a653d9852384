from itertools import product

import pytest

from allmende.portal.register.domain.impact import scale
from allmende.portal.register.domain.impact.scale import STEPS, Area
from allmende.portal.register.models import Risk


@pytest.mark.parametrize(
    ("severity", "likelihood", "area"),
    [
        (1, 1, Area.LOW),
        (1, 2, Area.LOW),
        (2, 1, Area.LOW),
        (1, 3, Area.MEDIUM),
        (2, 2, Area.MEDIUM),
        (1, 4, Area.MEDIUM),
        (2, 3, Area.MEDIUM),
        (2, 4, Area.HIGH),
        (3, 3, Area.HIGH),
        (4, 4, Area.HIGH),
    ],
)
def test_severity_times_likelihood_gives_an_area(severity, likelihood, area):
    assert scale.area(severity, likelihood) is area
    assert scale.area(likelihood, severity) is area


def test_more_never_lowers_the_area():
    order = list(Area)
    for severity, likelihood in product(STEPS[:-1], STEPS):
        here = order.index(scale.area(severity, likelihood))
        assert order.index(scale.area(severity + 1, likelihood)) >= here


def risk(severity, likelihood, severity_after, likelihood_after):
    return Risk(
        severity=severity,
        likelihood=likelihood,
        severity_after=severity_after,
        likelihood_after=likelihood_after,
    )


def places(lines):
    return {(f.severity, f.likelihood): f.names for line in lines for f in line if f.numbers}


def test_the_matrix_has_every_field_once_and_names_its_risks():
    listed = [risk(4, 2, 2, 1), risk(4, 2, 4, 1)]
    before = scale.matrix(listed, with_measures=False)
    assert [[(f.severity, f.likelihood) for f in line] for line in before] == [
        [(s, p) for p in STEPS] for s in reversed(STEPS)
    ]
    assert places(before) == {(4, 2): "R1, R2"}
    assert places(scale.matrix(listed, with_measures=True)) == {(2, 1): "R1", (4, 1): "R2"}


def test_the_goals_of_the_sdm_are_seven():
    assert len(scale.GOAL_WORDS) == 7
