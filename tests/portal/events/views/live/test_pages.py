"""Live pages: what is new comes by itself, what was typed is never lost, guests vote too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.events.domain.attending import links
from allmende.portal.events.domain.live import minutes, polls, tallies
from allmende.portal.events.domain.live.polls import Choice, Question
from allmende.portal.events.enums import PollKind
from allmende.portal.events.models import Feedback, Minutes, Poll
from allmende.portal.organisations.enums import Audience, Role
from tests import factories
from tests.portal.events import made
from tests.portal.register import shared

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def session(officer):
    begun = timezone.now() - timedelta(minutes=10)
    return made.session(
        officer, audience=Audience.PUBLIC, allows_guests=True, starts_at=begun, capacity=50
    )


@pytest.fixture
def written(session, officer):
    (room,) = made.parallel(session, 20)
    return minutes.open_for(room, by=officer)


def at(written, what=""):
    return f"/veranstaltungen/{written.session_id}/protokoll/{written.pk}/{what}"


def running(session, officer):
    question = Question("Was zuerst?", PollKind.SINGLE, [Choice("Recht"), Choice("Daten")])
    return polls.start(polls.create(session, question, by=officer), by=officer)


def test_typing_is_saved_and_gives_the_next_revision(client, officer, written):
    client.force_login(officer.user)
    sent = {"text": "Hallo", "results": "", "revision": "1"}

    response = client.post(at(written, "schreiben/"), sent, headers=HTMX)

    assert 'name="revision" value="2"' in response.content.decode()
    assert Minutes.objects.get().text == "Hallo"


def test_a_second_window_is_told_and_loses_nothing(client, officer, written):
    client.force_login(officer.user)
    client.post(at(written, "schreiben/"), {"text": "A", "results": "", "revision": "1"})

    response = client.post(
        at(written, "schreiben/"), {"text": "B <b>neu</b>", "results": "", "revision": "1"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "B &lt;b&gt;neu&lt;/b&gt;" in page
    assert 'name="revision" value="2"' in page
    assert Minutes.objects.get().text == "A"


def test_who_follows_gets_only_what_is_new(client, officer, session, written):
    reader = factories.member(officer.organisation, email="liest@example.org")
    made.registration(session, reader)
    minutes.write(written, text="Neu", results="", revision=1, by=officer)
    client.force_login(reader.user)

    assert client.get(at(written, "stand/"), {"stand": "2"}).status_code == 204
    assert "Neu" in client.get(at(written, "stand/"), {"stand": "1"}).content.decode()


def test_hostile_markdown_does_no_harm(client, officer, written):
    text = "<script>alert(1)</script> [x](javascript:alert(1))"
    minutes.write(written, text=text, results=text, revision=1, by=officer)
    client.force_login(officer.user)

    page = client.get(at(written)).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_guest_votes_with_the_personal_link(client, officer, session):
    poll = running(session, officer)
    token = links.token_of(made.guest(session))
    address = f"/o/{officer.organisation.slug}/teilnahme/{token}/abstimmung/{poll.pk}/"
    option = poll.options.first()

    client.post(address, {"wahl": str(option.pk)})

    assert {line.label: line.votes for line in tallies.tally(poll).lines}["Recht"] == 1
    assert "1 Person hat abgestimmt." in client.get(address).content.decode()


@pytest.mark.parametrize("wish", ["", "x", "999999999999", "-1"])
def test_an_absurd_vote_is_refused_with_a_sentence(client, officer, session, wish):
    poll = running(session, officer)
    client.force_login(officer.user)

    page = client.post(
        f"/veranstaltungen/{session.pk}/abstimmungen/{poll.pk}/stimme/",
        {"wahl": wish},
        follow=True,
    )

    assert tallies.tally(poll).voters == 0
    assert "kern-alert" in page.content.decode()


def test_a_guest_gives_feedback_once(client, officer, session):
    token = links.token_of(made.guest(session))
    address = f"/o/{officer.organisation.slug}/teilnahme/{token}/rueckmeldung/"

    for _ in range(2):
        client.post(address, {"stars": "5", "good": "Kurz", "better": ""})

    assert Feedback.objects.count() == 1


def test_another_link_opens_nothing(client, officer, session):
    poll = running(session, officer)
    address = f"/o/{officer.organisation.slug}/teilnahme/{'0' * 32}/abstimmung/{poll.pk}/"

    assert client.get(address).status_code == 404


def test_use_cases_are_voted_on_and_linked(client, officer, session):
    entry = shared.publish(officer, "Baumkataster").entry
    client.force_login(officer.user)
    choices = f"Baumkataster | https://stadt.example/anwendungsfaelle/katalog/{entry}/\nNichts"
    client.post(
        f"/veranstaltungen/{session.pk}/abstimmungen/neu/",
        {"title": "Was zuerst?", "kind": "single", "dots": 3, "most_on_one": 3, "choices": choices}
        | {"shows_while_open": "on"},
    )
    poll = polls.start(Poll.objects.get(), by=officer)

    page = client.get(f"/veranstaltungen/{session.pk}/abstimmungen/{poll.pk}/").content.decode()

    assert f'href="/anwendungsfaelle/katalog/{entry}/"' in page
