"""The steps of the life cycle: what each asks for, and that there is nothing beside the table."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.register.domain import lifecycle, use_cases
from allmende.portal.register.enums import Decision, State
from allmende.portal.register.models import Evidence, Signoff, UseCase
from tests.portal.register import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return stage.town()


def advance(use_case, to, by, reason=""):
    use_case.refresh_from_db()
    return lifecycle.advance(use_case, to=to, reason=reason, revision=use_case.revision, by=by)


def missing(use_case, to):
    use_case.refresh_from_db()
    return [need.text for need in lifecycle.unmet(use_case, to)]


def test_a_use_case_goes_all_the_way_when_everybody_has_done_their_part(town):
    use_case = stage.ready(stage.case(town))
    stage.bring_to(town, use_case, State.OPERATION)

    assert use_case.state == State.OPERATION
    assert use_case.review_due == lifecycle.a_year_from(timezone.localdate())
    assert use_case.starts_on == timezone.localdate()


def test_a_year_from_a_leap_day():
    assert lifecycle.a_year_from(date(2028, 2, 29)) == date(2029, 2, 28)


def test_an_idea_needs_an_owner_a_problem_and_a_benefit(town):
    use_case = stage.case(town, owner=None, problem="", benefit="")

    assert missing(use_case, "precheck") == [
        "Verantwortliche Person",
        "Angabe „Problem“",
        "Angabe „Nutzen und für wen“",
    ]


def test_each_need_names_the_page_where_it_is_done(town):
    use_case = stage.case(town, owner=None, problem="")
    base = f"/anwendungsfaelle/{use_case.pk}/"

    assert [need.url for need in lifecycle.unmet(use_case, "precheck")] == [
        f"{base}verantwortlich/",
        f"{base}bearbeiten/steckbrief/",
    ]


def test_the_refusal_lists_everything_that_is_missing(town):
    use_case = stage.case(town, problem="", benefit="")

    with pytest.raises(Refused) as refused:
        advance(use_case, "precheck", town.officer)

    assert str(refused.value) == (
        "„In die Vorprüfung geben“ ist noch nicht möglich. Es fehlt: Angabe „Problem“; "
        "Angabe „Nutzen und für wen“."
    )
    assert UseCase.objects.get().state == State.IDEA


def test_review_needs_an_assessment_and_the_sign_offs_of_the_precheck(town):
    use_case = stage.case(town)
    advance(use_case, "precheck", town.officer)

    assert missing(use_case, "review") == [
        "Einstufung festgehalten",
        "Freigabe: Bedarf bestätigen (Leitung)",
        "Freigabe: Technische Vorprüfung (Informationssicherheit)",
    ]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"risk": "pruefung_noetig"}, ["Einstufung ohne offene Fragen (nicht „Prüfung nötig“)"]),
        (
            {"risk": "verboten"},
            ["Keine verbotene Praktik nach Art. 5 KI-Verordnung (die Einstufung lautet: verboten)"],
        ),
        ({"automation": "unzulaessig"}, ["Rechtmäßigkeit der Automatisierung geklärt"]),
        ({"automation": "pruefung_noetig"}, ["Rechtmäßigkeit der Automatisierung geklärt"]),
        ({"impact": "erforderlich"}, ["Datenschutz-Folgenabschätzung mit Stellungnahme"]),
        ({"risk": "minimal"}, []),
    ],
)
def test_what_the_assessment_says_stops_at_the_review(town, levels, expected):
    use_case = stage.case(town, state=State.REVIEW)
    stage.ready(use_case, **levels)

    found = [text for text in missing(use_case, "approval") if not text.startswith("Freigabe")]

    assert found == expected


def test_an_assessment_by_new_rules_has_to_be_confirmed(town):
    use_case = stage.ready(stage.case(town, state=State.REVIEW))
    use_case.assessments.update(by_rules=True, confirmed_at=None)

    assert "Neue Einstufung nach geänderten Regeln bestätigt" in missing(use_case, "approval")


def test_personal_data_at_a_provider_ask_for_record_and_contract_before_the_pilot(town):
    use_case = stage.case(town, state=State.APPROVAL, personal_data="ja")
    stage.ready(use_case)
    Evidence.objects.filter(subject__in=["processing_record", "contract"]).delete()

    found = [text for text in missing(use_case, "pilot") if text.startswith("Nachweis")]

    assert found == [
        "Nachweis: Verzeichnis der Verarbeitungstätigkeiten",
        "Nachweis: Vertrag zur Auftragsverarbeitung",
    ]


def test_without_a_provider_no_contract_is_asked_for(town):
    use_case = stage.case(town, state=State.APPROVAL, personal_data="ja", provider="")

    assert "Nachweis: Vertrag zur Auftragsverarbeitung" not in missing(use_case, "pilot")


@pytest.mark.parametrize(
    "change",
    [
        {"expires_on": date(2026, 1, 2)},
        {"withdrawn_at": timezone.now()},
        {"kind": "claim"},
    ],
    ids=["expired", "withdrawn", "only claimed"],
)
def test_evidence_that_does_not_hold_is_missing_again(town, change):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL))
    Evidence.objects.filter(subject="security").update(**change)

    assert "Nachweis: Schutzbedarf und Sicherheitsmaßnahmen" in missing(use_case, "pilot")


def test_the_pilot_needs_a_goal_with_a_baseline(town):
    use_case = stage.ready(stage.case(town, state=State.APPROVAL))
    use_case.goals.update(baseline=None)

    assert "Mindestens ein Ziel mit Ausgangswert und Zielwert" in missing(use_case, "pilot")


def test_operation_needs_training_pilot_report_and_the_due_duties(town):
    use_case = stage.ready(stage.case(town, state=State.PILOT))
    Evidence.objects.filter(subject__in=["training", "pilot"]).delete()
    use_case.duty_states.filter(rule__startswith="art4").delete()

    found = [text for text in missing(use_case, "operation") if not text.startswith("Freigabe")]

    assert found == [
        "Nachweis: Schulung",
        "Nachweis: Pilotbericht",
        "Alle fälligen Pflichten erfüllt (1 offen)",
    ]


def test_a_late_step_asks_for_the_early_sign_offs_too(town):
    use_case = stage.ready(stage.case(town, state=State.PILOT))

    assert "Freigabe: Bedarf bestätigen (Leitung)" in missing(use_case, "operation")


def test_entering_a_state_asks_for_the_sign_offs_of_the_next_one(town):
    use_case = stage.case(town)
    advance(use_case, "precheck", town.officer)

    asked = Signoff.objects.filter(use_case=use_case)
    assert [(row.step_title, row.before_state) for row in asked] == [
        ("Bedarf bestätigen", "review"),
        ("Technische Vorprüfung", "review"),
    ]
    assert stage.told(town.leader) == [
        "Bitte entscheiden: Bedarf bestätigen („Auskunft am Telefon“)"
    ]


@pytest.mark.parametrize(
    ("start", "to"),
    [("idea", "review"), ("idea", "operation"), ("operation", "idea"), ("rejected", "pilot")],
)
def test_there_is_no_step_beside_the_table(town, start, to):
    use_case = stage.ready(stage.case(town, state=start))

    with pytest.raises(Refused, match="ist vom Stand"):
        advance(use_case, to, town.officer)


@pytest.mark.parametrize("to", ["rejected", "deferred"])
def test_stopping_needs_a_reason(town, to):
    use_case = stage.case(town)

    with pytest.raises(Refused, match="begründen"):
        advance(use_case, to, town.officer, reason="  ")


def test_rejecting_closes_what_was_asked_and_keeps_the_reason(town):
    use_case = stage.case(town)
    advance(use_case, "precheck", town.officer)
    advance(use_case, "rejected", town.leader, reason="Zu teuer.")

    assert use_case.state == State.REJECTED
    assert set(use_case.signoffs.values_list("decision", flat=True)) == {Decision.OBSOLETE}
    assert stage.recorded(use_case)[-1] == "register.advanced"
    assert stage.told(town.owner)[-1] == "„Auskunft am Telefon“: jetzt Abgelehnt"


def test_who_was_deferred_comes_back_with_the_decisions_that_stand(town):
    use_case = stage.case(town)
    advance(use_case, "precheck", town.officer)
    stage.sign(town, use_case)
    advance(use_case, "deferred", town.owner, reason="Kein Geld in diesem Jahr.")
    advance(use_case, "precheck", town.leader, reason="Geld ist da.")

    assert use_case.round == 1
    assert [n for n in missing(use_case, "review") if n.startswith("Freigabe")] == []


@pytest.mark.parametrize("start", ["rejected", "retired"])
def test_reopening_starts_a_new_round(town, start):
    use_case = stage.case(town, state=start)
    advance(use_case, "precheck", town.officer, reason="Neue Lage.")

    assert use_case.round == 2
    assert set(use_case.signoffs.values_list("round", flat=True)) == {2}


def test_retiring_ends_the_operation(town):
    use_case = stage.running(town)
    advance(use_case, "retired", town.leader, reason="Ersetzt.")

    assert (use_case.state, use_case.ends_on) == (State.RETIRED, timezone.localdate())
    assert use_case.review_due is None


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("officer", ["precheck", "deferred", "rejected"]),
        ("owner", ["precheck", "deferred"]),
        ("leader", ["deferred", "rejected"]),
        ("staff", []),
        ("privacy", []),
    ],
)
def test_who_may_take_which_step(town, who, expected):
    use_case = stage.case(town)

    found = lifecycle.possible(use_case, by=getattr(town, who))

    assert [transition.to for transition in found] == expected


def test_a_colleague_without_the_right_changes_nothing(town):
    use_case = stage.case(town)

    with pytest.raises(PermissionDenied):
        advance(use_case, "precheck", town.staff)
    assert UseCase.objects.get().state == State.IDEA


def test_another_organisation_changes_nothing(town):
    stranger = stage.town("ahornried").officer
    use_case = stage.case(town)

    with pytest.raises(PermissionDenied):
        advance(use_case, "precheck", stranger)


def test_two_at_once_do_not_overwrite_each_other(town):
    use_case = stage.case(town)
    seen = use_case.revision
    use_cases.change(use_case, values={"provider": "Andere GmbH"}, revision=seen, by=town.officer)

    with pytest.raises(Conflict):
        lifecycle.advance(use_case, to="precheck", revision=seen, by=town.officer)
    assert UseCase.objects.get().state == State.IDEA
