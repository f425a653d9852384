"""Dated duties and what was done about them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.enums import DutyState
from allmende.portal.register.models import DutyStatus, Evidence
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
NOW, LATER = date(2026, 11, 25), date(2027, 12, 2)


@pytest.fixture
def risky(case, officer):
    values = answers("leistungen", "leistung_anspruch", "art50_kontakt")
    assessing.answer(case, answers=values, revision=0, by=officer)
    assessing.conclude(case, by=officer, on=NOW)
    return case


def setting(case, by, rule="art4", **changed):
    values = {"state": "done", "note": "", "responsible": None, "evidence": None, "revision": 0}
    return assessing.set_duty(case, rule=rule, by=by, **(values | changed))


def open_rules(case, on):
    return {view.duty.rule for view in assessing.duties(case, on=on) if view.is_open}


def test_without_an_assessment_there_are_none(case):
    assert assessing.duties(case) == []


def test_they_come_by_date_and_become_due_without_a_new_assessment(risky):
    dates = [view.duty.applies_from or date.min for view in assessing.duties(risky, on=NOW)]
    assert dates == sorted(dates)
    assert open_rules(risky, NOW) == {"art4", "art50-5"}
    assert {"art26-5", "art27", "art86"} <= open_rules(risky, LATER)


def test_a_disputed_duty_is_open_only_from_the_day_it_surely_applies(risky):
    due = {v.duty.rule: v.duty.due for v in assessing.duties(risky, on=NOW)}
    assert (due["art86"], due["art49-3"]) == ("strittig", "strittig")


def test_the_suppliers_duties_are_not_ours_until_the_role_is_unclear(case, officer):
    values = answers("art50_kontakt", rolle_name="unklar")
    assessing.answer(case, answers=values, revision=0, by=officer)
    assessing.conclude(case, by=officer, on=NOW)
    assert "art50-1" in open_rules(case, NOW)

    assessing.answer(case, answers={"rolle_name": "nein"}, revision=1, by=officer)
    assessing.conclude(case, by=officer, on=NOW)
    assert "art50-1" not in open_rules(case, NOW)


def test_a_duty_that_is_met_is_open_no_more(risky, officer):
    status = setting(risky, officer, note="Schulung am 3.11.")

    assert open_rules(risky, NOW) == {"art50-5"}
    assert (status.state, status.note, status.updated_by) == ("done", "Schulung am 3.11.", officer)
    entry = AuditEntry.objects.get(action="register.duty_set")
    assert entry.details == {"Pflicht": ["", "KI-Kompetenz"], "Stand": ["offen", "erfüllt"]}


def test_what_was_done_outlives_a_new_assessment(risky, officer):
    setting(risky, officer)
    assessing.conclude(risky, by=officer)
    view = next(v for v in assessing.duties(risky) if v.duty.rule == "art4")
    assert view.state is DutyState.DONE


def test_not_applicable_needs_a_reason(risky, officer):
    with pytest.raises(Refused, match="Bitte begründen Sie"):
        setting(risky, officer, state="not_applicable", note="  ")
    assert setting(risky, officer, state="not_applicable", note="Kein Personal.").pk


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [("art9", "Das ist eine Pflicht des Anbieters"), ("gibt-es-nicht", "gehört nicht mehr zur")],
)
def test_only_own_duties_of_the_current_assessment_can_be_set(risky, officer, rule, sentence):
    with pytest.raises(Refused, match=sentence):
        setting(risky, officer, rule)


def test_people_and_evidence_of_others_are_refused(risky, officer):
    stranger = factories.member(factories.organisation("ahornried"))
    theirs = made.use_case(stranger)
    proof = Evidence.objects.create(
        use_case=theirs, kind="document", subject="duty", title="X", issued_on=NOW, issuer="Y"
    )
    with pytest.raises(Refused, match="gehört nicht zu Ihrer Organisation"):
        setting(risky, officer, responsible=stranger)
    with pytest.raises(Refused, match="Nachweis gehört nicht zu diesem Anwendungsfall"):
        setting(risky, officer, evidence=proof)
    assert not DutyStatus.objects.exists()


def test_who_is_asked_hears_of_it_once_and_may_then_note_it(risky, officer):
    colleague = factories.member(risky.organisation)
    with pytest.raises(PermissionDenied):
        setting(risky, colleague)
    setting(risky, officer, state="open", responsible=colleague)
    setting(risky, officer, state="open", responsible=colleague, revision=1)
    status = setting(risky, colleague, responsible=colleague, revision=2)

    assert status.state == "done"
    (told,) = Notification.objects.filter(recipient=colleague.user)
    assert told.url == f"/anwendungsfaelle/{risky.pk}/pflichten/art4/"
    assert told.text == ("Sie kümmern sich um eine Pflicht zu „Auskunft am Telefon“: KI-Kompetenz")


def test_two_at_once_overwrite_nothing(risky, officer):
    setting(risky, officer, note="Erste")
    for revision in (0, 7):
        with pytest.raises(Conflict, match="Jemand anderes hat diese Pflicht"):
            setting(risky, officer, note="Zweite", revision=revision)
    assert DutyStatus.objects.get().note == "Erste"


def test_strangers_may_not(risky):
    stranger = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    with pytest.raises(PermissionDenied):
        setting(risky, stranger)
