"""New rules: the same answers again, what changed in words, a person confirms."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing, daily
from allmende.portal.register.models import Assessment
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
THEN, NOW = date(2026, 11, 25), date(2027, 2, 1)
URL = "/anwendungsfaelle/einstufung/geaendert/"


@pytest.fixture
def stricter(changed_rules):
    """Direct contact with people is now a matter of Annex III."""
    return changed_rules(
        "areas_rules.yaml",
        "    condition: {wahlen: ja}",
        "    condition: {any: [{wahlen: ja}, {art50_kontakt: ja}]}",
    )


def held(by, values=None, **fields):
    case = made.use_case(by, **fields)
    values = values or answers("art50_kontakt")
    assessing.answer(case, answers=values, revision=0, by=by)
    return assessing.conclude(case, by=by, on=THEN)


def test_our_own_rules_change_nothing(officer):
    held(officer)
    assert assessing.recheck_all() == 0
    assert Assessment.objects.count() == 1


def test_assesses_again_and_says_what_the_rules_have_changed(officer, stricter):
    old = held(officer)
    assert assessing.recheck_all(rules=stricter, on=NOW) == 1

    new = assessing.current(old.use_case)
    assert (new.risk, new.answers, new.on, new.by_rules, new.needs_confirmation) == (
        "hochrisiko",
        old.answers,
        NOW,
        True,
        True,
    )
    assert new.rules_version == str(stricter.version)
    assert new.changes[0] == (
        "Klasse nach KI-Verordnung: bisher begrenztes Risiko (Transparenz), jetzt Hochrisiko."
    )
    assert "Neue Pflicht: Grundrechte-Folgenabschätzung (Art. 27 KI-VO)." in new.changes
    assert not [sentence for sentence in new.changes if "Stand:" in sentence]
    entry = AuditEntry.objects.get(action="register.rechecked")
    assert entry.details == {"Regelwerk": [old.rules_version, new.rules_version]}


def test_what_only_the_calendar_changes_is_not_told_as_a_change_of_rules(officer, changed_rules):
    old = held(officer, answers("leistungen", "leistung_anspruch"))
    rules = changed_rules("staff.yaml", "Auch eine Erprobung zählt.", "Auch ein Test zählt.")
    assessing.recheck_all(rules=rules, on=date(2028, 1, 1))
    new = assessing.current(old.use_case)
    assert new.changes == []


def test_where_nothing_differs_nobody_has_to_confirm(officer, changed_rules):
    old = held(officer)
    rules = changed_rules("staff.yaml", "Auch eine Erprobung zählt.", "Auch ein Test zählt.")
    assert assessing.recheck_all(rules=rules, on=NOW) == 1

    new = assessing.current(old.use_case)
    assert (new.changes, new.by_rules, new.needs_confirmation) == ([], True, False)
    assert not Notification.objects.exists()


def test_names_answers_that_no_longer_count_and_new_questions(officer, changed_rules):
    old = held(officer)
    rules = changed_rules("accessibility.yaml", "barriere_dokumente", "barriere_schriften")
    assessing.recheck_all(rules=rules, on=NOW)

    assert assessing.current(old.use_case).changes == [
        "Neue Pflicht: Barrierefreie Dokumente (BITV 2.0, EN 301 549 und "
        "Behindertengleichstellungsrecht des Landes).",
        "Noch zu klären: „Erzeugte Dokumente“.",
        "Die Frage „barriere_dokumente“ gibt es nicht mehr; ihre Antwort zählt nicht.",
    ]


def test_one_notification_for_each_person_with_the_count(officer, stricter):
    owner = factories.member(officer.organisation, email="besitz@example.org")
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    for fields in ({"owner": owner}, {"owner": officer}, {}):
        held(officer, **fields)
    held(neighbour)
    assert assessing.recheck_all(rules=stricter, on=NOW) == 4

    told = {note.recipient: (note.text, note.url) for note in Notification.objects.all()}
    text = "Neue Regeln haben {} geändert. Bitte bestätigen Sie das Ergebnis."
    assert told == {
        officer.user: (text.format("3 Einstufungen"), URL),
        owner.user: (text.format("eine Einstufung"), URL),
        neighbour.user: (text.format("eine Einstufung"), URL),
    }
    assert Notification.objects.count() == 3


def test_running_again_does_nothing_more(officer, stricter):
    held(officer)
    assert [assessing.recheck_all(rules=stricter, on=NOW) for _ in range(2)] == [1, 0]
    assert (Assessment.objects.count(), Notification.objects.count()) == (2, 1)


def test_closed_use_cases_and_closed_organisations_are_left_alone(officer, stricter):
    held(officer, state="retired")
    gone = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    held(gone)
    gone.organisation.is_active = False
    gone.organisation.save()
    assert assessing.recheck_all(rules=stricter, on=NOW) == 0


def test_what_nobody_has_seen_is_not_lost_with_the_rules_after_next(
    officer, stricter, changed_rules
):
    old = held(officer)
    assessing.recheck_all(rules=stricter, on=NOW)
    first = assessing.current(old.use_case).changes
    later = changed_rules(
        "staff.yaml", "Auch eine Erprobung zählt.", "Ein Test zählt.", day="2027-03-01"
    )
    assessing.recheck_all(rules=later, on=NOW)

    new = assessing.current(old.use_case)
    assert (new.changes, new.needs_confirmation) == (first, True)


def test_an_unreadable_result_does_not_stop_the_others(officer, stricter):
    broken, fine = held(officer), held(officer)
    Assessment.objects.filter(pk=broken.pk).update(result={})
    assert assessing.recheck_all(rules=stricter, on=NOW) == 2
    assert "andere" in assessing.current(broken.use_case).changes[0]
    assert assessing.current(fine.use_case).risk == "hochrisiko"


def test_a_person_confirms_once(officer, stricter):
    old = held(officer)
    assessing.recheck_all(rules=stricter, on=NOW)
    (waiting,) = assessing.waiting(officer)
    assessing.confirm(waiting, by=officer)

    assert list(assessing.waiting(officer)) == []
    assert not assessing.current(old.use_case).needs_confirmation
    with pytest.raises(Refused, match="schon bestätigt"):
        assessing.confirm(waiting, by=officer)
    assert AuditEntry.objects.filter(action="register.assessment_confirmed").count() == 1


def test_only_who_may_assess_confirms_and_others_see_nothing(officer, stricter):
    held(officer)
    assessing.recheck_all(rules=stricter, on=NOW)
    (waiting,) = assessing.waiting(officer)
    stranger = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    assert list(assessing.waiting(stranger)) == []
    for member in (stranger, factories.member(officer.organisation)):
        with pytest.raises(PermissionDenied):
            assessing.confirm(waiting, by=member)


def test_the_daily_work_checks_again():
    assert assessing.recheck_all in daily.STEPS
