"""Threads by program: the same circles, the same sentences."""

import json

import pytest

from allmende.portal.exchange.domain.threads import posts, states
from allmende.portal.exchange.models import Thread
from allmende.portal.organisations.enums import Audience
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db
A = "/api/v1/threads"
NEW = {
    "title": "Wer hilft?",
    "kind": "question",
    "topic": talk.TOPIC,
    "audience": "network",
    "text": "Hallo @Bert Kraus",
}


@pytest.fixture
def people():
    return talk.towns()


@pytest.fixture
def anna(client, people):
    client.force_login(people.anna.user)
    return people.anna


def send(client, path, body):
    return client.post(path, json.dumps(body), "application/json")


def test_begin_reply_and_read(client, anna, people):
    begun = send(client, A, NEW)
    pk = begun.json()["id"]
    assert (begun.status_code, begun.json()["posts"]) == (201, 1)
    assert len(talk.told(people.bert)) == 1

    replied = send(client, f"{A}/{pk}/posts", {"text": "Ich."})
    assert (replied.status_code, replied.json()["number"]) == (201, 2)
    read = client.get(f"{A}/{pk}/posts").json()
    assert [(one["number"], one["text"]) for one in read["posts"]] == [
        (1, "Hallo @Bert Kraus"),
        (2, "Ich."),
    ]
    assert client.get(f"{A}?q=hilft&topic={talk.TOPIC}").json()["count"] == 1
    assert client.get(f"{A}?topic=urban:city").json()["count"] == 0


def test_what_is_not_for_one_is_not_there(client, anna, people):
    inner = talk.thread(people.cora, "Geheim", audience=Audience.ORGANISATION)
    assert client.get(A).json() == {"count": 0, "page": 1, "threads": []}
    assert client.get(f"{A}?q=Wohngeldstelle").json()["count"] == 0
    for path in (f"{A}/{inner.pk}", f"{A}/{inner.pk}/posts", f"{A}/{2**70}", f"{A}/0"):
        assert client.get(path).status_code == 404
    assert send(client, f"{A}/{inner.pk}/posts", {"text": "Hallo"}).status_code == 404


def test_removed_and_hidden_texts_are_empty(client, anna, people):
    thread = talk.thread(people.cora)
    post = talk.reply(thread, people.cora, "Geheim")
    posts.remove(post, by=people.cora)
    second = client.get(f"{A}/{thread.pk}/posts").json()["posts"][1]
    assert (second["text"], second["state"]) == ("", "removed")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "\u200b"}, "Der Titel ist leer."),
        ({"text": " "}, "Der Text ist leer."),
        ({"topic": "nichts"}, "Wählen Sie eine Art und ein Themenfeld"),
        ({"audience": "group"}, "Wählen Sie die Arbeitsgruppe"),
        ({"audience": "group", "group": 999}, "Wählen Sie die Arbeitsgruppe"),
        ({"kind": "unsinn"}, "kind"),
        ({"text": "a" * 20_001}, "text"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_the_pages_refuse_is_refused_with_a_sentence(client, anna, changed, sentence):
    response = send(client, A, {**NEW, **changed})
    assert response.status_code == 422
    assert sentence in response.json()["detail"]
    assert not Thread.objects.exists()


def test_a_closed_thread_takes_no_reply(client, anna):
    thread = talk.thread(anna)
    states.close(thread, by=anna)
    response = send(client, f"{A}/{thread.pk}/posts", {"text": "Noch was"})
    assert response.status_code == 422
    assert "geschlossen" in response.json()["detail"]
