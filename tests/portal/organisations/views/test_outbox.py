"""Outgoing mail, for those who run the network."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allmende.portal.core.domain import mail
from allmende.portal.core.enums import MailState
from allmende.portal.core.models import AuditEntry, OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = factories.user("netz@example.org", is_superuser=True)
    client.force_login(user)
    return user


def queued(to, state=MailState.WAITING, **fields):
    row = mail.queue(to=to, subject="Geheimer Betreff", text="Geheimer Text")
    OutgoingMail.objects.filter(pk=row.pk).update(state=state, **fields)
    return row


def test_states_and_reasons_but_no_contents(client, operator):
    queued("a@example.org", MailState.FAILED, trouble="550 unbekannt", attempts=2)
    queued("b@example.org", MailState.SENT)
    page = client.get(reverse("outbox"))
    csv = b"".join(client.get(reverse("outbox-export")).streaming_content).decode()

    assert dict(page.context["counts"]) == {
        MailState.WAITING: 0,
        MailState.SENDING: 0,
        MailState.SENT: 1,
        MailState.FAILED: 1,
    }
    for text in (page.content.decode(), csv):
        assert "550 unbekannt" in text
        assert "Geheim" not in text
    assert csv.splitlines()[1].startswith("b@example.org;gesendet;0;")


def test_filter_by_state_and_address(client, operator):
    queued("a@example.org", MailState.FAILED)
    queued("b@example.org", MailState.FAILED)
    queued("a2@example.org")
    page = client.get(reverse("outbox"), {"zustand": "failed", "an": " A@"})
    assert [row.to for row in page.context["page"]] == ["a@example.org"]


def test_what_failed_is_tried_again_with_new_patience(client, operator):
    failed = queued("a@example.org", MailState.FAILED, attempts=44)
    client.post(reverse("outbox-retry", args=[failed.pk]))
    failed.refresh_from_db()

    assert (failed.state, failed.attempts) == (MailState.WAITING, 0)
    entry = AuditEntry.objects.get(action="organisations.mail_retried")
    assert (entry.actor, entry.object_label) == (operator, "E-Mail an a@example.org")


def test_what_is_sent_is_not_sent_again(client, operator):
    sent = queued("a@example.org", MailState.SENT)
    page = client.post(reverse("outbox-retry", args=[sent.pk]), follow=True)
    sent.refresh_from_db()

    assert "schon gesendet" in page.content.decode()
    assert sent.state == MailState.SENT


def test_all_that_failed_at_once(client, operator):
    for state in (MailState.FAILED, MailState.FAILED, MailState.SENT):
        queued("a@example.org", state)
    page = client.post(reverse("outbox-retry-failed"), follow=True)

    assert "2 E-Mails werden gleich erneut versucht." in page.content.decode()
    assert OutgoingMail.objects.filter(state=MailState.WAITING).count() == 2


def test_constant_queries(client, operator):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("outbox"))
        return len(queries)

    queued("a@example.org", MailState.FAILED)
    one = count()
    queued("b@example.org", MailState.FAILED)
    queued("c@example.org")
    assert count() == one
