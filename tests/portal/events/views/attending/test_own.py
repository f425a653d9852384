"""A member registers on the session's page, chooses rooms, leaves; what others may read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from allmende.portal.events.domain.attending import attendance, rooms
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, RoomChoice, RoomPlace
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.events import made
from tests.portal.events.domain.attending.people import State, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser, capacity=2)


def logged_in(member):
    client = Client()
    client.force_login(member.user)
    return client


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_one_click_registers_and_the_page_says_so(here, session):
    client = logged_in(here.person("eins"))
    assert "0 von 2 Plätzen vergeben" in page(client, f"/veranstaltungen/{session.pk}/")

    response = client.post(f"/veranstaltungen/{session.pk}/anmelden/")
    shown = page(client, f"/veranstaltungen/{session.pk}/")

    assert response.url == f"/veranstaltungen/{session.pk}/#anmeldung"
    assert "1 von 2 Plätzen vergeben" in shown
    assert "Sie sind angemeldet." in shown


def test_two_tabs_and_a_double_click_register_once(here, session):
    client = logged_in(here.person("eins"))
    for _ in range(3):
        assert client.post(f"/veranstaltungen/{session.pk}/anmelden/").status_code == 302

    assert Registration.objects.count() == 1


def test_who_waits_reads_how_many_wait_longer(here, session):
    clients = [logged_in(person) for person in here.people(4)]
    for client in clients:
        client.post(f"/veranstaltungen/{session.pk}/anmelden/")

    assert "Sie sind die nächste Person." in page(clients[2], f"/veranstaltungen/{session.pk}/")
    assert "1 Person wartet länger als Sie." in page(clients[3], f"/veranstaltungen/{session.pk}/")


def test_a_refusal_is_a_sentence_on_the_page(here, session):
    session.registers_until = timezone.now() - timedelta(days=1)
    session.save()
    client = logged_in(here.person("eins"))
    shown = client.post(f"/veranstaltungen/{session.pk}/anmelden/", follow=True).content.decode()

    assert "geschlossen" in shown
    assert not Registration.objects.exists()


def test_leaving_is_asked_first(here, session):
    person = here.person("eins")
    client = logged_in(person)
    made.registration(session, person)
    assert "Möchten Sie sich abmelden?" in page(client, f"/veranstaltungen/{session.pk}/abmelden/")

    client.post(f"/veranstaltungen/{session.pk}/abmelden/")

    assert Registration.objects.get().state == State.CANCELLED


def test_wishes_are_three_selects_and_doubles_are_refused(here, session):
    one, two, three = made.parallel(session, 5, 5, 5)
    person = here.person("eins")
    client = logged_in(person)
    made.registration(session, person)
    path = f"/veranstaltungen/{session.pk}/meine-raeume/"
    name = f"block{one.block.pk}-wish"
    assert page(client, path).count("<select") == 3

    double = client.post(path, {f"{name}1": one.pk, f"{name}2": one.pk})
    assert double.status_code == 422
    assert "schon gewählt" in double.content.decode()
    assert client.post(path, {f"{name}1": three.pk, f"{name}3": two.pk}).status_code == 302

    chosen = RoomChoice.objects.order_by("rank").values_list("rank", "room__title")
    assert list(chosen) == [(1, "Raum 3"), (2, "Raum 2")]


def test_after_the_assignment_one_changes_into_a_free_room(here, session):
    one, two = made.parallel(session, 1, 1)
    people = here.people(2)
    for person in people:
        made.registration(session, person)
    rooms.assign_rooms(session, by=None)
    mine = RoomPlace.objects.get(registration__user=people[0].user)
    taken = two if mine.room == one else one
    client = logged_in(people[0])
    shown = page(client, f"/veranstaltungen/{session.pk}/meine-raeume/")
    assert shown.count("voll") == 1

    full = client.post(f"/veranstaltungen/{session.pk}/meine-raeume/{taken.pk}/", follow=True)
    assert f"Der Raum „{taken.title}“ ist voll" in full.content.decode()
    foreign = made.parallel(made.session(here.organiser), 5)[0]
    path = f"/veranstaltungen/{session.pk}/meine-raeume/{foreign.pk}/"
    assert client.post(path).status_code == 404


def test_the_code_is_typed_on_the_page(here, session):
    session.starts_at = timezone.now() - timedelta(minutes=10)
    session.save()
    person = here.person("eins")
    made.registration(session, person)
    client = logged_in(person)
    code = attendance.code_of(session)
    assert "Code der Veranstaltung" in page(client, f"/veranstaltungen/{session.pk}/")

    client.post(f"/veranstaltungen/{session.pk}/dabei/", {"code": "1"})
    assert Registration.objects.get().state == State.CONFIRMED
    client.post(f"/veranstaltungen/{session.pk}/dabei/", {"code": code})
    pdf = client.get(f"/veranstaltungen/{session.pk}/bescheinigung/")

    assert Registration.objects.get().state == State.ATTENDED
    assert pdf["Content-Type"] == "application/pdf"


def test_codes_cannot_be_tried_out(here, session):
    session.starts_at = timezone.now() - timedelta(minutes=10)
    session.save()
    person = here.person("eins")
    made.registration(session, person)
    client = logged_in(person)
    for number in range(11):
        said = client.post(
            f"/veranstaltungen/{session.pk}/dabei/", {"code": f"{number:06d}"}, follow=True
        )

    assert "viele Versuche" in said.content.decode()


def test_names_are_for_those_who_take_part_and_needs_for_organisers_only(here):
    session = made.session(here.organiser, audience=Audience.PUBLIC, allows_guests=True)
    one, hidden, waits = here.people(3)
    made.registration(session, one, needs="Kranichfeder")
    made.registration(session, hidden, shows_name=False)
    made.registration(session, waits, state=State.WAITING)
    made.guest(session, "kranich@example.org", name="Gerda Gast", shows_name=True)
    stranger = factories.member(factories.organisation("ahornried"))
    path = f"/veranstaltungen/{session.pk}/teilnehmende/"
    shown = page(logged_in(one), path)

    assert str(one.user) in shown
    assert "Gerda Gast" in shown
    assert str(hidden.user) not in shown
    assert str(waits.user) not in shown
    assert "1 weitere nimmt ohne Namen teil" in shown
    for client, kinds in ((logged_in(waits), 404), (logged_in(stranger), 404)):
        assert client.get(path).status_code == kinds
    for client in (logged_in(one), logged_in(stranger), Client()):
        for where in (
            path,
            f"/veranstaltungen/{session.pk}/",
            f"/o/wiesenbrueck/veranstaltungen/{session.pk}/",
            f"/o/wiesenbrueck/veranstaltungen/{session.pk}/anmelden/",
        ):
            body = client.get(where).content.decode()
            assert "Kranichfeder" not in body
            assert "kranich@example.org" not in body


@pytest.mark.parametrize("state", [State.CONFIRMED, State.WAITING])
def test_the_list_of_ones_own_costs_the_same_for_one_and_three(
    here, state, django_assert_max_num_queries
):
    person = here.person("eins")
    client = logged_in(person)
    made.registration(made.session(here.organiser), person, state=state)
    page(client, "/veranstaltungen/meine/")
    with django_assert_max_num_queries(40) as few:
        page(client, "/veranstaltungen/meine/")
    for _ in range(2):
        made.registration(made.session(here.organiser), person, state=state)
    with django_assert_max_num_queries(40) as many:
        page(client, "/veranstaltungen/meine/")

    assert len(many) == len(few)


def test_the_api_reads_registers_and_leaves(here, session):
    client = logged_in(here.person("eins"))
    path = f"/api/v1/sessions/{session.pk}/registration"
    assert client.get(path).status_code == 404

    new = client.post(path, {"needs": "Rampe"}, content_type="application/json")
    assert (new.status_code, new.json()["state"]) == (200, "confirmed")
    assert client.get(path).json()["needs"] == "Rampe"
    assert client.delete(path).json()["state"] == "cancelled"
    session.registers_until = timezone.now() - timedelta(days=1)
    session.save()
    late = client.post(path, {}, content_type="application/json")

    assert (late.status_code, "geschlossen" in late.json()["detail"]) == (409, True)


def test_the_api_shows_no_inner_session_to_others(here):
    session = made.session(here.organiser, audience=Audience.ORGANISATION)
    client = logged_in(factories.member(factories.organisation("ahornried")))
    path = f"/api/v1/sessions/{session.pk}/registration"

    assert client.post(path, {}, content_type="application/json").status_code == 404
    assert Client().get(path).status_code == 401


def test_the_api_tells_who_serves_in_a_draft_when_registration_begins(here):
    session = made.session(here.organiser, state=SessionState.DRAFT)
    [room] = made.parallel(session, 30)
    moderator = here.person("eins")
    room.moderator = moderator.user
    room.save()
    path = f"/api/v1/sessions/{session.pk}/registration"

    told = logged_in(moderator).post(path, {}, content_type="application/json")
    hidden = logged_in(here.person("zwei")).post(path, {}, content_type="application/json")

    assert (told.status_code, "noch nicht angekündigt" in told.json()["detail"]) == (409, True)
    assert hidden.status_code == 404


@pytest.mark.parametrize("pk", [0, 2**63, 2**80])
def test_the_api_knows_no_session_of_an_absurd_number(here, pk):
    path = f"/api/v1/sessions/{pk}/registration"
    answer = logged_in(here.person("eins")).post(path, {}, content_type="application/json")
    assert answer.status_code == 404
