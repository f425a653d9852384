"""The organisers' pages: list, marks, steps for one person, rooms, files."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from allmende.portal.core.models import OutgoingMail
from allmende.portal.events.models import Registration, Reminder, RoomPlace
from tests.portal.events import made
from tests.portal.events.domain.attending.people import State, town
from tests.portal.events.views.attending.test_own import logged_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser, capacity=2)


@pytest.fixture
def client(here):
    return logged_in(here.organiser)


def people_of(session):
    return f"/veranstaltungen/{session.pk}/teilnahme/"


def test_the_list_filters_and_says_how_full_it_is(here, session, client):
    one, two = here.people(2)
    made.registration(session, one, needs="Rampe")
    made.registration(session, two, state=State.WAITING)
    whole = page(client, people_of(session))
    narrowed = page(client, f"{people_of(session)}?stand=waiting")

    assert "Rampe" in whole
    assert "2 Anmeldungen" in whole
    assert "1 Anmeldung " in narrowed
    assert str(one.user) not in narrowed


def test_lowered_places_warn_and_throw_nobody_out(here, session, client):
    for person in here.people(3):
        made.registration(session, person)

    assert "1 Person mehr als Plätze" in page(client, people_of(session))
    assert Registration.objects.filter(state=State.CONFIRMED).count() == 3


def test_people_are_marked_from_the_list(here, session, client):
    session.starts_at = timezone.now() - timedelta(hours=3)
    session.ends_at = timezone.now() - timedelta(hours=1)
    session.save()
    one, two = (made.registration(session, person) for person in here.people(2))
    chosen = {"aktion": "da", "person": [one.pk, "kein-schluessel", uuid4()]}
    client.post(people_of(session), chosen)
    client.post(people_of(session), {"aktion": "rest"})
    one.refresh_from_db()
    two.refresh_from_db()

    assert (one.state, two.state) == (State.ATTENDED, State.NO_SHOW)


def test_people_of_another_session_are_out_of_reach(here, session, client):
    other = made.registration(made.session(here.organiser), here.person("eins"))

    for step in ("abmelden", "raeume"):
        assert client.get(f"{people_of(session)}{other.pk}/{step}/").status_code == 404


def test_the_file_is_harmless_in_spreadsheets(here, session, client):
    made.registration(session, here.person("eins"), needs="=HYPERLINK(1)")
    body = b"".join(client.get(f"{people_of(session)}liste.csv").streaming_content).decode()

    assert "'=HYPERLINK(1)" in body


def test_a_reason_is_needed_to_sign_somebody_off(here, session, client):
    one = made.registration(session, here.person("eins"))
    path = f"{people_of(session)}{one.pk}/abmelden/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "Doppelt"}).status_code == 302
    one.refresh_from_db()

    assert (one.state, one.note) == (State.CANCELLED, "Doppelt")


def test_somebody_is_set_into_a_room(here, session, client):
    one, two = made.parallel(session, 5, 5)
    person = made.registration(session, here.person("eins"))
    path = f"{people_of(session)}{person.pk}/raeume/"
    client.post(path, {f"block{one.block.pk}": two.pk})
    shown = page(client, f"{people_of(session)}raeume/")

    assert RoomPlace.objects.get().chosen_by_hand
    assert "(gesetzt)" in shown


def test_rooms_are_assigned_by_a_button(here, session, client):
    made.parallel(session, 5, 5)
    for person in here.people(2):
        made.registration(session, person)
    said = client.post(f"{people_of(session)}raeume/", follow=True).content.decode()
    body = b"".join(client.get(f"{people_of(session)}raeume/liste.csv").streaming_content)

    assert "2 Personen haben einen Raum" in said
    assert body.decode().count("Räume;Raum") == 2


def test_a_letter_that_is_sent_twice_arrives_once(here, session, client):
    for person in here.people(2):
        made.registration(session, person)
    data = {"to": "taking_part", "subject": "Anfahrt", "text": "Bus 7", "nonce": uuid4()}
    for _ in range(2):
        assert client.post(f"{people_of(session)}nachricht/", data).status_code == 302

    assert OutgoingMail.objects.count() == 2


def test_reminders_are_switched_off(here, session, client):
    client.post(f"{people_of(session)}erinnerungen/", {"hours": ["24"]})

    assert list(Reminder.objects.filter(is_on=True).values_list("hours_before", flat=True)) == [24]


def test_absurd_input_is_answered_with_a_sentence(here, session, client):
    path = people_of(session)
    long = "x" * 100_000
    assert client.post(f"{path}mitglied/", {"who": long}).status_code == 422
    assert client.post(f"{path}mitglied/", {"who": "<script>alert(1)</script>"}).status_code == 422
    assert client.post(f"{path}nachricht/", {"nonce": "keine"}).status_code == 422
    assert client.get(f"{path}?suche={'x' * 5000}&raum=%00&stand=x").status_code == 200
    assert client.post(path, {"aktion": "boese"}).status_code == 302


def test_lists_cost_the_same_for_one_and_three(
    here, session, client, django_assert_max_num_queries
):
    one, _two = made.parallel(session, 5, 5)

    def costs(count):
        for person in [here.person(f"mehr-{count}-{n}") for n in range(count)]:
            registration = made.registration(session, person)
            RoomPlace.objects.create(registration=registration, block=one.block, room=one)
        found = []
        for path in (people_of(session), f"{people_of(session)}raeume/"):
            page(client, path)
            with django_assert_max_num_queries(60) as asked:
                page(client, path)
            found.append(len(asked))
        return found

    assert costs(1) == costs(2)
