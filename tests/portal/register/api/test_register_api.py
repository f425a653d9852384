"""The register by program: the same permissions, the same sentences."""

import json
import uuid

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.models import UseCase
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db
A = "/api/v1/"
IDEA = {"title": "Bäume zählen", "summary": "Drohnen zählen Bäume.", "cost_yearly": 900}


@pytest.fixture
def officer(client):
    found = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(found.user)
    return found


def send(client, method, path, body):
    return getattr(client, method)(f"{A}{path}", json.dumps(body), "application/json")


def change(client, case, record, revision=None, **more):
    body = {"revision": revision or case.revision, "record": record, **more}
    return send(client, "patch", f"use-cases/{case.pk}", body)


def test_propose_read_and_change(client, officer):
    created = send(client, "post", "use-cases", {"record": IDEA})
    found = created.json()
    assert (created.status_code, found["record"]["cost_yearly"], found["state"]) == (
        201,
        900,
        "idea",
    )
    case = UseCase.objects.get(pk=found["id"])
    changed = change(client, case, {"starts_on": "2026-10-01", "tags": ["Bäume"]}).json()
    assert (changed["revision"], changed["record"]["starts_on"], changed["record"]["title"]) == (
        2,
        "2026-10-01",
        "Bäume zählen",
    )


def test_a_revision_that_is_out_of_date_overwrites_nothing(client, officer):
    case = made.use_case(officer)
    change(client, case, {"provider": "Erste"})
    response = change(client, case, {"provider": "Zweite"}, revision=1)

    case.refresh_from_db()
    assert (response.status_code, case.provider) == (409, "Erste")
    assert "nichts wurde überschrieben" in response.json()["detail"]


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"title": ""}, "Titel: Hier fehlt eine Angabe."),
        ({"title": "x" * 151}, "Titel: Der Text hat 151 Zeichen, möglich sind 150."),
        ({"personal_data": "vielleicht"}, "Personenbezogene Daten: „vielleicht“ ist nicht"),
        ({"fields_koki": ["garten"]}, "Handlungsfelder (#KoKI): „garten“ ist nicht vorgesehen."),
        ({"contact_email": "x"}, "E-Mail der Ansprechperson: „x“ ist keine E-Mail-Adresse."),
        ({"problem": "a\u0000b"}, "Problem: Der Text enthält ein Zeichen"),
        ({"tags": ["\ud800"]}, ""),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"cost_once": -1}, "Diese Angaben fehlen oder sind ungültig"),
        ({"erfunden": 1}, "Diese Angaben fehlen oder sind ungültig: erfunden."),
    ],
)
def test_values_that_our_fields_do_not_hold_are_refused(client, officer, record, sentence):
    case = made.use_case(officer)
    response = change(client, case, record)

    assert response.status_code in {400, 422}
    assert sentence in response.json()["detail"]
    case.refresh_from_db()
    assert case.revision == 1


def test_the_end_is_held_against_the_start_that_is_stored(client, officer):
    case = made.use_case(officer, starts_on="2026-05-01")
    assert change(client, case, {"ends_on": "2026-01-01"}).status_code == 422


def test_colleagues_read_but_only_those_who_may_change(client, officer):
    case = made.use_case(officer)
    client.force_login(factories.member(officer.organisation).user)

    assert client.get(f"{A}use-cases/{case.pk}").status_code == 200
    assert change(client, case, {"provider": "x"}).status_code == 403


def test_what_belongs_to_others_is_not_there(client, officer):
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    theirs = made.use_case(neighbour, "Fremd")

    assert client.get(f"{A}use-cases").json()["use_cases"] == []
    for path in ("", "/assessment", "/duties", "/maturity"):
        assert client.get(f"{A}use-cases/{theirs.pk}{path}").status_code == 404
    assert change(client, theirs, {"provider": "x"}).status_code == 404


def test_an_office_is_found_by_its_name_or_named_as_unknown(client, officer):
    officer.organisation.offices.create(name="Bauamt")
    case = made.use_case(officer)
    assert change(client, case, {}, office="bauamt").json()["office"] == "Bauamt"
    response = change(client, case, {}, revision=2, office="Hafenamt")
    assert response.json()["detail"] == "Die Stelle „Hafenamt“ gibt es in Ihrer Organisation nicht."


def test_no_assessment_is_said_and_maturity_is_there(client, officer):
    case = made.use_case(officer)
    missing = client.get(f"{A}use-cases/{case.pk}/assessment")
    assert (missing.status_code, missing.json()["detail"]) == (
        404,
        "Dieser Anwendungsfall ist noch nicht eingestuft.",
    )
    assert client.get(f"{A}use-cases/{case.pk}/duties").json() == []
    assert client.get(f"{A}use-cases/{case.pk}/maturity").json()["level"] == 0


def test_the_public_reads_public_entries_only(client, officer):
    public = shared.publish(officer, "Öffentlich")
    network = shared.publish(officer, "Netzwerk", audience="network")
    client.logout()
    found = client.get(f"{A}organisations/wiesenbrueck/register").json()

    assert [one["title"] for one in found["entries"]] == ["Öffentlich"]
    assert client.get(f"{A}register/{public.entry}").json()["data"] == public.data
    assert client.get(f"{A}register/{network.entry}").status_code == 404
    assert client.get(f"{A}register/{uuid.uuid4()}").status_code == 404


def test_members_search_the_catalogue(client, officer):
    shared.publish(officer, "Bäume zählen", audience="network", summary="Drohnen.")
    shared.publish(officer, "Auskunft am Telefon", audience="network")

    def titles(**query):
        found = client.get(f"{A}catalogue", query).json()
        return [one["title"] for one in found["entries"]]

    assert titles(q="Baum") == ["Bäume zählen"]
    assert titles(land="BY") == []
    assert len(titles()) == 2
    assert client.get(f"{A}catalogue", {"page": 0}).status_code == 422


def test_as_many_queries_for_three_as_for_one(client, officer, django_assert_num_queries):
    def queries():
        with django_assert_num_queries(9):
            client.get(f"{A}use-cases")

    made.use_case(officer, "Eins")
    client.get(f"{A}use-cases")
    queries()
    made.use_case(officer, "Zwei")
    made.use_case(officer, "Drei")
    queries()
