import json

import pytest
from django.test import Client

from allmende.portal.assistant.models import Question

TOWN = "/api/v1/organisations/wiesenbrueck/questions"
OWN = "/api/v1/questions"
TAX = "Was beträgt die Hundesteuer im Jahr?"
TRAVEL = "Was beträgt das Tagegeld für Dienstreisen?"


def ask(client, url=TOWN, question=TAX, **extra):
    return client.post(url, json.dumps({"question": question}), "application/json", **extra)


def test_an_answer_has_its_sentences_source_and_office(client, public, treasury):
    body = ask(client).json()

    assert (body["answered"], body["question"]) == (True, TAX)
    (source,) = body["quoted"]
    assert source["title"] == "Hundesteuer"
    assert source["office"]["phone"] == "07999 400-150"
    (excerpt,) = source["excerpts"]
    assert excerpt["sentences"] == ["Die Hundesteuer beträgt 120 Euro im Jahr."]
    assert excerpt["heading_path"] == ["Kosten"]
    assert body["note"] == "Von einer KI ausgewählt: wörtliche Auszüge aus den Quellen."


def test_a_refusal_offers_the_nearest(client, public):
    body = ask(client, question="Wer gewinnt die Weltmeisterschaft?").json()
    assert (body["answered"], body["quoted"]) == (False, [])


def test_nobody_gets_internal_knowledge_at_the_public_address(client, public, internal, staff):
    for person in (None, staff):
        if person:
            client.force_login(person.user)
        response = ask(client, question=TRAVEL)
        assert response.status_code == 200
        assert "Tagegeld für Dienstreisen beträgt" not in response.content.decode()
        assert "Reisekosten" not in response.content.decode()


def test_members_ask_their_own_knowledge_and_only_theirs(client, internal, staff, stranger):
    client.force_login(staff.user)
    own = ask(client, OWN, TRAVEL).json()
    assert own["quoted"][0]["audience"] == "organisation"
    assert client.get(f"{OWN}/{own['id']}").json() == own

    client.force_login(stranger.user)
    assert client.get(f"{OWN}/{own['id']}").status_code == 404
    assert ask(client, OWN, TRAVEL).json()["answered"] is False


def test_without_a_log_in_there_is_no_internal_address(client, town):
    for response in (ask(client, OWN), client.get(f"{OWN}/00000000-0000-4000-8000-000000000000")):
        assert (response.status_code, response.json()) == (
            401,
            {"detail": "Bitte melden Sie sich an."},
        )


def test_a_session_needs_the_csrf_token_and_the_public_address_needs_none(public, staff):
    strict = Client(enforce_csrf_checks=True)
    assert ask(strict).status_code == 200
    strict.force_login(staff.user)
    assert ask(strict, OWN).status_code == 403
    assert Question.objects.filter(member=staff).count() == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("", "Bitte geben Sie eine Frage ein."), ("a" * 10_000, "Ihre Frage hat 10.000 Zeichen.")],
)
def test_bad_questions_get_a_sentence(client, town, question, sentence):
    response = ask(client, question=question)
    assert response.status_code == 422
    assert response.json()["detail"].startswith(sentence)


def test_the_limit_of_the_pages_holds_here_too(client, public, settings):
    settings.QUESTIONS_PER_MINUTE = 2
    codes = [ask(client).status_code for _ in range(5)]
    assert codes[-1] == 429
    assert ask(client).json()["detail"].endswith("Bitte warten Sie eine Minute.")
