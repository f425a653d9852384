"""A held assessment never changes; a later one says what differs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.loading import shipped
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.assessing import concluding
from allmende.portal.register.domain.assessing.answering import given
from allmende.portal.register.models import Assessment
from tests import factories
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)
BENEFIT = ("leistungen", "leistung_anspruch")


def concluded(case, officer, values, *, revision=0, **others):
    assessing.answer(case, answers=values, revision=revision, by=officer)
    return assessing.conclude(case, by=officer, on=DAY, **others)


def test_holds_answers_day_land_rules_and_result(case, officer):
    values = answers(*BENEFIT)
    held = concluded(case, officer, values)

    expected = evaluate(given(values), rules=shipped(), state="BW", on=DAY)
    held.refresh_from_db()
    assert assessing.result(held) == expected
    assert (held.risk, held.state_code, held.on, held.answers, held.created_by) == (
        "hochrisiko",
        "BW",
        DAY,
        values,
        officer,
    )
    assert (held.rules_version, held.changes, held.is_current, held.by_rules) == (
        str(shipped().version),
        [],
        True,
        False,
    )
    entry = AuditEntry.objects.get(action="register.assessed")
    assert entry.details["Klasse"] == ["", "Hochrisiko"]


def test_the_next_one_says_what_differs_and_the_first_stays_as_it_is(case, officer):
    first = concluded(case, officer, answers())
    before = Assessment.objects.values().get(pk=first.pk)
    second = concluded(case, officer, {"art50_kontakt": "ja"}, revision=1)

    assert second.changes == [
        "Klasse nach KI-Verordnung: bisher minimales Risiko, "
        "jetzt begrenztes Risiko (Transparenz).",
        "Neue Pflicht: Hinweis auf KI im Gespräch (Art. 50 Abs. 1 KI-VO).",
        "Neue Pflicht: Form der Hinweise (Art. 50 Abs. 5 KI-VO).",
    ]
    assert Assessment.objects.values().get(pk=first.pk) == before | {"is_current": False}
    assert assessing.current(case) == second
    assert list(assessing.earlier(case)) == [second, first]


def test_unclear_leads_to_a_check_and_never_to_a_class(case, officer):
    held = concluded(case, officer, answers(*BENEFIT, ausnahme_d="unklar"))

    assert held.risk == "pruefung_noetig"
    assert "ausnahme_d" in assessing.result(held).clarify


def test_what_nobody_has_answered_counts_as_unclear(case, officer):
    assert concluded(case, officer, {"ki_system": "ja"}).risk == "pruefung_noetig"


def test_without_answers_there_is_nothing_to_hold(case, officer):
    with pytest.raises(Refused, match="Beantworten Sie zuerst die Fragen"):
        assessing.conclude(case, by=officer)


def test_what_was_not_shown_is_not_held(case, officer):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    assessing.answer(case, answers={"ki_system": "nein"}, revision=1, by=officer)
    with pytest.raises(Conflict, match="Inzwischen hat jemand eine Antwort geändert"):
        assessing.conclude(case, by=officer, revision=1)
    assert assessing.conclude(case, by=officer, revision=2).risk == "kein_ki_system"


def test_the_responsible_person_may_conclude_and_others_may_not(case, officer):
    assessing.answer(case, answers=answers(), revision=0, by=officer)
    owner, staff = (factories.member(case.organisation, email=f"{n}@example.org") for n in "ab")
    case.owner = owner
    case.save()
    assert assessing.conclude(case, by=owner).risk == "minimal"
    for member in (staff, factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)):
        with pytest.raises(PermissionDenied):
            assessing.conclude(case, by=member)


def test_an_unreadable_one_is_followed_by_a_sentence(case, officer):
    first = concluded(case, officer, answers())
    Assessment.objects.filter(pk=first.pk).update(result={"rules": "2025"})
    second = assessing.conclude(case, by=officer)

    assert second.changes == [concluding.INCOMPARABLE]


def test_the_summary_for_publication_names_no_person_and_no_answer(case, officer):
    held = concluded(case, officer, answers(*BENEFIT, "rolle_name"))

    assert assessing.summary(held) == {
        "risk": "hochrisiko",
        "impact": "nicht_erforderlich",
        "automation": "keine_automatik",
        "participation": "keine_beteiligung",
        "roles": ["deployer", "provider"],
        "rules_version": str(shipped().version),
        "on": "2026-11-25",
        "land": "BW",
    }


@pytest.mark.parametrize(
    ("version", "older"),
    [
        ("2020-01-01-abcdef012345", True),
        ("2999-01-01-abcdef012345", False),
        (str(shipped().version), False),
        ("", True),
        ("unbekannt", True),
    ],
)
def test_knows_an_older_rule_set(version, older):
    assert assessing.is_older(version) is older
