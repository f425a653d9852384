from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, Notification, OutgoingMail
from allmende.portal.register.domain import messages, publishing
from allmende.portal.register.models import Message
from tests import factories
from tests.portal.core.mailing import NOWHERE, QUEUE
from tests.portal.register import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return shared.officer("ahornried", name="Ahornried")


@pytest.fixture
def publication(officer):
    return shared.publish(officer, "Prognose")


@pytest.fixture
def reader():
    return factories.member(factories.organisation(name="Stadt Wiesenbrück"))


def told(member):
    return list(Notification.objects.filter(recipient=member.user).values_list("text", flat=True))


def test_a_question_reaches_officer_and_owner_with_the_name_of_who_asks(
    officer, publication, reader
):
    owner = factories.member(officer.organisation)
    publication.use_case.owner = owner
    publication.use_case.save()
    message = messages.ask(publication, text="Was kostet das?", by=reader)

    assert message.author_label == "Staff, Stadt Wiesenbrück"
    assert told(officer) == told(owner) == ["Frage zu „Prognose“ von Staff"]
    assert list(messages.inbox(officer)) == list(messages.inbox(owner)) == [message]
    assert list(messages.asked_by(reader)) == list(messages.readable(reader)) == [message]
    assert list(messages.inbox(reader)) == []


def test_an_answer_comes_back_to_who_asked(officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)
    messages.answer(message, text="Nichts.", revision=1, by=officer)

    message.refresh_from_db()
    assert (message.answer, messages.state_of(message)[0]) == ("Nichts.", "beantwortet")
    assert told(reader) == ["Antwort zu „Prognose“"]
    assert message.expires_at is None
    assert mail.outbox == []


def test_colleagues_do_not_ask_their_own_register(officer, publication):
    with pytest.raises(PermissionDenied):
        messages.ask(publication, text="Hallo?", by=factories.member(officer.organisation))


def test_nothing_is_asked_about_what_is_withdrawn(officer, publication, reader):
    publishing.withdraw(publication, reason="x", by=officer)

    with pytest.raises(Refused, match="zurückgezogen"):
        messages.ask(publication, text="Was kostet das?", by=reader)


def test_feedback_reaches_the_contact_by_mail_without_its_text(officer, publication):
    messages.give_feedback(publication, text="Das Wort Geheimnis stimmt nicht.")

    assert [letter.to for letter in mail.outbox] == [["ki@wiesenbrueck.example"]]
    assert "Geheimnis" not in mail.outbox[0].body
    assert told(officer) == ["Rückmeldung zu „Prognose“"]
    assert "Geheimnis" not in str(list(AuditEntry.objects.values_list("object_label", "details")))


def test_a_citizen_with_an_address_gets_the_answer_by_mail(officer, publication):
    message = messages.give_feedback(publication, text="Falsch.", contact="b@example.org")
    messages.answer(message, text="Danke.", revision=1, by=officer)

    to_contact, to_citizen = mail.outbox
    assert (to_contact.to, to_citizen.to) == (["ki@wiesenbrueck.example"], ["b@example.org"])
    assert "Danke." in to_citizen.body
    assert "> Falsch." in to_citizen.body


def test_a_mail_server_that_is_away_costs_nothing(officer, publication, settings):
    settings.MAILERS = {"default": QUEUE, "transport": NOWHERE}
    message = messages.give_feedback(publication, text="Falsch.", contact="b@example.org")
    messages.answer(message, text="Danke.", revision=1, by=officer)

    assert messages.state_of(message)[0] == "beantwortet"
    assert OutgoingMail.objects.get(to="b@example.org").text.startswith("Danke.")


def test_two_at_once_do_not_overwrite_each_other(officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)
    stale = Message.objects.get(pk=message.pk)
    messages.answer(message, text="Nichts.", revision=1, by=officer)

    with pytest.raises(Conflict):
        messages.answer(stale, text="Viel.", revision=1, by=officer)
    with pytest.raises(Conflict):
        messages.close(stale, revision=1, by=officer)
    assert stale.answer == "Nichts."


def test_closed_is_closed(officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)
    messages.close(message, revision=1, by=officer)

    assert messages.state_of(message)[0] == "geschlossen"
    with pytest.raises(Conflict):
        messages.answer(message, text="Doch.", revision=2, by=officer)


def test_nobody_else_answers(officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)

    for stranger in (reader, factories.member(officer.organisation), shared.officer("erlentann")):
        with pytest.raises(PermissionDenied):
            messages.answer(message, text="Ich weiß es.", revision=1, by=stranger)
        with pytest.raises(PermissionDenied):
            messages.close(message, revision=1, by=stranger)


def test_states_narrow_the_inbox(officer, publication, reader):
    waiting = messages.ask(publication, text="Offen?", by=reader)
    done = messages.ask(publication, text="Beantwortet?", by=reader)
    over = messages.ask(publication, text="Geschlossen?", by=reader)
    messages.answer(done, text="Ja.", revision=1, by=officer)
    messages.close(over, revision=1, by=officer)

    found = {
        state: list(messages.in_state(messages.inbox(officer), state))
        for state in ("open", "answered", "closed")
    }
    assert found == {"open": [waiting], "answered": [done], "closed": [over]}
    assert messages.in_state(messages.inbox(officer), "").count() == 3
    assert messages.open_in(officer) == 1


def test_feedback_is_forgotten_questions_are_kept(officer, publication, reader):
    question = messages.ask(publication, text="Bleibt?", by=reader)
    old = messages.give_feedback(publication, text="Alt")
    fresh = messages.give_feedback(publication, text="Neu")
    answered = messages.give_feedback(publication, text="Beantwortet")
    messages.answer(answered, text="Danke.", revision=1, by=officer)
    answered.refresh_from_db()
    Message.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert messages.forget_expired() == 1
    assert set(Message.objects.all()) == {question, fresh, answered}
    assert fresh.expires_at - timezone.now() > timedelta(days=364)
    assert timedelta(days=179) < answered.expires_at - timezone.now() < timedelta(days=181)
