"""The chain of an organisation: its own copy of the default, changed by its AI officers."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.register.domain import chain
from allmende.portal.register.domain.default_chain import DEFAULTS
from allmende.portal.register.enums import Participation
from allmende.portal.register.models import ChainStep
from tests.portal.register import stage

pytestmark = pytest.mark.django_db
VALUES = {
    "title": "Gestaltung prüfen",
    "help": "",
    "role": "leadership",
    "participation": "approve",
    "before_state": "pilot",
    "days": 7,
    "condition": "",
}


@pytest.fixture
def town():
    return stage.town()


def step(town, key):
    chain.whole_chain(town.organisation.pk)
    return ChainStep.objects.get(organisation=town.organisation, key=key)


def titles(town, state):
    return [s.title for s in chain.chain_of(town.organisation.pk) if s.before_state == state]


def test_the_first_look_writes_the_default_down_once(town):
    first = chain.chain_of(town.organisation.pk)
    again = chain.chain_of(town.organisation.pk)

    assert [s.key for s in first] == [d.key for d in DEFAULTS if d.is_active]
    assert again == first
    assert ChainStep.objects.count() == len(DEFAULTS)


def test_every_organisation_has_its_own(town):
    other = stage.town("ahornried")
    chain.switch(step(town, "need"), on=False, revision=1, by=town.officer)

    assert "need" not in [s.key for s in chain.chain_of(town.organisation.pk)]
    assert "need" in [s.key for s in chain.chain_of(other.organisation.pk)]


def test_a_new_step_stands_at_the_end_and_gets_a_key_of_its_own(town):
    chain.add(town.organisation, values=VALUES, by=town.officer)
    second = chain.add(town.organisation, values=VALUES, by=town.officer)

    assert second.key == "gestaltung-prufen-2"
    assert titles(town, "pilot")[-2:] == ["Gestaltung prüfen", "Gestaltung prüfen"]


def test_a_step_changes_places_with_its_neighbour_only(town):
    assert chain.move(step(town, "it_precheck"), up=True, by=town.officer) is True
    assert titles(town, "review") == ["Technische Vorprüfung", "Bedarf bestätigen"]
    assert chain.move(step(town, "it_precheck"), up=True, by=town.officer) is False
    assert titles(town, "review") == ["Technische Vorprüfung", "Bedarf bestätigen"]


def test_two_officers_do_not_overwrite_each_other(town):
    seen = step(town, "need")
    chain.change(step(town, "need"), values=VALUES, revision=1, by=town.officer)

    with pytest.raises(Conflict):
        chain.change(seen, values={**VALUES, "title": "Anders"}, revision=1, by=town.officer)
    assert ChainStep.objects.get(pk=seen.pk).title == "Gestaltung prüfen"


def test_only_ai_officers_change_it(town):
    stranger = stage.town("ahornried").officer
    one = step(town, "need")
    for person in (town.leader, town.staff, stranger):
        with pytest.raises(PermissionDenied):
            chain.change(one, values=VALUES, revision=1, by=person)
        with pytest.raises(PermissionDenied):
            chain.switch(one, on=False, revision=1, by=person)
        with pytest.raises(PermissionDenied):
            chain.move(one, up=False, by=person)
        with pytest.raises(PermissionDenied):
            chain.add(town.organisation, values=VALUES, by=person)


@pytest.mark.parametrize(
    ("key", "levels", "fields", "expected"),
    [
        ("privacy", {"impact": "nicht_erforderlich"}, {}, False),
        ("privacy", {"impact": "abwaegen"}, {}, True),
        ("privacy", {"impact": "pruefung_noetig"}, {}, True),
        ("staff_council", {"participation": "keine_beteiligung"}, {}, False),
        ("staff_council", {"participation": "pruefung_noetig"}, {}, True),
        ("contract", {}, {"personal_data": "nein"}, False),
        ("contract", {}, {"personal_data": "ja", "provider": ""}, False),
        ("contract", {}, {"personal_data": "unklar"}, True),
        ("security", {}, {"personal_data": "nein"}, True),
    ],
)
def test_a_condition_leaves_a_step_out(town, key, levels, fields, expected):
    use_case = stage.case(town, **fields)
    assessment = stage.assessed(use_case, **levels)

    assert chain.is_needed(step(town, key), use_case, assessment) is expected


def test_before_the_assessment_every_condition_holds(town):
    assert chain.is_needed(step(town, "privacy"), stage.case(town), None) is True


@pytest.mark.parametrize(
    ("law", "chosen", "expected"),
    [
        ("informieren", "approve", Participation.INFORMED),
        ("mitbestimmung", "approve", Participation.AGREED),
        ("pruefung_noetig", "approve", Participation.AGREED),
        ("informieren", "consulted", Participation.CONSULTED),
    ],
)
def test_the_staff_council_takes_part_as_the_law_says_unless_the_step_says_otherwise(
    town, law, chosen, expected
):
    assessment = stage.assessed(stage.case(town), participation=law)
    one = step(town, "staff_council")
    one.participation = chosen

    assert chain.kind_of(one, assessment) == expected
