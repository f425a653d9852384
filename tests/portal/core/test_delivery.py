"""Out of the queue to a mail server that is there, away, busy, or says no."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from allmende.portal.core.domain import delivery, mail
from allmende.portal.core.enums import MailState
from allmende.portal.core.models import OutgoingMail
from tests.portal.core import mail_server
from tests.portal.core.mailing import NOWHERE, QUEUE, server_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with mail_server.running() as (port, kept):
        settings.MAILERS = {"default": QUEUE, "transport": server_at(port)}
        yield kept


def queued(to="a@example.org", **fields):
    return mail.queue(to=to, **{"subject": "Betreff", "text": "Text", **fields})


def state(message):
    message.refresh_from_db()
    return message.state


def later(**passed):
    """Let time pass for the whole queue."""
    for row in OutgoingMail.objects.all():
        row.next_at -= timedelta(**passed)
        row.claimed_at = row.claimed_at and row.claimed_at - timedelta(**passed)
        row.save()


def test_a_message_arrives_as_it_was_queued_and_leaves_no_contents(server):
    message = queued(
        subject="Raum „Süd“ steht\nfest",
        text="Grüße aus dem Rathaus\n.\nEnde",
        headers={"Reply-To": "amt@example.org", "Auto-Submitted": "auto-generated"},
        attachments=[("Termin.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
        html="<p>Grüße</p>",
    )
    assert delivery.deliver() == 1

    (arrived,) = server.messages
    plain = arrived.get_body(("plain",))
    (file,) = arrived.iter_attachments()
    assert arrived["To"] == "a@example.org"
    assert arrived["Subject"] == "Raum „Süd“ steht fest"
    assert arrived["Message-ID"] == message.message_id
    assert arrived["Reply-To"] == "amt@example.org"
    assert plain.get_content().splitlines() == ["Grüße aus dem Rathaus", ".", "Ende"]
    assert (file.get_filename(), file.get_content_type()) == ("Termin.ics", "text/calendar")
    message.refresh_from_db()
    assert (message.state, message.text, message.html, message.attachments) == (
        MailState.SENT,
        "",
        "",
        [],
    )


def test_what_is_sent_is_not_sent_again(server):
    queued()
    assert [delivery.deliver(), delivery.deliver_all()] == [1, 0]
    assert len(server.messages) == 1


def test_the_same_key_is_queued_once():
    assert queued(key="x") is not None
    assert queued(key="x") is None
    assert queued(key="y") is not None


def test_django_s_own_way_to_send_ends_in_the_queue(settings):
    settings.MAILERS = {"default": QUEUE, "transport": NOWHERE}
    letter = django_mail.EmailMultiAlternatives(
        "Hallo",
        "Text",
        to=["a@example.org"],
        cc=["b@example.org"],
        reply_to=["amt@example.org"],
        attachments=[("a.txt", "Inhalt", "text/plain")],
    )
    letter.attach_alternative("<p>Text</p>", "text/html")
    letter.send()

    rows = OutgoingMail.objects.order_by("to")
    assert [row.to for row in rows] == ["a@example.org", "b@example.org"]
    assert len({row.message_id for row in rows}) == 2
    assert rows[0].headers == {"Reply-To": "amt@example.org"}
    assert rows[0].html == "<p>Text</p>"
    assert rows[0].attachments[0]["name"] == "a.txt"


def test_a_server_that_is_away_is_tried_again_at_growing_intervals_for_days(settings):
    settings.MAILERS = {"default": QUEUE, "transport": NOWHERE}
    message = queued()
    pauses = []
    for _ in range(40):
        delivery.deliver()
        message.refresh_from_db()
        pauses.append(round((message.next_at - timezone.now()).total_seconds() / 60))
        later(hours=4)

    assert pauses[:5] == [1, 5, 15, 60, 180]
    assert sum(pauses) > 3 * 24 * 60
    assert (message.state, message.text) == (MailState.WAITING, "Text")
    assert "ConnectionRefusedError" in message.trouble


def test_after_five_days_it_is_given_up_with_its_reason_and_its_text(settings):
    settings.MAILERS = {"default": QUEUE, "transport": NOWHERE}
    message = queued()
    OutgoingMail.objects.update(attempts=delivery.MOST_ATTEMPTS - 1)
    delivery.deliver()

    assert state(message) == MailState.FAILED
    assert message.trouble.startswith("Seit fünf Tagen nicht zustellbar.")
    assert message.text == "Text"


def test_with_a_server_that_is_away_one_try_is_enough_for_all(settings):
    settings.MAILERS = {"default": QUEUE, "transport": NOWHERE}
    for number in range(5):
        queued(f"{number}@example.org")
    delivery.deliver_all()

    assert sorted(OutgoingMail.objects.values_list("state", "attempts")) == [
        *[(MailState.WAITING, 0)] * 4,
        (MailState.WAITING, 1),
    ]


@pytest.mark.parametrize(
    ("refusal", "expected", "reason"),
    [
        ("rcpt 550 no such user", MailState.FAILED, "lehnt die Adresse ab: 550 no such user"),
        ("rcpt 450 greylisted", MailState.WAITING, "lehnt die Adresse ab: 450 greylisted"),
        ("data 554 spam", MailState.FAILED, "lehnt die Nachricht ab: 554 spam"),
        ("data 451 later", MailState.WAITING, "lehnt die Nachricht ab: 451 later"),
    ],
)
def test_a_no_is_final_or_not_and_stops_nobody_else(server, refusal, expected, reason):
    step, _, answer = refusal.partition(" ")
    server.refusals[f"{step} bad@example.org"] = answer
    before, bad, after = (queued(f"{name}@example.org") for name in ("a", "bad", "z"))
    delivery.deliver()

    assert [state(one) for one in (before, bad, after)] == [
        MailState.SENT,
        expected,
        MailState.SENT,
    ]
    assert reason in bad.trouble


def test_an_address_that_is_none_fails_alone(server):
    bad, good = queued("kein Klammeraffe, <>"), queued()
    delivery.deliver()

    assert [state(bad), state(good)] == [MailState.FAILED, MailState.SENT]


def test_a_message_whose_process_died_is_taken_up_with_the_same_id(server):
    message = queued()
    delivery._claim(10)  # and then the machine goes down
    assert delivery.deliver() == 0
    later(minutes=14)
    assert delivery.deliver() == 0
    later(minutes=2)
    assert delivery.deliver() == 1
    assert server.ids == [message.message_id]


def test_whoever_was_too_slow_does_not_touch_what_another_has_taken_over(server):
    message = queued()
    (slow,) = delivery._claim(10)
    later(minutes=20)
    delivery.deliver()

    assert not delivery._is_still_ours(slow)
    assert state(message) == MailState.SENT


def test_what_was_sent_a_month_ago_is_deleted_and_nothing_else(server):
    old, young, waiting = queued("a@b.example"), queued("b@b.example"), queued("c@b.example")
    long_ago = timezone.now() - timedelta(days=31)
    OutgoingMail.objects.filter(pk=old.pk).update(state=MailState.SENT, sent_at=long_ago)
    OutgoingMail.objects.filter(pk=young.pk).update(
        state=MailState.SENT, sent_at=long_ago + timedelta(days=2)
    )
    OutgoingMail.objects.filter(pk=waiting.pk).update(created_at=long_ago)

    assert delivery.forget_sent() == 1
    assert set(OutgoingMail.objects.all()) == {young, waiting}


def test_a_worker_is_woken_when_the_transaction_commits(server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queued()
        assert server.messages == []
    assert len(server.messages) == 1


def test_many_messages_of_one_transaction_wake_a_worker_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(5):
            queued(f"{number}@example.org")
    assert callbacks == [mail.wake]
