"""The pages of incidents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allmende.engines.regulation.storing import to_json
from allmende.portal.register.domain import incidents
from allmende.portal.register.enums import State
from allmende.portal.register.models import Incident, UseCase
from tests.engines.regulation.cases import assess
from tests.portal.register import stage

pytestmark = pytest.mark.django_db
LIST_QUERIES = 9


@pytest.fixture
def town():
    return stage.town()


@pytest.fixture
def running(town):
    return stage.case(town, state=State.OPERATION)


def sent(**data):
    return {
        "title": "Falsche Auskunft",
        "severity": "high",
        "affected": "Drei",
        "measures": "",
        "occurred_on": timezone.localdate().isoformat(),
    } | data


def made(use_case, by, title="Falsche Auskunft", **more):
    values = {
        "title": title,
        "severity": "low",
        "affected": "",
        "measures": "",
        "occurred_on": timezone.localdate(),
    }
    return incidents.report(use_case, values=values, by=by, **more)


def test_everybody_reports_and_the_officer_stops(client, town, running):
    client.force_login(town.staff.user)
    client.post(reverse("incident-report", args=[running.pk]), sent(suspend="on"))
    incident = Incident.objects.get()
    assert incident.proposes_suspension is True

    client.force_login(town.officer.user)
    page = client.get(reverse("incident", args=[running.pk, incident.pk])).content.decode()
    assert "Aussetzen vorgeschlagen" in page
    client.post(reverse("incident-suspend", args=[running.pk, incident.pk]), {"revision": 1})

    assert UseCase.objects.get().is_suspended is True
    assert (
        "Betrieb ausgesetzt" in client.get(reverse("use-case", args=[running.pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"occurred_on": (timezone.localdate() + timedelta(days=2)).isoformat()},
            "liegt in der Zukunft",
        ),
        ({"title": ""}, "Was ist passiert?"),
        ({"severity": "egal"}, "Schwere"),
        ({"affected": "x" * 5001}, "höchstens 5.000 Zeichen"),
    ],
)
def test_bad_input_stays_in_the_form(client, town, running, wrong, sentence):
    client.force_login(town.staff.user)

    answer = client.post(reverse("incident-report", args=[running.pk]), sent(**wrong))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Incident.objects.count() == 0


def test_what_does_not_run_offers_no_suspension(client, town):
    use_case = stage.case(town)
    client.force_login(town.officer.user)

    page = client.get(reverse("incident-report", args=[use_case.pk])).content.decode()

    assert "Betrieb aussetzen" not in page


def test_a_high_risk_system_names_the_duty_to_inform(client, town, running):
    found = assess(beschaeftigung="ja", beschaeftigung_auswahl="ja")
    stage.assessed(running)
    running.assessments.update(result=to_json(found))
    client.force_login(town.staff.user)

    page = client.get(reverse("incident-report", args=[running.pk])).content.decode()

    assert "Hochrisiko-System: Art. 26 Abs. 5 KI-VO" in page


def test_it_is_mended_on_its_page(client, town, running):
    incident = made(running, town.officer, suspend=True)
    client.force_login(town.officer.user)
    url = reverse("incident", args=[running.pk, incident.pk])

    assert client.post(url, {"revision": 1, "resolution": ""}).status_code == 422
    assert client.post(url, {"revision": 1, "resolution": "Berichtigt."}).status_code == 302

    assert UseCase.objects.get().is_suspended is False
    answer = client.post(url, {"revision": 1, "resolution": "Noch einmal."})
    assert answer.status_code == 409
    assert "Noch einmal.</textarea>" in answer.content.decode()


def test_the_list_is_filtered_and_exported(client, town, running):
    made(running, town.officer, "Offen")
    done = made(running, town.officer, "Vorbei")
    incidents.resolve(done, resolution="=1+1", revision=1, by=town.officer)
    client.force_login(town.staff.user)

    def titles(query=""):
        page = client.get(f"/anwendungsfaelle/vorfaelle/{query}")
        return [row.title for row, _ in page.context["rows"]]

    assert titles() == ["Offen"]
    assert titles("?stand=resolved") == ["Vorbei"]
    assert titles("?stand=&suche=vor") == ["Vorbei"]
    assert titles("?stand=&schwere=high") == []
    lines = client.get("/anwendungsfaelle/vorfaelle/export.csv?stand=resolved").getvalue().decode()
    assert lines.splitlines()[1].endswith(";behoben;;;'=1+1")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client, town, running, django_assert_num_queries, count
):
    for number in range(count):
        made(running, town.officer, f"Vorfall {number}")
    client.force_login(town.staff.user)

    with django_assert_num_queries(LIST_QUERIES):
        client.get("/anwendungsfaelle/vorfaelle/")


def test_an_incident_of_another_organisation_is_not_found(client, town, running):
    incident = made(running, town.officer)
    client.force_login(stage.town("ahornried").officer.user)

    assert client.get(reverse("incident", args=[running.pk, incident.pk])).status_code == 404
