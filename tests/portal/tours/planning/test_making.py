"""From an organisation to a plan that is stored."""

import pytest

from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Stop
from tests.portal.tours import made_planning as made

pytestmark = pytest.mark.django_db


def test_plans(django_capture_on_commit_callbacks):
    at = made.town()
    with django_capture_on_commit_callbacks(execute=True):
        made.plan(at)
    plan = made.versions.current(at.organisation)
    print(
        plan.figures,
        plan.job.message,
        plan.job.state,
        [(u.label, u.why, u.facts) for u in plan.unplanned.all()],
    )
    for t in plan.tours.all():
        print(
            t,
            t.leaves,
            t.returns,
            [(s.kind, s.label, s.arrives, s.ends, s.key) for s in t.stops.all()],
        )
    assert plan.state == PlanState.DRAFT
    assert 0
