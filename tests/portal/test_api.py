"""The root of the API: description, errors in German, nothing from elsewhere."""

import json

import pytest

from tests import factories

TOWN = "/api/v1/organisations/wiesenbrueck/questions"


@pytest.fixture
def town(db):
    return factories.organisation()


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ("{}", 422, "Diese Angaben fehlen oder sind ungültig: question."),
        ("kein json", 400, "Die Anfrage ist kein gültiges JSON."),
    ],
)
def test_bad_bodies_get_a_german_sentence(client, town, body, status, sentence):
    response = client.post(TOWN, body, "application/json")
    assert (response.status_code, response.json()) == (status, {"detail": sentence})


def test_an_unknown_organisation_gets_a_german_sentence(client, town):
    response = client.post(
        "/api/v1/organisations/nirgendwo/questions",
        json.dumps({"question": "Wo?"}),
        "application/json",
    )
    sentence = "Das gibt es hier nicht, oder Sie dürfen es nicht sehen."
    assert (response.status_code, response.json()) == (404, {"detail": sentence})


def test_the_description_is_there_and_loads_nothing_from_elsewhere(client, db):
    description = client.get("/api/v1/openapi.json").json()
    assert description["info"]["title"] == "Allmende"
    assert "/api/v1/organisations/{slug}/questions" in description["paths"]
    assert client.get("/api/v1/docs").status_code == 404
