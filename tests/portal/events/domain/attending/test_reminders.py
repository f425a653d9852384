"""Reminders: each person once, also where the worker dies half-way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.models import Notification, OutgoingMail
from allmende.portal.events.domain.attending import reminders
from allmende.portal.events.enums import RegistrationState, SessionState
from allmende.portal.events.models import Reminder
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


def sent():
    return OutgoingMail.objects.count()


def test_a_day_before_everybody_who_takes_part_is_reminded_once(here):
    session = made.session(here.organiser, published_at=timezone.now() - timedelta(days=30))
    for number, person in enumerate(here.people(3)):
        state = RegistrationState.WAITING if number == 2 else RegistrationState.CONFIRMED
        made.registration(session, person, state=state)
    reminders.rules_of(session)
    Reminder.objects.filter(hours_before=168).update(finished_at=timezone.now())

    with at(session.starts_at - timedelta(hours=24, seconds=-5)):
        assert reminders.send_due() == 2
        assert reminders.send_due() == 0
    assert sent() == 2
    assert Notification.objects.filter(mailed_at=None).count() == 0


def test_a_worker_that_dies_goes_on_where_it_stopped(here, monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 2)
    session = made.session(here.organiser)
    for person in here.people(5):
        made.registration(session, person)
    real, calls = reminders._tell, []

    def breaks(rule, registration):
        calls.append(registration.pk)
        if len(calls) == 4:
            raise RuntimeError("the worker dies")
        return real(rule, registration)

    monkeypatch.setattr(reminders, "_tell", breaks)
    with at(session.starts_at - timedelta(hours=23, minutes=55)):
        with pytest.raises(RuntimeError):
            reminders.send_due()
        assert sent() == 2
        reminders.send_due()

    assert sent() == 5
    assert OutgoingMail.objects.values("to").distinct().count() == 5


def test_of_several_that_are_due_only_the_nearest_goes_out(here):
    session = made.session(here.organiser)
    made.registration(session, here.person("eins"))

    with at(session.starts_at - timedelta(minutes=50)):
        assert reminders.send_due() == 1
        assert reminders.send_due() == 0


def test_a_session_announced_two_days_before_has_no_reminder_of_seven_days(here):
    session = made.session(here.organiser, starts_at=timezone.now() + timedelta(days=2))
    made.registration(session, here.person("eins"))

    assert reminders.send_due() == 0


def test_organisers_choose(here):
    session = made.session(here.organiser)
    made.registration(session, here.person("eins"))
    reminders.choose(session, hours=[1], by=here.organiser)

    with at(session.starts_at - timedelta(hours=23)):
        assert reminders.send_due() == 0
    with at(session.starts_at - timedelta(minutes=59)):
        assert reminders.send_due() == 1


def test_a_cancelled_session_reminds_nobody(here):
    session = made.session(here.organiser, state=SessionState.CANCELLED)
    made.registration(session, here.person("eins"))

    with at(session.starts_at - timedelta(hours=23)):
        assert reminders.send_due() == 0


def test_a_session_that_moves_reminds_anew(here):
    session = made.session(here.organiser)
    made.registration(session, here.person("eins"))
    with at(session.starts_at - timedelta(hours=23)):
        assert reminders.send_due() == 1
    session.starts_at += timedelta(days=10)
    session.ends_at += timedelta(days=10)
    session.save()
    reminders.begin_anew(session)

    with at(session.starts_at - timedelta(hours=23)):
        assert reminders.send_due() == 1


def test_a_day_is_24_hours_also_where_the_clock_is_changed(here):
    starts = datetime(2027, 3, 28, 8, tzinfo=UTC)  # ten o'clock in summer time
    session = made.session(here.organiser, starts_at=starts)
    made.registration(session, here.person("eins"))
    reminders.choose(session, hours=[24], by=here.organiser)

    with at(datetime(2027, 3, 27, 7, 59, tzinfo=UTC)):
        assert reminders.send_due() == 0
    with at(datetime(2027, 3, 27, 8, 0, tzinfo=UTC)):
        assert reminders.send_due() == 1
    assert "28.3.2027, 10:00 Uhr" in OutgoingMail.objects.get().text


def test_nothing_to_do_costs_one_query(here, django_assert_num_queries):
    with django_assert_num_queries(1):
        reminders.send_due()
