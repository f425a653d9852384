"""Guests on the public pages: form, mail, personal link, certificate."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from allmende.portal.core.models import OutgoingMail
from allmende.portal.events.domain.attending import attendance, links, rooms
from allmende.portal.events.enums import PollState
from allmende.portal.events.models import Poll, Registration
from allmende.portal.organisations.enums import Audience
from tests.portal.events import made
from tests.portal.events.domain.attending.people import State, town

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[A-Za-z0-9]{64}")  # of the forms on every page
FILLED = {"name": "Gerda Gast", "email": "gast@example.org", "consent": "on"}


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser, audience=Audience.PUBLIC, allows_guests=True)


@pytest.fixture
def form(session):
    cache.clear()
    return f"/o/wiesenbrueck/veranstaltungen/{session.pk}/anmelden/"


def test_from_the_form_by_mail_to_the_place(client, form):
    sent = client.post(form, FILLED, follow=True)
    registration = Registration.objects.get()
    link = links.personal(registration)
    assert "Bitte sehen Sie in Ihr Postfach" in sent.content.decode()
    assert link in OutgoingMail.objects.get().text
    assert "Anmeldung bestätigen" in client.get(link).content.decode()

    client.post(f"{link}bestaetigen/")
    registration.refresh_from_db()

    assert registration.state == State.CONFIRMED
    assert "angemeldet" in client.get(link).content.decode()


def test_opening_the_link_alone_confirms_nothing(client, form):
    client.post(form, FILLED)
    client.get(links.personal(Registration.objects.get()))

    assert Registration.objects.get().state == State.UNCONFIRMED


def test_the_answer_is_the_same_whether_the_address_is_known(here, session, form):
    made.guest(session, "bekannt@example.org")
    known = Client().post(form, {**FILLED, "email": "bekannt@example.org"}, follow=True)
    member = Client().post(form, {**FILLED, "email": here.organiser.user.email}, follow=True)
    new = Client().post(form, FILLED, follow=True)
    answers = {
        (one.redirect_chain[0], one.status_code, TOKEN.sub("", one.content.decode()))
        for one in (known, member, new)
    }

    assert len(answers) == 1


def test_without_consent_nothing_is_stored(client, form):
    response = client.post(form, {**FILLED, "consent": ""})

    assert response.status_code == 422
    assert "Ohne Ihre Einwilligung" in response.content.decode()
    assert not Registration.objects.exists()


def test_robots_are_answered_and_not_stored(client, form):
    response = client.post(form, {**FILLED, "website": "http://spam.example"})

    assert response.status_code == 302
    assert not Registration.objects.exists()


def test_one_mailbox_is_not_flooded_and_the_answer_does_not_tell(client, form):
    answers = {client.post(form, FILLED).status_code for _ in range(8)}

    assert answers == {302}
    assert OutgoingMail.objects.count() == 3


def test_one_machine_does_not_register_the_whole_town(client, form):
    codes = [
        client.post(form, {**FILLED, "email": f"g{number}@example.org"}).status_code
        for number in range(31)
    ]

    assert codes == [302] * 30 + [429]


@pytest.mark.parametrize(
    "fields",
    [{"audience": Audience.NETWORK}, {"allows_guests": False}, {"state": "draft"}],
)
def test_only_open_public_sessions_have_the_form(here, client, fields):
    options = {"audience": Audience.PUBLIC, "allows_guests": True, **fields}
    session = made.session(here.organiser, **options)

    path = f"/o/wiesenbrueck/veranstaltungen/{session.pk}/anmelden/"
    assert client.get(path).status_code == 404
    assert client.post(path, FILLED).status_code == 404


def test_a_personal_link_opens_its_own_registration_only(client, session):
    mine = made.guest(session)
    other = made.guest(session, "andere@example.org", name="Andere Person")
    shown = client.get(links.personal(mine)).content.decode()

    assert "Gerda Gast" in shown
    assert "Andere Person" not in shown
    assert client.get(links.personal(mine).replace("wiesenbrueck", "anderswo")).status_code == 404
    assert client.get(f"/o/wiesenbrueck/teilnahme/{other.pk.hex}/").status_code == 404


def test_a_guest_chooses_rooms_joins_and_leaves(client, session):
    one, two = made.parallel(session, 5, 5)
    mine = made.guest(session)
    link = links.personal(mine)
    name = f"block{one.block.pk}-wish1"
    client.post(f"{link}meine-raeume/", {name: two.pk})
    rooms.assign_rooms(session, by=None)
    assert "Ihr Raum: Raum 2" in client.get(link).content.decode()
    early = client.get(f"{link}teilnehmen/", follow=True).content.decode()
    assert "findet ohne Video statt" in early

    client.post(f"{link}abmelden/")
    mine.refresh_from_db()

    assert mine.state == State.CANCELLED
    assert "Wieder anmelden" in client.get(link).content.decode()


def test_a_guest_who_was_there_fetches_the_certificate_and_others_check_it(client, session):
    session.starts_at = timezone.now() - timedelta(minutes=30)
    session.save()
    mine = made.guest(session, name="Gerda Maria Gast")
    link = links.personal(mine)
    client.post(f"{link}dabei/", {"code": attendance.code_of(session)})
    pdf = client.get(f"{link}bescheinigung/")
    mine.refresh_from_db()
    good = client.get(f"/bescheinigung/{mine.certificate_code}/").content.decode()
    bad = client.get("/bescheinigung/AAAA-BBBB-CCCC/")

    assert pdf["Content-Type"] == "application/pdf"
    assert "gültig" in good
    assert "G. M. G." in good
    assert "Gerda" not in good
    assert bad.status_code == 404


def test_a_guest_is_forgotten_at_once(client, session):
    mine = made.guest(session)
    link = links.personal(mine)

    assert "gelöscht" in client.post(f"{link}loeschen/").content.decode()
    assert client.get(link).status_code == 404
    assert not Registration.objects.filter(guest_email__isnull=False).exists()


def test_a_cancelled_session_says_so(client, session):
    mine = made.guest(session)
    session.state = "cancelled"
    session.cancelled_reason = "Sturm"
    session.save()
    shown = client.get(links.personal(mine)).content.decode()

    assert "Diese Veranstaltung ist abgesagt." in shown
    assert "Sturm" in shown


def test_open_polls_and_the_feedback_are_one_click_away(client, session):
    session.starts_at = timezone.now() - timedelta(minutes=30)
    session.save()
    link = links.personal(made.guest(session))
    running = Poll.objects.create(session=session, title="Was zuerst?", state=PollState.OPEN)
    Poll.objects.create(session=session, title="Noch geheim", state=PollState.DRAFT)
    shown = client.get(link).content.decode()

    assert f"{link}abstimmung/{running.pk}/" in shown
    assert f"{link}rueckmeldung/" in shown
    assert "Noch geheim" not in shown
