"""People without an account: confirm, come by a link, are forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry, OutgoingMail
from allmende.portal.events.domain.attending import guests, links, queries, registering
from allmende.portal.events.models import Registration
from allmende.portal.organisations.enums import Audience
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import State, letters_sent, states, town

pytestmark = pytest.mark.django_db
GUEST = {
    "name": "Gerda Gast",
    "email": "Gast@Example.org ",
    "come_from": "Bürgerverein",
    "needs": "Gebärdensprache",
    "shows_name": False,
}


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser, audience=Audience.PUBLIC, allows_guests=True, capacity=1)


def ask(session, **fields):
    guests.ask(session, **{**GUEST, **fields})
    return Registration.objects.get(
        session=session, guest_email=fields.get("email", GUEST["email"]).strip().lower()
    )


def test_only_the_link_in_the_mail_takes_a_place(here, session):
    asked = ask(session)
    mail = OutgoingMail.objects.get()

    assert asked.state == State.UNCONFIRMED
    assert mail.to == "gast@example.org"
    assert links.personal(asked) in mail.text
    assert registering.register(session.pk, by=here.person("eins")).state == State.CONFIRMED
    assert guests.confirm(guests.by_token(links.token_of(asked))).state == State.WAITING


def test_the_database_does_not_hold_the_link(session):
    asked = ask(session)

    assert links.token_of(asked) not in asked.token_hash


def test_a_link_that_is_a_day_old_is_no_longer_good(session):
    asked = ask(session)

    with at(timezone.now() + timedelta(hours=24, seconds=1)):
        assert guests.by_token(links.token_of(asked)) is None
        assert guests.forget_expired() == 1
    assert not Registration.objects.exists()


def test_confirming_twice_gives_one_place(session):
    asked = ask(session)
    first, second = guests.confirm(asked), guests.confirm(asked)

    assert (first.state, second.state) == (State.CONFIRMED, State.CONFIRMED)
    assert AuditEntry.objects.filter(action="events.guest_confirmed").count() == 1


def test_who_is_known_gets_another_letter_and_nothing_changes(here, session):
    guests.confirm(ask(session))
    guests.ask(session, **{**GUEST, "name": "Jemand Anders"})
    member = registering.register(session.pk, by=here.person("eins"))
    guests.ask(session, **{**GUEST, "email": member.user.email})
    subjects = list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))

    assert [subject.split(":")[0] for subject in subjects] == [
        "Bitte bestätigen",
        "Sie sind schon angemeldet",
        "Sie sind schon angemeldet",
    ]
    assert Registration.objects.count() == 2
    assert Registration.objects.get(guest_email="gast@example.org").name == "Gerda Gast"


def test_asking_again_before_confirming_keeps_one_row_and_the_new_words(session):
    ask(session)
    asked = ask(session, needs="Rampe")

    assert Registration.objects.count() == 1
    assert asked.needs == "Rampe"


def test_sessions_of_members_take_no_guests(here):
    for fields in ({"audience": Audience.PUBLIC}, {"allows_guests": True}):
        session = made.session(here.organiser, **fields)
        with pytest.raises(Refused, match="Mitglieder"):
            guests.ask(session, **GUEST)


def test_a_month_later_only_the_number_is_left(session):
    asked = guests.confirm(ask(session))
    assert asked.expires_at == session.ends_at + timedelta(days=30)

    with at(session.ends_at + timedelta(days=30, seconds=1)):
        assert guests.forget_expired() == 1
    asked.refresh_from_db()

    assert (asked.name, asked.guest_email, asked.guest_from, asked.needs) == ("Gast", None, "", "")
    assert asked.token_hash is None
    assert queries.counts(session).confirmed == 1
    trail = " ".join(f"{one.object_label} {one.details}" for one in AuditEntry.objects.all())
    assert "Gerda" not in trail
    assert "gast@" not in trail


def test_a_guest_can_be_forgotten_at_once_and_the_next_moves_up(here, session):
    asked = guests.confirm(ask(session))
    waiting = registering.register(session.pk, by=here.person("eins"))

    guests.erase(asked)
    waiting.refresh_from_db()

    assert not Registration.objects.filter(name="Gerda Gast").exists()
    assert states(session) == [State.CANCELLED, State.CONFIRMED]


def test_letters_to_guests_carry_their_link_and_the_day_of_deletion(session):
    asked = guests.confirm(ask(session))
    (letter,) = letters_sent()
    day = timezone.localtime(asked.expires_at)

    assert letter.to == "gast@example.org"
    assert links.personal(asked) in letter.text
    assert f"{day.day}.{day.month}.{day.year}" in letter.text
