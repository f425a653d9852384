import pytest

from allmende.portal.register.domain import messages
from allmende.portal.register.models import Message
from tests import factories
from tests.portal.register import shared

pytestmark = pytest.mark.django_db
INBOX = "/anwendungsfaelle/nachrichten/"


@pytest.fixture
def officer():
    return shared.officer("ahornried", name="Ahornried")


@pytest.fixture
def publication(officer):
    return shared.publish(officer, "Prognose")


@pytest.fixture
def reader():
    return factories.member(factories.organisation())


def text(response):
    return response.content.decode()


def test_question_and_answer_through_the_pages(client, officer, publication, reader):
    client.force_login(reader.user)
    ask = f"/anwendungsfaelle/katalog/{publication.entry}/fragen/"
    assert client.post(ask, {"text": " "}).status_code == 422
    assert client.post(ask, {"text": "Was kostet das?"}).status_code == 302
    message = Message.objects.get()
    assert "Noch keine Antwort." in text(client.get(f"{INBOX}{message.pk}/"))

    client.force_login(officer.user)
    page = client.get(INBOX)
    assert [row[0] for row in page.context["rows"]] == [message]
    data = {"text": "Nichts.", "revision": 1}
    assert client.post(f"{INBOX}{message.pk}/antworten/", data).url == INBOX

    client.force_login(reader.user)
    answered = text(client.get(f"{INBOX}{message.pk}/"))
    assert "Nichts." in answered
    assert "Antwort senden" not in answered


def test_a_conflict_shows_both_texts(client, officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)
    messages.answer(message, text="Nichts.", revision=1, by=officer)
    client.force_login(officer.user)
    response = client.post(f"{INBOX}{message.pk}/antworten/", {"text": "Viel.", "revision": 1})

    assert response.status_code == 409
    assert "Nichts." in text(response)
    assert "Viel." in text(response)
    assert 'name="revision" value="2"' in text(response)


def test_closing_twice_says_so(client, officer, publication, reader):
    message = messages.ask(publication, text="Was kostet das?", by=reader)
    client.force_login(officer.user)
    close = f"{INBOX}{message.pk}/schliessen/"
    client.post(close, {"revision": 1})

    again = client.post(close, {"revision": 1}, follow=True)
    assert "inzwischen bearbeitet" in text(again)
    assert client.post(close, {"revision": "unsinn"}).status_code == 302


def test_the_inbox_is_narrowed_and_exported_without_addresses(client, officer, publication, reader):
    messages.ask(publication, text="Eine Frage", by=reader)
    messages.give_feedback(publication, text="Eine Rückmeldung", contact="b@example.org")
    client.force_login(officer.user)

    page = client.get(INBOX, {"stand": "", "art": "feedback"})
    assert [row[0].text for row in page.context["rows"]] == ["Eine Rückmeldung"]
    file = b"".join(client.get(f"{INBOX}export.csv").streaming_content).decode()
    assert "Eine Frage" in file
    assert "b@example.org" not in file


def test_who_answers_nothing_sees_only_own_questions(client, publication, reader):
    messages.give_feedback(publication, text="Eine Rückmeldung")
    client.force_login(reader.user)
    page = text(client.get(INBOX))

    assert "Sie haben noch nichts gefragt." in page
    assert "Fragen und Rückmeldungen an uns" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_the_database_equally_often(
    client, officer, publication, reader, count, django_assert_num_queries
):
    for number in range(count):
        messages.ask(publication, text=f"Frage {number}", by=reader)
    client.force_login(officer.user)
    client.get(INBOX)

    with django_assert_num_queries(10):
        client.get(INBOX)
