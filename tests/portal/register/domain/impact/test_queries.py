"""Whether a document is needed and settled."""

from datetime import date

import pytest

from allmende.engines.regulation.storing import to_json
from allmende.portal.register.domain.impact import queries
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models import Assessment, ImpactDocument
from tests.engines.regulation.cases import assess, yes
from tests.portal.register import impacts

pytestmark = pytest.mark.django_db
DSFA, FRIA = ImpactKind.DSFA, ImpactKind.FRIA


def test_before_the_first_assessment_nothing_is_needed_and_a_dsfa_offered(case):
    assert queries.needed(case) == set()
    assert queries.basis(case).offered == {DSFA}


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        ({}, set()),
        (yes("personenbezug"), set()),
        (yes("personenbezug", "dsfa_neu"), set()),
        (yes("personenbezug", "dsfa_neu", "dsfa_umfang"), {DSFA}),
        (yes("personenbezug", "dsfa_3a"), {DSFA}),
        (yes("personenbezug") | {"dsfa_3a": "unklar"}, {DSFA}),
    ],
)
def test_a_dsfa_is_needed_where_the_check_says_so_or_is_unclear(case, answers, needed):
    impacts.assessed(case, **answers)
    assert queries.needed(case) == needed


def test_a_fria_is_offered_before_its_day_and_needed_from_then_on(case):
    impacts.assessed(case, **impacts.FRIA)
    assert queries.basis(case).offered == {DSFA, FRIA}
    assert queries.needed(case, on=date(2027, 12, 1)) == set()
    assert queries.needed(case, on=date(2027, 12, 2)) == {FRIA}


def test_only_the_current_assessment_counts(case):
    impacts.assessed(case, **impacts.DSFA)
    impacts.assessed(case)
    assert queries.needed(case) == set()


def test_a_result_of_another_version_of_the_program_is_told_apart(case):
    stored = impacts.assessed(case, **impacts.DSFA)
    broken = to_json(assess()) | {"risk": {}}
    Assessment.objects.filter(pk=stored.pk).update(result=broken)
    basis = queries.basis(case)
    assert (basis.result, basis.fria) == (None, None)
    assert queries.needed(case) == {DSFA}


@pytest.mark.parametrize(
    ("state", "opinion", "revision", "settled"),
    [
        (ImpactState.DECIDED, Opinion.POSITIVE, 4, True),
        (ImpactState.DECIDED, Opinion.CONDITIONS, 4, True),
        (ImpactState.DECIDED, Opinion.NEGATIVE, 4, False),
        (ImpactState.DECIDED, Opinion.POSITIVE, 3, False),
        (ImpactState.SUBMITTED, Opinion.POSITIVE, 4, False),
        (ImpactState.DRAFT, Opinion.POSITIVE, 4, False),
    ],
)
def test_a_document_is_settled_by_an_opinion_on_this_version(
    case, officer, state, opinion, revision, settled
):
    document = impacts.document(case, officer)
    values = {"state": state, "opinion": opinion, "revision": 4, "opinion_revision": revision}
    ImpactDocument.objects.filter(pk=document.pk).update(
        opinion_at="2026-11-03T12:00:00Z", **values
    )
    assert queries.is_settled(case, DSFA) is settled
    assert queries.is_settled(case, FRIA) is False
