"""Handing over and the opinion."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.impact import content, deciding, queries
from allmende.portal.register.domain.impact.content import Origin
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from tests import factories
from tests.portal.register import impacts

pytestmark = pytest.mark.django_db


def opinion(document, by, kind=Opinion.POSITIVE, reason="Geprüft.", revision=None):
    return deciding.give_opinion(
        document, opinion=kind, reason=reason, revision=revision or document.revision, by=by
    )


def test_what_is_missing_is_named(case, officer, privacy):
    document = impacts.document(case, officer)
    assert deciding.gaps(document) == [
        "Abschnitt „Ergebnis der Vorprüfung“",
        "Abschnitt „Zeitraum und Häufigkeit“",
        "Abschnitt „Ergebnis und Überprüfung“",
        "mindestens ein Risiko",
    ]
    with pytest.raises(Refused, match="Es fehlt noch: Abschnitt „Ergebnis der Vorprüfung“, "):
        deciding.submit(document, revision=document.revision, by=officer)
    assert document.state == ImpactState.DRAFT


def test_handing_over_tells_the_officer_and_holds_the_text(case, officer, privacy):
    document = impacts.submitted(impacts.document(case, officer), officer)
    use_cases.change(
        case, values={"proportionality": "Später."}, revision=case.revision, by=officer
    )
    found = {one.section.key: one for one in content.contents(document, queries.basis(case))}[
        "notwendigkeit"
    ]
    assert (found.text, found.origin, found.has_changed) == (
        "Mildere Mittel reichen nicht aus.",
        Origin.HAND,
        True,
    )
    (told,) = Notification.objects.filter(recipient=privacy.user)
    assert told.url == f"/anwendungsfaelle/{case.pk}/dsfa/"
    assert AuditEntry.objects.filter(action="register.impact_submitted").count() == 1


def test_without_a_data_protection_officer_nothing_is_handed_over(case, officer):
    document = impacts.complete(impacts.document(case, officer), officer)
    with pytest.raises(Refused) as refused:
        deciding.submit(document, revision=document.revision, by=officer)
    assert str(refused.value) == deciding.NOBODY


def test_a_document_that_was_changed_meanwhile_is_not_handed_over(case, officer, privacy):
    document = impacts.complete(impacts.document(case, officer), officer)
    with pytest.raises(Conflict):
        deciding.submit(document, revision=document.revision - 1, by=officer)


def test_the_opinion_settles_the_version_that_was_read(case, officer, privacy):
    document = impacts.submitted(impacts.document(case, officer), officer)
    opinion(document, privacy, Opinion.CONDITIONS, "Nur mit Löschfrist.")
    assert (document.state, document.opinion, document.opinion_revision) == (
        ImpactState.DECIDED,
        Opinion.CONDITIONS,
        document.revision,
    )
    assert document.opinion_by_label == str(privacy.user)
    assert queries.is_settled(case, ImpactKind.DSFA) is True
    (told,) = Notification.objects.filter(recipient=officer.user)
    assert told.text == f"Stellungnahme zu „{case.title}“: zulässig mit Auflagen"


def test_a_change_after_the_opinion_asks_for_a_new_one(case, officer, privacy):
    document = impacts.submitted(impacts.document(case, officer), officer)
    opinion(document, privacy)
    judged = document.revision
    impacts.write(document, officer, "ergebnis", "Doch anders.")
    assert (document.state, document.opinion_revision, document.revision) == (
        ImpactState.DRAFT,
        judged,
        judged + 1,
    )
    assert queries.is_settled(case, ImpactKind.DSFA) is False
    deciding.submit(document, revision=document.revision, by=officer)
    opinion(document, privacy)
    assert queries.is_settled(case, ImpactKind.DSFA) is True


def test_a_change_while_the_officer_reads_is_a_conflict(case, officer, privacy):
    document = impacts.submitted(impacts.document(case, officer), officer)
    read = document.revision
    impacts.risk(document, officer)
    with pytest.raises(Conflict):
        opinion(document, privacy, revision=read)
    document.refresh_from_db()
    assert document.opinion == ""


def test_an_opinion_needs_a_reason_and_a_submitted_document(case, officer, privacy):
    document = impacts.complete(impacts.document(case, officer), officer)
    with pytest.raises(Refused) as refused:
        opinion(document, privacy)
    assert str(refused.value) == deciding.NOT_SUBMITTED
    deciding.submit(document, revision=document.revision, by=officer)
    with pytest.raises(Refused, match="Bitte begründen"):
        opinion(document, privacy, reason=" ")


def test_only_the_own_data_protection_officer_gives_an_opinion(case, officer, privacy, town):
    document = impacts.submitted(impacts.document(case, officer), officer)
    neighbour = factories.member(
        factories.organisation("ahornried"), "data_protection", email="ds@ahornried.example"
    )
    for person in (officer, neighbour, factories.member(town)):
        with pytest.raises(PermissionDenied):
            opinion(document, person)
    with pytest.raises(PermissionDenied):
        deciding.submit(document, revision=document.revision, by=privacy)


def test_a_reference_is_held_as_it_was_handed_over(case, officer, privacy):
    impacts.assessed(case, **impacts.FRIA)
    dsfa = impacts.document(case, officer)
    impacts.write(dsfa, officer, "notwendigkeit", "Erste Fassung")
    fria = impacts.document(case, officer, ImpactKind.FRIA)
    impacts.write(fria, officer, "notwendigkeit", "", refers=True)
    impacts.submitted(fria, officer)
    impacts.write(dsfa, officer, "notwendigkeit", "Zweite Fassung")
    found = next(
        one
        for one in content.contents(fria, queries.basis(case), dsfa=dsfa)
        if one.section.key == "notwendigkeit"
    )
    assert (found.text, found.is_outdated) == ("Erste Fassung", True)


def test_a_fria_may_rest_on_the_risks_of_the_dsfa(case, officer):
    impacts.assessed(case, **impacts.FRIA)
    fria = impacts.document(case, officer, ImpactKind.FRIA)
    assert "mindestens ein Risiko" in deciding.gaps(fria)
    impacts.risk(impacts.document(case, officer), officer)
    assert "mindestens ein Risiko" not in deciding.gaps(fria)
