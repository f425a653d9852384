"""Prefilling, writing by hand, changes of the record, parallel edits."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.impact import content, queries, writing
from allmende.portal.register.domain.impact.content import Origin
from allmende.portal.register.enums import ImpactKind, ImpactState
from allmende.portal.register.models import ImpactDocument
from tests import factories
from tests.portal.register import impacts

pytestmark = pytest.mark.django_db


def shown(document, key="notwendigkeit"):
    document = ImpactDocument.objects.get(pk=document.pk)
    basis = queries.basis(document.use_case)
    dsfa = content.dsfa_for(document, document.use_case)
    found = content.contents(document, basis, dsfa=dsfa)
    return next(one for one in found if one.section.key == key)


def change_record(case, by, **values):
    use_cases.change(case, values=values, revision=case.revision, by=by)


def test_a_document_begins_with_what_the_record_says(case, officer):
    impacts.assessed(case, **impacts.DSFA)
    document = impacts.document(case, officer)
    texts = {key: shown(document, key) for key in ("notwendigkeit", "daten", "schwelle")}
    assert (texts["notwendigkeit"].text, texts["notwendigkeit"].origin) == (
        "Mildere Mittel reichen nicht aus.",
        Origin.RECORD,
    )
    assert texts["daten"].text == (
        "Personenbezogene Daten: ja\n"
        "Arten personenbezogener Daten: Telefonnummer, Anliegen\n"
        "Datenquellen: Eigene Leistungsbeschreibungen"
    )
    assert texts["schwelle"].text == (
        "DSFA erforderlich. Wegen Ihrer Angaben „Umfassende Bewertung mit Rechtswirkung“: ja.\n"
        "Einstufung nach der KI-Verordnung: minimales Risiko."
    )
    assert shown(document, "ergebnis").origin is Origin.EMPTY
    assert AuditEntry.objects.filter(action="register.impact_started").count() == 1


def test_the_prefilled_text_follows_the_record_until_somebody_writes(case, officer):
    document = impacts.document(case, officer)
    change_record(case, officer, proportionality="Es geht nur so.")
    assert (shown(document).text, shown(document).has_changed) == ("Es geht nur so.", False)


def test_text_by_hand_stays_when_the_record_changes_and_the_page_says_so(case, officer):
    document = impacts.document(case, officer)
    impacts.write(document, officer, "notwendigkeit", "Von Hand.\r\nZweite Zeile ")
    assert shown(document).has_changed is False
    change_record(case, officer, proportionality="Neu.")
    found = shown(document)
    assert (found.text, found.prefill, found.has_changed) == (
        "Von Hand.\nZweite Zeile",
        "Neu.",
        True,
    )


@pytest.mark.parametrize(("take_over", "text"), [(True, "Neu."), (False, "Von Hand.")])
def test_the_change_is_taken_over_or_left(case, officer, take_over, text):
    document = impacts.document(case, officer)
    impacts.write(document, officer, "notwendigkeit", "Von Hand.")
    change_record(case, officer, proportionality="Neu.")
    writing.settle_change(
        document, key="notwendigkeit", take_over=take_over, revision=1, by=officer
    )
    assert (shown(document).text, shown(document).has_changed) == (text, False)


def test_a_section_that_was_emptied_by_hand_is_not_filled_again(case, officer):
    document = impacts.document(case, officer)
    impacts.write(document, officer, "notwendigkeit", "")
    assert (shown(document).text, shown(document).origin) == ("", Origin.EMPTY)


def test_two_people_on_one_section_nobody_overwrites(case, officer):
    mine, theirs = (impacts.document(case, officer) for _ in range(2))
    impacts.write(theirs, officer, "notwendigkeit", "Ihre Fassung")
    with pytest.raises(Conflict) as refused:
        writing.write(mine, key="notwendigkeit", text="Meine", refers=False, revision=0, by=officer)
    assert str(refused.value) == writing.CHANGED
    assert shown(mine).text == "Ihre Fassung"


def test_two_people_on_two_sections_do_not_disturb_each_other(case, officer):
    first, second = (impacts.document(case, officer) for _ in range(2))
    impacts.write(first, officer, "notwendigkeit", "A")
    impacts.write(second, officer, "ergebnis", "B")
    assert (shown(first).text, shown(first, "ergebnis").text) == ("A", "B")
    assert ImpactDocument.objects.get().revision == 3


def test_each_change_is_in_the_history_without_its_text(case, officer):
    document = impacts.document(case, officer)
    impacts.write(document, officer, "notwendigkeit", "Geheim")
    entry = AuditEntry.objects.get(action="register.impact_changed")
    assert entry.object_id == str(case.pk)
    assert entry.details == {
        "Dokument": "Datenschutz-Folgenabschätzung",
        "Abschnitt": "Notwendigkeit und Verhältnismäßigkeit",
    }


def test_beginning_twice_gives_the_same_document(case, officer):
    assert impacts.document(case, officer) == impacts.document(case, officer)
    assert AuditEntry.objects.filter(action="register.impact_started").count() == 1


def test_a_fria_begins_only_where_art_27_asks_for_it(case, officer):
    with pytest.raises(Refused) as refused:
        impacts.document(case, officer, ImpactKind.FRIA)
    assert str(refused.value) == writing.NOT_OFFERED
    impacts.assessed(case, **impacts.FRIA)
    assert impacts.document(case, officer, ImpactKind.FRIA).kind == ImpactKind.FRIA


def test_a_fria_may_refer_to_the_dsfa_and_shows_its_text(case, officer):
    impacts.assessed(case, **impacts.FRIA)
    fria = impacts.document(case, officer, ImpactKind.FRIA)
    with pytest.raises(Refused) as refused:
        impacts.write(fria, officer, "notwendigkeit", "", refers=True)
    assert str(refused.value) == writing.NO_REFERENCE
    dsfa = impacts.document(case, officer)
    impacts.write(dsfa, officer, "notwendigkeit", "Text der DSFA")
    impacts.write(fria, officer, "notwendigkeit", "Eigener Text", refers=True)
    found = shown(fria)
    assert (found.text, found.origin, found.entry.text) == (
        "Text der DSFA",
        Origin.REFERENCE,
        "Eigener Text",
    )


@pytest.mark.parametrize("key", ["grundrechte", "beschwerde"])
def test_what_only_the_fria_asks_cannot_refer(case, officer, key):
    impacts.assessed(case, **impacts.FRIA)
    fria = impacts.document(case, officer, ImpactKind.FRIA)
    impacts.document(case, officer)
    with pytest.raises(Refused):
        impacts.write(fria, officer, key, "", refers=True)


def test_questions_of_the_phases_keep_known_answers_only(case, officer):
    document = impacts.document(case, officer)
    given = {"k-zweck": "ja", "k-ohne": "", "n-schulung": "vielleicht", "x": "ja"}
    writing.answer_checks(document, answers=given, revision=0, by=officer)
    assert content.checks(document) == {"k-zweck": "ja"}
    with pytest.raises(Conflict):
        writing.answer_checks(document, answers={}, revision=0, by=officer)


def test_too_long_a_text_is_refused(case, officer):
    document = impacts.document(case, officer)
    with pytest.raises(Refused) as refused:
        impacts.write(document, officer, "ergebnis", "x" * (writing.LONGEST + 1))
    assert str(refused.value) == writing.TOO_LONG


def test_only_who_works_on_the_use_case_writes(case, officer, town):
    document = impacts.document(case, officer)
    colleague = factories.member(town)
    stranger = factories.member(factories.organisation("ahornried"))
    for person in (colleague, stranger):
        with pytest.raises(PermissionDenied):
            impacts.document(case, person)
        with pytest.raises(PermissionDenied):
            impacts.write(document, person, "ergebnis", "Nein")
        with pytest.raises(PermissionDenied):
            writing.settle_change(document, key="ergebnis", take_over=True, revision=0, by=person)
        with pytest.raises(PermissionDenied):
            writing.answer_checks(document, answers={}, revision=0, by=person)
    document.refresh_from_db()
    assert (document.sections, document.revision, document.state) == ({}, 1, ImpactState.DRAFT)
