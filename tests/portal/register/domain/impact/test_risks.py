import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.register.domain.impact import risks
from allmende.portal.register.models import Risk
from tests import factories
from tests.portal.register import impacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(case, officer):
    return impacts.document(case, officer)


def test_risks_keep_their_order_and_make_a_new_version(document, officer):
    for title in ("Erstes", "Zweites"):
        impacts.risk(document, officer, title=title)
    document.refresh_from_db()
    assert [risk.title for risk in document.risks.all()] == ["Erstes", "Zweites"]
    assert document.revision == 3


def test_a_risk_that_was_changed_meanwhile_is_not_overwritten(document, officer):
    risk = impacts.risk(document, officer)
    seen = risks.mark(risk)
    risks.change(risk, values=impacts.RISK | {"title": "Ihre"}, seen=seen, by=officer)
    with pytest.raises(Conflict):
        risks.change(risk, values=impacts.RISK | {"title": "Meine"}, seen=seen, by=officer)
    assert Risk.objects.get().title == "Ihre"


def test_a_risk_that_was_removed_meanwhile_does_not_come_back(document, officer):
    risk = impacts.risk(document, officer)
    seen = risks.mark(risk)
    risks.remove(Risk.objects.get(), by=officer)
    with pytest.raises(Conflict):
        risks.change(risk, values=impacts.RISK, seen=seen, by=officer)
    assert Risk.objects.count() == 0


@pytest.mark.parametrize("worse", [{"severity_after": 4}, {"likelihood_after": 4}])
def test_measures_do_not_make_it_worse(document, officer, worse):
    with pytest.raises(Refused) as refused:
        impacts.risk(document, officer, **worse)
    assert str(refused.value) == risks.WORSE


def test_a_document_holds_a_bounded_number_of_risks(document, officer):
    Risk.objects.bulk_create(Risk(document=document, **impacts.RISK) for _ in range(risks.MOST))
    with pytest.raises(Refused) as refused:
        impacts.risk(document, officer)
    assert str(refused.value) == risks.TOO_MANY


def test_only_who_works_on_the_use_case_touches_risks(document, officer, town):
    risk = impacts.risk(document, officer)
    for person in (factories.member(town), factories.member(factories.organisation("ahornried"))):
        with pytest.raises(PermissionDenied):
            impacts.risk(document, person)
        with pytest.raises(PermissionDenied):
            risks.change(risk, values=impacts.RISK, seen=risks.mark(risk), by=person)
        with pytest.raises(PermissionDenied):
            risks.remove(risk, by=person)
    assert Risk.objects.count() == 1
