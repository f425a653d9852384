from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.engines.regulation.loading import shipped
from allmende.portal.assistant.domain import retention
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import building_blocks, record
from allmende.portal.register.domain.building_blocks import assistant
from allmende.portal.register.enums import State
from allmende.portal.register.models import AnswerSheet, BlockUse, UseCase
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
BLOCK = "assistant"


@pytest.fixture
def town():
    return factories.organisation(assistant=False)


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


def test_switching_on_creates_the_entry_with_its_facts(town, officer):
    use = building_blocks.switch_on(town, block=BLOCK, by=officer)

    case = use.use_case
    assert building_blocks.is_on(town, BLOCK)
    assert (case.state, case.building_block, case.reference) == (State.IDEA, BLOCK, "KI-001")
    assert "wörtliche Auszüge" in case.summary
    assert "30 Tage, Anfragen an Menschen 180 Tage" in case.retention
    assert "Art. 50 Abs. 1 KI-VO" in case.risks
    filled, total = record.completeness(case)
    assert filled > total / 2
    assert AuditEntry.objects.filter(action="register.block_switched_on").count() == 1


def test_what_the_entry_says_follows_the_settings(town, officer, settings):
    settings.CONVERSATION_DAYS = 7
    settings.EMBEDDING_URL = "https://rechnen.example/v1"

    case = building_blocks.switch_on(town, block=BLOCK, by=officer).use_case

    assert case.retention.startswith("Fragen und Antworten 7 Tage")
    assert "https://rechnen.example/v1" in case.hosting
    assert "https://rechnen.example/v1" in case.recipients


def test_the_text_names_the_same_days_as_the_program():
    assert assistant.INQUIRY_DAYS == retention.INQUIRY_DAYS


def test_all_texts_fit_their_fields(town):
    case = UseCase(organisation=town, number=1, scope="x", **assistant.values())

    case.clean_fields(exclude={"created_by", "suspended_at", "review_reminded"})


def test_answers_are_only_proposed_never_given(town, officer):
    case = building_blocks.switch_on(town, block=BLOCK, by=officer).use_case

    proposed = building_blocks.proposed_answers(case)

    assert set(proposed) <= set(shipped().question)
    assert proposed["art50_kontakt"].answer == "ja"
    assert proposed["art50_inhalte"].answer == "nein"
    assert all(one.because for one in proposed.values())
    assert (AnswerSheet.objects.count(), case.assessments.count()) == (0, 0)
    assert building_blocks.proposed_answers(made.use_case(officer)) == {}


def test_tours_propose_answers_about_staff_honestly(town, officer):
    case = building_blocks.switch_on(town, block="tours", by=officer).use_case

    proposed = building_blocks.proposed_answers(case)

    assert set(proposed) <= set(shipped().question)
    assert all(one.because for one in proposed.values())
    assert proposed["beschaeftigung_zuteilung"].answer == "nein"
    assert proposed["personal_ueberwachung"].answer == "ja"


def test_an_entry_that_names_the_application_is_taken_instead_of_a_second_one(town, officer):
    mine = made.use_case(officer, building_block=BLOCK)

    assert building_blocks.switch_on(town, block=BLOCK, by=officer).use_case == mine
    assert UseCase.objects.count() == 1


def test_switching_off_keeps_the_entry_and_tells_who_is_responsible(town, officer):
    case = building_blocks.switch_on(town, block=BLOCK, by=officer).use_case
    case.owner = officer
    case.save()
    chief = factories.member(town, Role.ADMINISTRATOR)

    building_blocks.switch_off(town, block=BLOCK, by=chief)

    assert not building_blocks.is_on(town, BLOCK)
    assert Notification.objects.get(recipient=officer.user).text.endswith("ausgeschaltet")
    again = building_blocks.switch_on(town, block=BLOCK, by=chief)
    assert (again.use_case, BlockUse.objects.count()) == (case, 1)


def test_switching_twice_is_refused_with_a_sentence(town, officer):
    with pytest.raises(Refused, match="schon ausgeschaltet"):
        building_blocks.switch_off(town, block=BLOCK, by=officer)
    building_blocks.switch_on(town, block=BLOCK, by=officer)
    with pytest.raises(Refused, match="schon eingeschaltet"):
        building_blocks.switch_on(town, block=BLOCK, by=officer)


@pytest.mark.parametrize("block", ["drafting", "telephony", "hazards"])
def test_what_is_not_part_of_this_version_cannot_be_switched_on(town, officer, block):
    with pytest.raises(Refused, match="noch nicht Teil dieser Version"):
        building_blocks.switch_on(town, block=block, by=officer)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADERSHIP, Role.DATA_PROTECTION])
def test_others_cannot_switch(town, role):
    person = factories.member(town, role)

    for action in (
        building_blocks.switch_on,
        building_blocks.switch_off,
        building_blocks.add_to_register,
    ):
        with pytest.raises(PermissionDenied):
            action(town, block=BLOCK, by=person)


def test_nobody_switches_for_a_neighbour(officer):
    neighbour = factories.organisation("ahornried", assistant=False)

    with pytest.raises(PermissionDenied):
        building_blocks.switch_on(neighbour, block=BLOCK, by=officer)
    assert not building_blocks.is_on(neighbour, BLOCK)


def test_what_was_in_use_before_the_register_can_be_added(officer):
    town = factories.organisation("altstadt")
    chief = factories.member(town, Role.ADMINISTRATOR)
    (view, *_) = building_blocks.blocks_of(town)
    assert (view.is_on, view.lacks_entry) == (True, True)

    case = building_blocks.add_to_register(town, block=BLOCK, by=chief)

    (view, *_) = building_blocks.blocks_of(town)
    assert (view.use.use_case, view.lacks_entry) == (case, False)
    with pytest.raises(Refused, match="schon im Register"):
        building_blocks.add_to_register(town, block=BLOCK, by=chief)


def test_only_what_is_on_is_added(town, officer):
    with pytest.raises(Refused, match="zuerst ein"):
        building_blocks.add_to_register(town, block=BLOCK, by=officer)


def score(town, by):
    return building_blocks.record_score(
        town, block=BLOCK, value=87.5, questions=40, on=date(2026, 11, 25), by=by
    )


def test_the_second_score_is_a_repeated_measurement(town, officer):
    building_blocks.switch_on(town, block=BLOCK, by=officer)

    first, second = score(town, officer), score(town, factories.member(town))

    assert [first.kind, second.kind] == ["measurement", "repeated"]
    assert (first.subject, first.value, first.unit) == ("test_set", 87.5, "%")
    assert first.title == "Prüffragen: 88 % von 40 richtig"


def test_without_an_entry_there_is_no_evidence(officer):
    town = factories.organisation("altstadt")

    assert score(town, factories.member(town)) is None


def test_an_outsider_records_no_score(town, officer):
    building_blocks.switch_on(town, block=BLOCK, by=officer)
    outsider = factories.member(factories.organisation("ahornried"), *Role)

    with pytest.raises(PermissionDenied):
        score(town, outsider)
