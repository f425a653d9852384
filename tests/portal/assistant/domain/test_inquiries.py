import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.assistant.domain import inquiries
from allmende.portal.assistant.enums import InquiryState
from allmende.portal.assistant.models import Inquiry
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.models import Office


@pytest.fixture
def one(town, treasury):
    return Inquiry.objects.create(
        organisation=town, office=treasury, question="Wo lege ich an?", contact="k@beispiel.de"
    )


@pytest.fixture
def harbour(town):
    return Office.objects.create(organisation=town, name="Hafenamt")


def unchanged(one, treasury):
    one.refresh_from_db()
    return (one.office, one.revision, AuditEntry.objects.count(), Notification.objects.count()) == (
        treasury,
        1,
        0,
        0,
    )


def test_forwarding_leaves_one_audit_entry_that_names_the_office(one, harbour, clerk):
    inquiries.forward(one, to=harbour, revision=1, by=clerk)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.details) == (
        "assistant.inquiry_forwarded",
        clerk.user,
        {"to": "Hafenamt"},
    )


def test_only_who_may_handle_it_forwards_it(one, harbour, treasury, staff, editor, stranger):
    for person in (staff, editor, stranger):
        with pytest.raises(PermissionDenied):
            inquiries.forward(one, to=harbour, revision=1, by=person)
    assert unchanged(one, treasury)


def test_an_office_of_another_organisation_is_refused(one, treasury, neighbour, clerk):
    foreign = Office.objects.create(organisation=neighbour, name="Hafenmeisterei")
    with pytest.raises(Refused, match="gehört zu einer anderen Organisation"):
        inquiries.forward(one, to=foreign, revision=1, by=clerk)
    assert unchanged(one, treasury)


def test_the_office_where_it_lies_is_refused(one, treasury, clerk):
    with pytest.raises(Refused, match="liegt schon bei der Stelle „Kämmerei“"):
        inquiries.forward(one, to=treasury, revision=1, by=clerk)
    assert unchanged(one, treasury)


def test_of_two_who_forward_at_once_only_the_first_succeeds(one, town, harbour, clerk):
    pool = Office.objects.create(organisation=town, name="Freibad")
    inquiries.forward(one, to=harbour, revision=1, by=clerk)
    with pytest.raises(Conflict):
        inquiries.forward(one, to=pool, revision=1, by=clerk)
    one.refresh_from_db()
    assert (one.office, one.revision) == (harbour, 2)


def test_what_is_answered_stays_where_it_is(one, treasury, harbour, clerk):
    Inquiry.objects.filter(pk=one.pk).update(state=InquiryState.ANSWERED)
    with pytest.raises(Conflict, match="schon abgeschlossen"):
        inquiries.forward(one, to=harbour, revision=1, by=clerk)
    assert unchanged(one, treasury)
