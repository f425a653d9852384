"""Only people answer; two of them never overwrite each other."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.assessing import AnswersDiffer, Seen
from allmende.portal.register.models import AnswerSheet
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db


def stands(case):
    return AnswerSheet.objects.get(use_case=case)


def test_a_use_case_begins_without_any_answer(case):
    sheet = assessing.sheet_of(case)

    assert (sheet.answers, sheet.revision, sheet.pk) == ({}, 0, None)
    assert assessing.preview(case).risk.value == "pruefung_noetig"


def test_answers_are_kept_with_who_gave_them_and_what_changed(case, officer):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    notes = {"ki_system": " Laut Anbieter.\r\nSeite 3 "}
    changed = {"ki_system": "unklar", "personenbezug": "nein"}
    assessing.answer(case, answers=changed, notes=notes, revision=1, by=officer)

    sheet = stands(case)
    assert (sheet.answers, sheet.notes, sheet.revision, sheet.updated_by) == (
        {"ki_system": "unklar", "personenbezug": "nein"},
        {"ki_system": "Laut Anbieter.\nSeite 3"},
        2,
        officer,
    )
    entry = AuditEntry.objects.filter(action="register.answered").latest("pk")
    assert (entry.details, entry.organisation_id) == (
        {"KI-System": ["ja", "unklar"], "Personenbezogene Daten": ["offen", "nein"]},
        case.organisation_id,
    )


def test_an_empty_answer_takes_one_back_and_others_stay(case, officer):
    both = {"ki_system": "ja", "personenbezug": "ja"}
    assessing.answer(case, answers=both, revision=0, by=officer)
    assessing.answer(case, answers={"ki_system": ""}, revision=1, by=officer)

    assert stands(case).answers == {"personenbezug": "ja"}


@pytest.mark.parametrize(
    ("answers", "notes", "sentence"),
    [
        ({"gibt_es_nicht": "ja"}, {}, "Diese Frage gibt es nicht: gibt_es_nicht."),
        ({"ki_system": "vielleicht"}, {}, "„vielleicht“ ist keine Antwort"),
        ({}, {"ki_system": "x" * 2001}, "Anmerkung zu „KI-System“ auf 2.000 Zeichen"),
    ],
)
def test_refuses_what_is_no_answer(case, officer, answers, notes, sentence):
    with pytest.raises(Refused, match=sentence):
        assessing.answer(case, answers=answers, notes=notes, revision=0, by=officer)
    assert not AnswerSheet.objects.exists()


def test_an_old_revision_overwrites_nothing(case, officer):
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    with pytest.raises(AnswersDiffer):
        assessing.answer(case, answers={"ki_system": "nein"}, revision=0, by=officer)

    assert stands(case).answers == {"ki_system": "ja"}


def test_two_people_who_answer_different_questions_both_count(case, officer):
    colleague = factories.member(case.organisation, Role.AI_OFFICER, email="b@example.org")
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=officer)
    page = {"ki_system": "ja", "personenbezug": ""}
    seen = Seen(answers=page)
    assessing.answer(
        case, answers=page | {"personenbezug": "ja"}, revision=1, seen=seen, by=officer
    )
    assessing.answer(
        case, answers=page | {"ki_system": "unklar"}, revision=1, seen=seen, by=colleague
    )

    assert stands(case).answers == {"ki_system": "unklar", "personenbezug": "ja"}


def test_two_different_answers_to_one_question_are_shown_and_none_is_lost(case, officer):
    seen = Seen(answers={"ki_system": "", "personenbezug": ""})
    assessing.answer(case, answers={"ki_system": "ja"}, revision=0, seen=seen, by=officer)
    mine = {"ki_system": "nein", "personenbezug": "ja"}
    with pytest.raises(AnswersDiffer) as differ:
        assessing.answer(case, answers=mine, revision=0, seen=seen, by=officer)

    assert differ.value.questions == ("ki_system",)
    assert stands(case).answers == {"ki_system": "ja"}


def test_the_same_answer_twice_is_no_conflict(case, officer):
    seen = Seen(answers={"ki_system": ""})
    for _ in range(2):
        assessing.answer(case, answers={"ki_system": "ja"}, revision=0, seen=seen, by=officer)

    assert stands(case).answers == {"ki_system": "ja"}


def test_remarks_are_not_overwritten_either(case, officer):
    seen = Seen(notes={"ki_system": ""})
    values = {"answers": {}, "revision": 0, "seen": seen, "by": officer}
    assessing.answer(case, notes={"ki_system": "Erste"}, **values)
    with pytest.raises(AnswersDiffer):
        assessing.answer(case, notes={"ki_system": "Zweite"}, **values)

    assert stands(case).notes == {"ki_system": "Erste"}


def test_who_may_not_edit_may_not_answer(case):
    staff = factories.member(case.organisation)
    stranger = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    for member in (staff, stranger):
        with pytest.raises(PermissionDenied):
            assessing.answer(case, answers={"ki_system": "ja"}, revision=0, by=member)


def test_who_had_the_idea_may_answer_but_not_conclude(officer):
    staff = factories.member(officer.organisation)
    idea = made.use_case(staff, state="idea")
    assessing.answer(idea, answers={"ki_system": "ja"}, revision=0, by=staff)
    with pytest.raises(PermissionDenied):
        assessing.conclude(idea, by=staff)
