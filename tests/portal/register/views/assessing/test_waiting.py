"""What new rules have changed: list, export, confirmation."""

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import Assessment
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
URL = "/anwendungsfaelle/einstufung/geaendert/"


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


def changed(by, title="Auskunft", **fields):
    case = made.use_case(by, title, **fields)
    assessing.answer(case, answers=answers(), revision=0, by=by)
    held = assessing.conclude(case, by=by)
    Assessment.objects.filter(pk=held.pk).update(by_rules=True, changes=["Neue Pflicht: X."])
    return held


def test_nothing_waits(client, officer):
    assert "Nichts zu bestätigen" in client.get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_the_own_ones_with_what_changed(client, officer, count, django_assert_num_queries):
    for number in range(count):
        changed(officer, f"Fall {number}", owner=officer)
    changed(factories.member(factories.organisation("ahornried"), Role.AI_OFFICER), "Fremd")
    client.get(URL)
    with django_assert_num_queries(9):
        html = client.get(URL).content.decode()

    assert f"{count} Einstufung" in html
    assert html.count("Neue Pflicht: X.") == count
    assert "Fremd" not in html


def test_the_export_has_the_same(client, officer):
    changed(officer)
    lines = b"".join(client.get(f"{URL}export.csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1].startswith("KI-001;Auskunft;minimales Risiko;")


def test_the_chosen_ones_are_confirmed(client, officer):
    first, second = changed(officer, "Eins"), changed(officer, "Zwei")
    stranger = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    foreign = changed(stranger, "Fremd")
    sent = {"einstufung": [first.pk, foreign.pk, "x"]}
    response = client.post(f"{URL}bestaetigen/", sent, follow=True)

    assert "Eine Einstufung ist bestätigt." in response.content.decode()
    assert list(assessing.waiting(officer)) == [second]
    assert list(assessing.waiting(stranger)) == [foreign]


def test_from_the_result_one_comes_back_to_it(client, officer):
    held = changed(officer)
    sent = {"einstufung": held.pk, "zurueck": held.use_case_id}
    target = f"/anwendungsfaelle/{held.use_case_id}/einstufung/ergebnis/"
    assert "Gesehen und bestätigt" in client.get(target).content.decode()
    assert client.post(f"{URL}bestaetigen/", sent).url == target
    assert "Gesehen und bestätigt" not in client.get(target).content.decode()


def test_nothing_chosen_confirms_nothing(client, officer):
    changed(officer)
    response = client.post(f"{URL}bestaetigen/", {"zurueck": "//fremd.example"}, follow=True)
    assert "Nichts zu bestätigen. Wählen Sie" in response.content.decode()
    assert response.redirect_chain == [(URL, 302)]
    assert assessing.waiting(officer).count() == 1


def test_staff_see_but_do_not_confirm(client, officer):
    held = changed(officer)
    client.force_login(factories.member(officer.organisation).user)
    html = client.get(URL).content.decode()
    assert "Neue Pflicht: X." in html
    assert "Ausgewählte bestätigen" not in html
    assert client.post(f"{URL}bestaetigen/", {"einstufung": held.pk}).status_code == 403
    assert assessing.waiting(officer).count() == 1
