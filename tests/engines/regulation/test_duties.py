from datetime import date, timedelta

import pytest

from allmende.engines.regulation.assessment import Due, Holder
from allmende.engines.regulation.rules import Role, Status
from tests.engines.regulation.cases import RULES, assess, duty, yes

BENEFIT = yes("leistungen", "leistung_anspruch")
PRODUCT = yes("anhang_i_produkt", "anhang_i_pruefung")
DEPLOYER = [1, 2, 4, 5, 6, 7, 8, 11, 12]


def test_a_deployer_of_annex_iii_has_all_duties_of_article_26():
    found = {d.rule for d in assess(**BENEFIT).duties if d.role is Role.DEPLOYER}
    assert found == {f"art26-{n}" for n in DEPLOYER} | {"art49-3", "art27", "art86"}


def test_duties_that_depend_on_the_case():
    special = assess(**yes("biometrie", "biometrie_fern", "personenbezug"))
    assert duty(special, "art26-9").certain
    assert duty(special, "art26-10").certain


def test_critical_infrastructure_needs_no_impact_assessment_on_rights():
    water = assess(**yes("kritis", "kritis_sicherheit", "kritis_einrichtung"))
    rules = {d.rule for d in water.duties}
    assert "art26-5" in rules
    assert rules.isdisjoint({"art27", "art86"})


def test_critical_infrastructure_is_registered_at_home_and_not_in_the_eu_database():
    water = assess(**yes("kritis", "kritis_sicherheit", "kritis_einrichtung"))
    assert {d.rule for d in water.duties if d.rule.startswith(("art49", "art26-8"))} == {"art49-5"}
    both = assess(**yes("kritis", "kritis_sicherheit", "kritis_einrichtung"), **BENEFIT)
    assert {"art49-1", "art49-3", "art49-5", "art26-8"} <= {d.rule for d in both.duties}


def test_personal_data_bring_the_duties_of_data_protection():
    personal = {d.rule for d in assess(**yes("personenbezug")).duties}
    assert personal - {d.rule for d in assess().duties} == {
        "dsfa-begruenden",
        "verarbeitungsverzeichnis",
        "dsgvo-information",
        "dsgvo-auftrag",
        "dsgvo-sicherheit",
        "dsk-orientierungshilfe",
    }
    tool = assess(ki_system="nein", personenbezug="ja")
    assert "dsk-orientierungshilfe" not in {d.rule for d in tool.duties}


def test_a_product_has_no_duty_that_hangs_on_annex_iii():
    rules = {d.rule for d in assess(**PRODUCT).duties}
    assert "art26-5" in rules
    assert rules.isdisjoint({"art27", "art86", "art49-1", "art49-3", "art26-8", "art26-11"})


def test_duties_of_the_provider_are_held_by_the_supplier_or_by_ourselves():
    assert duty(assess(**BENEFIT), "art9").holder is Holder.SUPPLIER
    assert duty(assess(**BENEFIT, **yes("rolle_name")), "art9").holder is Holder.OWN


def test_who_only_provides_has_no_duties_of_a_deployer():
    provider = assess(**BENEFIT, rolle_betreiber="nein", rolle_entwicklung="ja")
    assert not [d for d in provider.duties if d.role is Role.DEPLOYER]


def test_the_exception_brings_documentation_and_registration():
    exempt = assess(**BENEFIT, **yes("ausnahme_a"))
    assert {d.rule for d in exempt.duties} == {
        "art4",
        "art6-4-anbieter",
        "art49-2",
        "art6-4-nachweis",
    }


@pytest.mark.parametrize(
    ("answers", "applies_from", "before"),
    [
        (BENEFIT, date(2027, 12, 2), date(2026, 8, 2)),
        (PRODUCT, date(2028, 8, 2), date(2027, 8, 2)),
        (BENEFIT | PRODUCT, date(2027, 12, 2), date(2026, 8, 2)),
        (BENEFIT | yes("bestand"), date(2030, 8, 2), None),
        (BENEFIT | yes("bestand", "bestand_aenderung"), date(2027, 12, 2), date(2026, 8, 2)),
        (BENEFIT | {"bestand": "unklar"}, date(2027, 12, 2), date(2026, 8, 2)),
        (
            BENEFIT | {"bestand": "ja", "bestand_aenderung": "unklar"},
            date(2027, 12, 2),
            date(2026, 8, 2),
        ),
        (BENEFIT | {"bestand": "ja", "oeffentlich": "nein"}, date(2027, 12, 2), date(2026, 8, 2)),
    ],
)
def test_dates_of_high_risk_in_doubt_the_earliest(answers, applies_from, before):
    found = duty(assess(**answers), "art26-5")
    assert (found.applies_from, found.applied_before) == (applies_from, before)


@pytest.mark.parametrize("rule", ["art26-5", "art27", "art9"])
def test_a_duty_is_due_from_its_day_on(rule):
    day = date(2027, 12, 2)
    assert duty(assess(**BENEFIT, on=day - timedelta(days=1)), rule).due is Due.UPCOMING
    assert duty(assess(**BENEFIT, on=day), rule).due is Due.DUE


@pytest.mark.parametrize("rule", ["art49-1", "art49-3", "art86"])
def test_the_open_legal_question_is_shown_as_open(rule):
    on = [date(2026, 8, 1), date(2026, 8, 2), date(2027, 12, 1), date(2027, 12, 2)]
    found = [duty(assess(**BENEFIT, on=day), rule) for day in on]
    assert [d.due for d in found] == [Due.UPCOMING, Due.DISPUTED, Due.DISPUTED, Due.DUE]
    assert all(d.open_question and "Art. 6" in d.open_question for d in found)


@pytest.mark.parametrize(
    ("old", "applies_from"),
    [("ja", date(2026, 12, 2)), ("nein", date(2026, 8, 2)), ("unklar", date(2026, 8, 2))],
)
def test_marking_comes_later_for_systems_that_were_on_the_market(old, applies_from):
    found = duty(assess(art50_inhalte="ja", art50_alt=old), "art50-2")
    assert found.applies_from == applies_from


@pytest.mark.parametrize("letter", ["ba", "bb"])
def test_the_new_prohibitions_apply_from_december_2026(letter):
    day = date(2026, 12, 2)
    before, after = (
        duty(assess(**yes(f"art5_{letter}"), on=on), f"art5-{letter}").due
        for on in (day - timedelta(days=1), day)
    )
    assert (before, after) == (Due.UPCOMING, Due.DUE)


def test_doubt_about_the_class_lists_the_duties_as_uncertain():
    doubtful = assess(**BENEFIT, ausnahme_d="unklar")
    assert not duty(doubtful, "art26-5").certain
    assert duty(doubtful, "art26-5").why.sentence == (
        "Wegen Ihrer Angaben „Vorbereitende Aufgabe“: unklar."
    )


# The calendar of application as researched: what applies from when.
CALENDAR = [
    date(2025, 2, 2),
    date(2025, 8, 2),
    date(2026, 7, 27),
    date(2026, 8, 2),
    date(2026, 12, 2),
    date(2027, 12, 2),
    date(2028, 8, 2),
    date(2030, 8, 2),
]


def test_the_calendar_has_every_date_of_application():
    assert [stage.applies_from for stage in RULES.calendar] == CALENDAR


def dates(prefix):
    found = [r for r in RULES.rules if r.id.startswith(prefix)]
    return {step.applies_from for rule in found for step in rule.dates}


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("art4", {date(2025, 2, 2), date(2026, 8, 2)}),  # Art. 4 and Art. 49
        ("gpai", {date(2025, 8, 2)}),
        ("art50", {date(2026, 8, 2), date(2026, 12, 2)}),
        ("art49", {date(2026, 8, 2)}),
        ("art86", {date(2026, 8, 2)}),
        ("art5-b", {date(2025, 2, 2), date(2026, 12, 2)}),
        ("anhang-iii", {date(2027, 12, 2)}),
        ("art26", {date(2027, 12, 2), date(2028, 8, 2), date(2030, 8, 2)}),
        ("art27", {date(2027, 12, 2), date(2028, 8, 2), date(2030, 8, 2)}),
    ],
)
def test_rules_carry_the_researched_dates(prefix, expected):
    assert dates(prefix) == expected


def test_prohibitions_a_to_h_apply_since_february_2025():
    assert {rule.id: rule.dates[0].applies_from for rule in RULES.establishing["verboten"]} == {
        **{f"art5-{letter}": date(2025, 2, 2) for letter in "abcdefgh"},
        **{f"art5-{letter}": date(2026, 12, 2) for letter in ("ba", "bb")},
    }


def test_every_rule_has_norm_source_status_and_a_date_unless_it_is_secondary():
    for rule in RULES.rules:
        assert rule.norm, rule.id
        assert rule.source_url.startswith("https://"), rule.id
        assert rule.verified_on <= RULES.version.date, rule.id
        unchecked = any(step.applies_from is None for step in rule.dates)
        assert not unchecked or rule.status is Status.SECONDARY, rule.id


def test_what_was_not_checked_against_the_original_is_marked():
    staff = [rule for rule in RULES.rules if rule.file == "staff.yaml"]
    assert {rule.status for rule in staff} == {Status.SECONDARY}
    assert RULES.rule["art6-3-sperre-agentisch"].status is Status.DRAFT
    assert {RULES.rule[rule].status for rule in ("anhang-i", "art5-ba", "art5-bb")} == {
        Status.SECONDARY
    }
