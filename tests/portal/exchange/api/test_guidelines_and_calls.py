"""Guidelines and calls by program: the same permissions as the pages."""

import pytest

from allmende.portal.exchange.domain.calls import deciding, judging
from allmende.portal.organisations.enums import NetworkRole, Role
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
A = "/api/v1/"


@pytest.fixture
def author():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


def test_the_public_reads_public_guidelines_only(client, author):
    public = made.published(author, audience="public", title="Öffentlich")
    inside = made.published(author, title="Netzwerk")
    draft = made.guideline(author, title="Entwurf")
    titles = [one["title"] for one in client.get(f"{A}guidelines").json()["guidelines"]]
    assert titles == ["Öffentlich"]
    for one in (inside, draft):
        assert client.get(f"{A}guidelines/{one.pk}").status_code == 404
    found = client.get(f"{A}guidelines/{public.pk}").json()
    assert (found["newest"]["text"], found["state"]) == (made.TEXT, "published")
    client.force_login(author.user)
    assert client.get(f"{A}guidelines").json()["count"] == 3
    assert client.get(f"{A}guidelines/{inside.pk}/versions/1").json()["number"] == 1


def test_numbers_beyond_measure_find_nothing(client, author):
    client.force_login(author.user)
    for path in ("guidelines/99999999999999999999", "calls/99999999999999999999"):
        assert client.get(f"{A}{path}").status_code == 404


def test_a_call_names_the_selected_after_the_decision(client, author):
    organiser = factories.member(factories.organisation("erlentann"), email="p@erlentann.example")
    made.serve(organiser, NetworkRole.ORGANISER)
    juror = factories.member(factories.organisation("hafenburg"), email="j@hafenburg.example")
    call = made.opened(organiser, juror)
    found = made.submission(call, author)
    made.close(call)
    client.force_login(juror.user)
    before = client.get(f"{A}calls/{call.pk}").json()
    found.call.refresh_from_db()
    judging.score(found, points={"nutzen": 4, "machbar": 4}, note="Ja", by=juror)
    deciding.decide(call, outcomes={found.pk: "selected"}, result="Gut", by=organiser)
    after = client.get(f"{A}calls/{call.pk}").json()

    assert (before["state"], before["selected"]) == ("jury", [])
    assert after["selected"] == [
        {"number": found.number, "title": "Bäume gießen", "organisation": "Wiesenbrueck"}
    ]
    assert [one["id"] for one in client.get(f"{A}calls").json()["calls"]] == [call.pk]
