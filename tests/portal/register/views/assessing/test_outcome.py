"""The result, live and held, its versions, and the part on the page of the use case."""

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import Assessment
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db
BENEFIT = ("leistungen", "leistung_anspruch")


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


@pytest.fixture
def case(officer):
    return made.use_case(officer)


@pytest.fixture
def held(case, officer):
    assessing.answer(case, answers=answers(*BENEFIT, "rolle_name"), revision=0, by=officer)
    return assessing.conclude(case, by=officer)


def at(case, rest="ergebnis/"):
    return f"/anwendungsfaelle/{case.pk}/einstufung/{rest}"


def read(client, case, rest="ergebnis/"):
    response = client.get(at(case, rest))
    assert response.status_code == 200
    return response.content.decode()


def test_without_answers_it_says_what_to_do(client, case):
    html = read(client, case)
    assert "Noch keine Antworten" in html
    assert "Einstufung festhalten" not in html


def test_the_preview_says_that_it_is_one(client, case, officer):
    assessing.answer(case, answers=answers(*BENEFIT, ausnahme_d="unklar"), revision=0, by=officer)
    html = read(client, case)
    assert "Vorschau, noch nicht festgehalten" in html
    assert "möglich: Ausnahme nach Art. 6 Abs. 3 bis Hochrisiko" in html
    assert at(case, "schritt/ausnahmen/#frage-ausnahme_d") in html
    assert not Assessment.objects.exists()


def test_holding_it_stores_one_version(client, case, officer):
    assessing.answer(case, answers=answers(*BENEFIT), revision=0, by=officer)
    response = client.post(at(case, "festhalten/"), {"revision": "1"}, follow=True)
    assert "Die Einstufung ist festgehalten." in response.content.decode()
    assert assessing.current(case).risk == "hochrisiko"


@pytest.mark.parametrize("revision", ["7", "", "x"])
def test_what_was_not_shown_is_not_held(client, case, officer, revision):
    assessing.answer(case, answers=answers(), revision=0, by=officer)
    response = client.post(at(case, "festhalten/"), {"revision": revision}, follow=True)
    assert "Inzwischen hat jemand eine Antwort geändert" in response.content.decode()
    assert not Assessment.objects.exists()


def test_a_held_one_shows_why_findings_sources_and_marks(client, case, held):
    html = read(client, case)
    assert f"von {held.created_by.user}" in html
    for text in (
        "Betreiber, Anbieter",
        "„Anspruch auf eine Leistung“: ja",
        "Art. 6 Abs. 2 und Anhang III Nr. 5 Buchst. a KI-VO",
        "nicht am Original geprüft",
        "verglichen am",
        "Ab wann die KI-Verordnung gilt",
        held.rules_version,
        "Baden-Württemberg",
    ):
        assert text in html


def test_new_answers_show_what_would_change(client, case, held, officer):
    assessing.answer(case, answers={"art50_kontakt": "ja"}, revision=1, by=officer)
    html = read(client, case)
    assert "Was sich gegenüber der festgehaltenen Einstufung ändert" in html
    assert "Neue Pflicht: Hinweis auf KI im Gespräch (Art. 50 Abs. 1 KI-VO)." in html


def test_an_earlier_version_stays_readable(client, case, held, officer):
    assessing.answer(case, answers={"leistung_anspruch": "nein"}, revision=1, by=officer)
    second = assessing.conclude(case, by=officer)
    first = read(client, case, f"fassung/{held.pk}/")
    assert "abgelöst" in first
    assert "Grundrechte-Folgenabschätzung" in first
    latest = read(client, case, f"fassung/{second.pk}/")
    assert "Pflicht entfallen: Grundrechte-Folgenabschätzung (Art. 27 KI-VO)." in latest


def test_versions_of_other_use_cases_are_not_reached(client, case, officer, held):
    other = made.use_case(officer, "Anderer Fall")
    assert client.get(at(other, f"fassung/{held.pk}/")).status_code == 404


def test_an_unreadable_one_says_so(client, case, held):
    Assessment.objects.update(result={"roles": []})
    assert "aus einer anderen Programmfassung" in read(client, case)
    assert "aus einer anderen Programmfassung" in read(client, case, f"fassung/{held.pk}/")
    assert client.get(f"/anwendungsfaelle/{case.pk}/pflichten/").status_code == 200
    assert client.get(f"/anwendungsfaelle/{case.pk}/").status_code == 200


def test_staff_read_and_do_not_hold(client, case, held):
    client.force_login(factories.member(case.organisation).user)
    html = read(client, case)
    assert "Einstufung festhalten" not in html
    assert "einstufung/schritt/" not in html
    assert client.post(at(case, "festhalten/"), {"revision": "1"}).status_code == 403


def test_the_use_case_shows_class_and_duties(client, case, officer):
    address = f"/anwendungsfaelle/{case.pk}/"
    assert "Einstufung beginnen" in client.get(address).content.decode()
    assessing.answer(case, answers=answers(*BENEFIT), revision=0, by=officer)
    assert "Weiter beantworten" in client.get(address).content.decode()
    assessing.conclude(case, by=officer)
    html = client.get(address).content.decode()
    assert "Hochrisiko" in html
    assert "1 offene Pflicht gilt jetzt" in html
    assessing.answer(case, answers={"ki_system": "nein"}, revision=1, by=officer)
    assert "Antworten seither geändert" in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_more_versions_ask_no_more_often(client, case, officer, count, django_assert_num_queries):
    assessing.answer(case, answers=answers(*BENEFIT), revision=0, by=officer)
    for _ in range(count):
        assessing.conclude(case, by=officer)
    client.get(at(case))
    with django_assert_num_queries(11):
        client.get(at(case))
