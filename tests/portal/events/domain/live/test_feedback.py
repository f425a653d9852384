"""Opinions without names, once for each person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.live import feedback
from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import Feedback
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.events import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    officer = factories.member(factories.organisation(), Role.AI_OFFICER)
    return made.session(officer, starts_at=timezone.now() - timedelta(hours=1))


def test_feedback_names_nobody(session):
    feedback.give(made.guest(session), stars=5, good="Kurz")

    row = Feedback.objects.values().get()
    assert set(row) == {"id", "session_id", "stars", "good", "better", "created_on"}


def test_each_person_once(session):
    registration = made.guest(session)
    feedback.give(registration, stars=4)

    with pytest.raises(Refused, match="schon eine Rückmeldung"):
        feedback.give(registration, stars=1)
    assert Feedback.objects.count() == 1


def test_below_three_nothing_is_shown_but_the_number(session):
    for number in range(2):
        feedback.give(made.guest(session, f"g{number}@example.org"), stars=5, good="Vortrag")

    assert feedback.summary(session) == feedback.Summary(2, None, [], [], [])

    feedback.give(made.guest(session, "g3@example.org"), stars=2, better="Ton")
    shown = feedback.summary(session)
    assert (shown.count, shown.average, shown.good, shown.better) == (
        3,
        4.0,
        ["Vortrag", "Vortrag"],
        ["Ton"],
    )
    assert dict(shown.by_stars) == {5: 2, 4: 0, 3: 0, 2: 1, 1: 0}


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_absurd_numbers_are_refused(session, stars):
    with pytest.raises(Refused, match="1 bis 5"):
        feedback.give(made.guest(session), stars=stars)


def test_nobody_judges_before_it_has_begun_or_without_a_place(session):
    waiting = made.guest(session, "w@example.org", state=RegistrationState.WAITING)
    with pytest.raises(Refused, match="angemeldet war"):
        feedback.give(waiting, stars=3)

    session.starts_at = timezone.now() + timedelta(hours=1)
    session.save()
    with pytest.raises(Refused, match="begonnen"):
        feedback.give(made.guest(session, "f@example.org"), stars=3)
