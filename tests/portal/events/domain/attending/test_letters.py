"""What is told to people who are registered: once each, and with the right calendar entry."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification, OutgoingMail
from allmende.portal.events.domain.attending import letters, places, registering
from allmende.portal.events.domain.planning.changes import Change, What, on_change
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Session
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import letters_sent, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


def calendar_of(message):
    (file,) = message.attachments
    return base64.b64decode(file["base64"]).decode()


def subjects(messages):
    return sorted(message.subject for message in messages)


def test_a_confirmation_brings_the_calendar_entry_and_no_notification(here):
    session = made.session(here.organiser, "Runder Tisch")
    registering.register(session.pk, by=here.person("eins"))
    (letter,) = letters_sent()

    assert letter.to == "eins@wiesenbrueck.example"
    assert letter.subject == "Angemeldet: Runder Tisch"
    assert "METHOD:REQUEST" in calendar_of(letter)
    assert f"/veranstaltungen/{session.pk}/" in letter.text
    assert not Notification.objects.exists()


def test_nothing_is_told_twice(here):
    session = made.session(here.organiser)
    registering.register(session.pk, by=here.person("eins"))

    assert len(letters_sent()) == 1
    assert letters_sent() == []


def test_who_leaves_before_the_letter_went_out_gets_none(here):
    session, person = made.session(here.organiser), here.person("eins")
    registering.cancel(registering.register(session.pk, by=person), by=person)

    assert letters_sent() == []


def test_leaving_takes_the_entry_out_of_the_calendar(here):
    session, person = made.session(here.organiser), here.person("eins")
    mine = registering.register(session.pk, by=person)
    letters_sent()
    registering.cancel(mine, by=person)
    (letter,) = letters_sent()

    assert letter.subject == "Abgemeldet: Runder Tisch"
    assert "METHOD:CANCEL" in calendar_of(letter)


def test_a_waiting_person_gets_no_entry_until_a_place_is_free(here):
    session = made.session(here.organiser, capacity=1)
    first, second = here.people(2)
    one = registering.register(session.pk, by=first)
    registering.register(session.pk, by=second)
    waiting = next(one for one in letters_sent() if one.subject.startswith("Auf der Warteliste"))
    assert waiting.attachments == []

    registering.cancel(one, by=first)
    moved_up = next(one for one in letters_sent() if one.to == second.user.email)

    assert moved_up.subject == "Sie haben einen Platz: Runder Tisch"
    assert "METHOD:REQUEST" in calendar_of(moved_up)
    notice = Notification.objects.get(recipient=second.user)
    assert notice.reason == Reason.ATTENDING
    assert notice.mailed_at is not None


def test_an_offer_is_an_assignment_with_its_end(here):
    session = made.session(here.organiser, capacity=1)
    first, second = here.people(2)
    one = registering.register(session.pk, by=first)
    registering.register(session.pk, by=second)
    letters_sent()
    with at(session.starts_at - timedelta(hours=5)):
        registering.cancel(one, by=first)
        offer = next(one for one in letters_sent() if one.to == second.user.email)
    until = timezone.localtime(session.starts_at - timedelta(hours=3))

    assert offer.subject.startswith("Platz frei bis")
    assert f"{until:%H:%M} Uhr" in offer.text
    assert Notification.objects.get(recipient=second.user).reason == Reason.ASSIGNED


def test_an_expired_offer_says_so(here):
    session = made.session(here.organiser, capacity=1)
    first, second = here.people(2)
    one = registering.register(session.pk, by=first)
    registering.register(session.pk, by=second)
    with at(session.starts_at - timedelta(hours=5)):
        registering.cancel(one, by=first)
        letters_sent()
    with at(session.starts_at - timedelta(hours=2)):
        places.settle_all()
        (letter,) = letters_sent()

    assert "Angebot ist abgelaufen" in letter.text


def test_organisers_give_a_reason_and_the_person_reads_it(here):
    session, person = made.session(here.organiser), here.person("eins")
    mine = registering.register(session.pk, by=person)
    letters_sent()
    registering.cancel(mine, by=here.organiser, reason="Nur eine Person je Stadt")
    (letter,) = letters_sent()

    assert "Grund: Nur eine Person je Stadt" in letter.text
    assert Notification.objects.filter(recipient=person.user).count() == 1


def test_another_date_reaches_everybody_with_a_new_entry(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(2)
    for person in people:
        registering.register(session.pk, by=person)
    letters_sent()
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.sequence += 1
    session.save()
    on_change(session, Change(What.CHANGED, fields=frozenset({"starts_at", "ends_at"})))
    told = letters_sent()
    confirmed = next(one for one in told if one.to == people[0].user.email)

    assert subjects(told) == ["Geändert: Runder Tisch"] * 2
    assert "SEQUENCE:1" in calendar_of(confirmed)
    assert "METHOD:REQUEST" in calendar_of(confirmed)


def test_another_title_is_no_reason_for_a_letter(here):
    session = made.session(here.organiser)
    registering.register(session.pk, by=here.person("eins"))
    letters_sent()

    on_change(session, Change(What.CHANGED, fields=frozenset({"title"})))

    assert letters_sent() == []


def test_a_cancelled_session_takes_all_entries_out(here):
    session = made.session(here.organiser)
    gone = here.person("weg")
    registering.register(session.pk, by=here.person("eins"))
    left = registering.register(session.pk, by=gone)
    letters_sent()
    registering.cancel(left, by=gone)
    letters_sent()
    Session.objects.filter(pk=session.pk).update(
        state=SessionState.CANCELLED, cancelled_reason="Sturm"
    )
    session.refresh_from_db()
    on_change(session, Change(What.CANCELLED))
    (letter,) = letters_sent()

    assert letter.subject == "Abgesagt: Runder Tisch"
    assert "Grund: Sturm" in letter.text
    assert "METHOD:CANCEL" in calendar_of(letter)


def test_more_places_are_heard_of_at_once(here):
    session = made.session(here.organiser, capacity=1)
    for person in here.people(2):
        registering.register(session.pk, by=person)
    session.capacity = 2
    session.save()

    on_change(session, Change(What.PLACES))

    assert {one.state for one in Registration.objects.all()} == {"confirmed"}


def test_a_round_that_breaks_goes_on_without_repeating(here, monkeypatch):
    monkeypatch.setattr(letters, "BATCH", 2)
    session = made.session(here.organiser)
    for person in here.people(5):
        registering.register(session.pk, by=person)
    real, calls = letters.entry, []

    def breaks(registration, **options):
        calls.append(registration.pk)
        if len(calls) == 4:
            raise RuntimeError("the worker dies")
        return real(registration, **options)

    monkeypatch.setattr(letters, "entry", breaks)
    with pytest.raises(RuntimeError):
        letters.send_due()
    assert OutgoingMail.objects.count() == 2
    letters.send_due()

    assert OutgoingMail.objects.count() == 5
    assert len(set(OutgoingMail.objects.values_list("to", flat=True))) == 5


def test_who_has_no_account_any_more_gets_nothing(here):
    session, person = made.session(here.organiser), here.person("eins")
    registering.register(session.pk, by=person)
    person.user.is_active = False
    person.user.save()

    assert letters_sent() == []
    assert not Registration.objects.exclude(due="").exists()


def test_a_letter_costs_the_same_number_of_queries_for_many(here, django_assert_max_num_queries):
    session = made.session(here.organiser)
    for person in here.people(20):
        registering.register(session.pk, by=person)

    with django_assert_max_num_queries(20 * 2 + 15):  # the rooms of each, and the block's zone
        letters.send_due()
