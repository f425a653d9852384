import pytest

from allmende.engines.regulation.ladders import Automation, ImpactAssessment, Participation
from allmende.engines.regulation.world import STATE
from tests.engines.regulation.cases import assess, duty, yes

CRITERIA = [
    "dsfa_bewertung",
    "dsfa_automatisch",
    "dsfa_ueberwachung",
    "dsfa_sensibel",
    "dsfa_umfang",
    "dsfa_abgleich",
    "dsfa_schutzbeduerftig",
    "dsfa_neu",
    "dsfa_hindern",
]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ImpactAssessment.NOT_NEEDED),
        (yes("personenbezug"), ImpactAssessment.NOT_NEEDED),
        (yes("personenbezug", "dsfa_neu"), ImpactAssessment.WEIGH),
        (yes("personenbezug", "dsfa_neu", "dsfa_sensibel"), ImpactAssessment.USUALLY),
        (yes("dsfa_neu", "dsfa_sensibel"), ImpactAssessment.NOT_NEEDED),
        (yes("personenbezug", "dsfa_3a"), ImpactAssessment.NEEDED),
        (yes("personenbezug", "dsfa_3b"), ImpactAssessment.NEEDED),
        (yes("personenbezug", "dsfa_3c"), ImpactAssessment.NEEDED),
        (yes("personenbezug", "dsfa_liste"), ImpactAssessment.NEEDED),
        ({"personenbezug": "ja", "dsfa_liste": "unklar"}, ImpactAssessment.REVIEW),
        ({"personenbezug": "unklar"}, ImpactAssessment.REVIEW),
        ({**yes("personenbezug", "dsfa_neu"), "dsfa_umfang": "unklar"}, ImpactAssessment.REVIEW),
        ({**yes("personenbezug", "dsfa_3a"), "dsfa_umfang": "unklar"}, ImpactAssessment.NEEDED),
    ],
)
def test_threshold_of_the_data_protection_impact_assessment(answers, expected):
    assert assess(**answers).impact.value is expected


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_of_the_nine_criteria_counts(criterion):
    other = next(c for c in CRITERIA if c != criterion)
    assert assess(**yes("personenbezug", criterion)).impact.value is ImpactAssessment.WEIGH
    two = assess(**yes("personenbezug", criterion, other))
    assert two.impact.value is ImpactAssessment.USUALLY
    assert duty(two, "dsfa-durchfuehren").certain


def test_data_protection_counts_without_ai_too():
    plain = assess(ki_system="nein", **yes("personenbezug", "dsfa_3c"))
    assert plain.impact.value is ImpactAssessment.NEEDED


VA = yes("automatik_entscheidung", "automatik_va", "personenbezug")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Automation.NONE),
        (VA, Automation.UNLAWFUL),
        (VA | yes("automatik_gesetz"), Automation.ALLOWED),
        (VA | yes("automatik_gesetz", "automatik_ermessen"), Automation.UNLAWFUL),
        (VA | {"automatik_gesetz": "unklar"}, Automation.REVIEW),
        (VA | yes("automatik_gesetz", "automatik_sozial"), Automation.ALLOWED),
        (VA | yes("automatik_gesetz", "automatik_sozial", "automatik_anlass"), Automation.UNLAWFUL),
        (
            VA | yes("automatik_gesetz", "automatik_sozial", "automatik_ermessen"),
            Automation.UNLAWFUL,
        ),
        (yes("automatik_entscheidung", "personenbezug"), Automation.UNLAWFUL),
        (yes("automatik_entscheidung"), Automation.ALLOWED),
        ({"automatik_entscheidung": "unklar"}, Automation.REVIEW),
    ],
)
def test_fully_automatic_decisions(answers, expected):
    assert assess(**answers).automation.value is expected


WATCHED = yes("personal_nutzung", "personal_ueberwachung")


@pytest.mark.parametrize(
    ("state", "norm"),
    [
        ("BW", "§ 75 Abs. 4 Nr. 13 LPVG Baden-Württemberg"),
        ("NW", "§ 72 Abs. 3 Nr. 2 LPVG Nordrhein-Westfalen"),
        ("NI", "§ 67 Abs. 1 Nr. 2 NPersVG"),
        ("BY", "Art. 75a BayPVG"),
        ("BUND", "§ 80 Abs. 1 Nr. 21 BPersVG"),
    ],
)
def test_the_staff_council_takes_part_by_the_law_of_the_state(state, norm):
    watched = assess(state=state, **WATCHED)
    found = [d for d in watched.duties if d.rule.startswith("personal-")]
    assert next(d.norm for d in found) == norm
    assert {d.status for d in found} == {"secondary"}
    assert watched.participation.value is Participation.AGREED
    assert found[0].applies_from is None


def test_a_state_without_a_rule_and_an_unknown_state_need_a_check():
    assert assess(state="HE", **WATCHED).participation.value is Participation.REVIEW
    unknown = assess(state=None, **WATCHED)
    assert unknown.participation.value is Participation.REVIEW
    assert unknown.participation.clarify == (STATE,)
    assert assess(state="Absurdistan", **WATCHED) == unknown


def test_staff_that_works_with_it_is_at_least_informed():
    informed = assess(**yes("personal_nutzung"))
    assert informed.participation.value is Participation.INFORMED
    assert assess().participation.value is Participation.NONE


def test_schleswig_holstein_has_its_own_law_on_ai():
    assert duty(assess(state="SH"), "personal-sh-iteg").status == "secondary"
    assert not [d for d in assess().duties if d.rule == "personal-sh-iteg"]


def test_interfaces_and_documents_are_accessible():
    found = assess(**yes("barriere_oberflaeche", "barriere_dokumente")).duties
    assert [d.rule for d in found][1:] == ["barriere-oberflaeche", "barriere-dokumente"]
