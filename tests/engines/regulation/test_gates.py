"""Each gate as a table: answers of a town with an AI system, and the class they lead to."""

import pytest

from allmende.engines.regulation.ladders import RiskClass
from allmende.engines.regulation.rules import Role
from tests.engines.regulation.cases import RULES, assess, duty, yes

BENEFIT = yes("leistungen", "leistung_anspruch")


def test_without_ai_there_is_no_class_and_no_duty_of_the_ai_act():
    nothing = assess(ki_system="nein", rolle_name="ja", art5_c="ja")
    assert (nothing.risk.value, nothing.roles, nothing.duties) == (RiskClass.NO_AI, (), ())


def test_an_unclear_system_has_no_class():
    unclear = assess(ki_system="unklar")
    assert unclear.risk.value is RiskClass.REVIEW
    assert (unclear.risk.lowest, unclear.risk.clarify[0]) == (RiskClass.NO_AI, "ki_system")


@pytest.mark.parametrize(
    ("answers", "roles"),
    [
        ({}, (Role.DEPLOYER,)),
        (yes("rolle_name"), (Role.PROVIDER, Role.DEPLOYER)),
        ({"rolle_betreiber": "nein", "rolle_entwicklung": "ja"}, (Role.PROVIDER,)),
        (yes("rolle_aenderung"), (Role.DEPLOYER,)),
        (BENEFIT | yes("rolle_aenderung"), (Role.PROVIDER, Role.DEPLOYER)),
        (BENEFIT | yes("rolle_zweck"), (Role.PROVIDER, Role.DEPLOYER)),
        ({"rolle_betreiber": "nein"}, ()),
    ],
)
def test_gate_1_roles(answers, roles):
    assert sorted(assess(**answers).roles) == sorted(roles)


def test_an_unclear_role_is_a_possible_role():
    unclear = assess(rolle_name="unklar", art50_kontakt="ja")
    assert unclear.possible_roles == (Role.PROVIDER,)
    assert duty(unclear, "art50-1").holder == "zu_klaeren"
    assert "rolle_name" in unclear.clarify


@pytest.mark.parametrize("letter", ["a", "b", "ba", "bb", "c", "d", "e", "f", "g", "h"])
def test_gate_2_every_prohibition_stands_above_everything(letter):
    banned = assess(**yes(f"art5_{letter}"), **BENEFIT)
    assert banned.risk.value is RiskClass.PROHIBITED
    assert duty(banned, f"art5-{letter}").certain


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (yes("art5_f", "art5_f_zweck"), RiskClass.MINIMAL),
        ({"art5_f": "ja", "art5_f_zweck": "unklar"}, RiskClass.REVIEW),
        (yes("art5_h", "art5_h_erlaubt"), RiskClass.MINIMAL),
        (yes("art5_f_zweck"), RiskClass.MINIMAL),
        ({"art5_c": "unklar", **BENEFIT}, RiskClass.REVIEW),
    ],
)
def test_gate_2_exceptions_and_doubt(answers, expected):
    assert assess(**answers).risk.value is expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (yes("anhang_i_produkt", "anhang_i_pruefung"), RiskClass.HIGH),
        (yes("anhang_i_produkt"), RiskClass.MINIMAL),
        (yes("anhang_i_bauteil", "anhang_i_pruefung"), RiskClass.HIGH),
        (yes("anhang_i_bauteil", "anhang_i_pruefung", "anhang_i_komfort"), RiskClass.MINIMAL),
        (
            yes("anhang_i_bauteil", "anhang_i_pruefung", "anhang_i_komfort", "anhang_i_ausfall"),
            RiskClass.HIGH,
        ),
        ({"anhang_i_produkt": "ja", "anhang_i_pruefung": "unklar"}, RiskClass.REVIEW),
    ],
)
def test_gate_3_products(answers, expected):
    assert assess(**answers).risk.value is expected


AREAS = {
    "biometrie": ["biometrie_fern", "biometrie_kategorie", "biometrie_emotion"],
    "bildung": ["bildung_zugang", "bildung_bewertung", "bildung_niveau", "bildung_aufsicht"],
    "beschaeftigung": [
        "beschaeftigung_auswahl",
        "beschaeftigung_bedingungen",
        "beschaeftigung_zuteilung",
        "beschaeftigung_ueberwachung",
    ],
    "leistungen": ["leistung_anspruch", "leistung_rangfolge", "leistung_betrug"],
    "strafverfolgung": [
        "strafverfolgung_risiko",
        "strafverfolgung_beweis",
        "strafverfolgung_profil",
    ],
    "migration": ["migration_antrag", "migration_risiko", "migration_erkennung"],
}
ALONE = [
    "kredit",
    "versicherung",
    "notruf_bewertung",
    "notruf_entsendung",
    "notruf_sichtung",
    "justiz",
    "wahlen",
]


@pytest.mark.parametrize(("area", "purpose"), [(a, p) for a, ps in AREAS.items() for p in ps])
def test_gate_4_a_purpose_counts_within_its_area(area, purpose):
    assert assess(**yes(area, purpose)).risk.value is RiskClass.HIGH
    assert assess(**yes(area)).risk.value is RiskClass.MINIMAL
    assert assess(**yes(purpose)).risk.value is RiskClass.MINIMAL
    assert assess(**{area: "unklar"}).risk.clarify == (area,)


@pytest.mark.parametrize("purpose", ALONE)
def test_gate_4_purposes_without_a_preliminary_question(purpose):
    assert assess(**yes(purpose)).risk.value is RiskClass.HIGH


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (yes("kritis", "kritis_sicherheit", "kritis_einrichtung"), RiskClass.HIGH),
        (yes("kritis", "kritis_sicherheit"), RiskClass.MINIMAL),
        (yes("kritis", "kritis_einrichtung"), RiskClass.MINIMAL),
        (
            {**yes("kritis", "kritis_sicherheit"), "kritis_einrichtung": "unklar"},
            RiskClass.REVIEW,
        ),
    ],
)
def test_gate_4_critical_infrastructure_needs_control_and_a_critical_entity(answers, expected):
    assert assess(**answers).risk.value is expected


@pytest.mark.parametrize("letter", "abcd")
@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({}, RiskClass.EXEMPT),
        (yes("profiling"), RiskClass.HIGH),
        (yes("ausnahme_einfluss"), RiskClass.HIGH),
        (yes("komplex_agentisch"), RiskClass.HIGH),
        ({"profiling": "unklar"}, RiskClass.REVIEW),
        ({"komplex_agentisch": "unklar"}, RiskClass.REVIEW),
    ],
)
def test_gate_5_exceptions_and_their_limits(letter, block, expected):
    assert assess(**BENEFIT, **yes(f"ausnahme_{letter}"), **block).risk.value is expected


def test_gate_5_an_exception_does_not_help_a_product_of_annex_i():
    both = assess(**BENEFIT, **yes("ausnahme_a", "anhang_i_produkt", "anhang_i_pruefung"))
    assert both.risk.value is RiskClass.HIGH


def test_gate_5_the_reason_names_purpose_and_exception():
    why = assess(**BENEFIT, **yes("ausnahme_d")).risk.why
    assert [question for question, _ in why.answers] == [
        "ki_system",
        "leistung_anspruch",
        "ausnahme_d",
    ]
    assert why.sentence == (
        "Wegen Ihrer Angaben „KI-System“: ja; „Anspruch auf eine Leistung“: ja; "
        "„Vorbereitende Aufgabe“: ja."
    )


@pytest.mark.parametrize(
    ("answers", "duties"),
    [
        (yes("art50_kontakt"), ["art50-1", "art50-5"]),
        (yes("art50_kontakt", "art50_offensichtlich"), []),
        (yes("art50_inhalte"), ["art50-2", "art50-5"]),
        (yes("art50_inhalte", "art50_assistenz"), []),
        (yes("art50_erkennung"), ["art50-3", "art50-5"]),
        (yes("art50_deepfake"), ["art50-4-deepfake", "art50-5"]),
        (yes("art50_text"), ["art50-4-text", "art50-5"]),
        (yes("art50_text", "art50_redaktion"), []),
    ],
)
def test_gate_6_transparency(answers, duties):
    assessment = assess(**answers)
    assert [d.rule for d in assessment.duties if d.rule.startswith("art50")] == duties
    assert assessment.risk.value is (RiskClass.LIMITED if duties else RiskClass.MINIMAL)


def test_gate_6_stands_beside_the_class():
    talking = assess(**BENEFIT, **yes("art50_kontakt"))
    assert talking.risk.value is RiskClass.HIGH
    assert duty(talking, "art50-1").holder == "lieferant"


def test_gate_7_literacy_for_every_ai_system():
    assert [d.rule for d in assess().duties] == ["art4"]


def test_every_gate_has_questions_and_every_question_a_norm_and_an_example():
    assert {question.gate for question in RULES.questions} == {gate.id for gate in RULES.gates}
    for question in RULES.questions:
        assert question.text.endswith("?"), question.id
        assert all([question.title, question.help, question.norm, question.example]), question.id
