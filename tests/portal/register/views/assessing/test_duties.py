"""The list of duties, its export, and one duty."""

import csv
import io
import re

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import DutyStatus, Evidence
from tests import factories
from tests.portal.register import made
from tests.portal.register.made_answers import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


@pytest.fixture
def case(officer):
    case = made.use_case(officer)
    values = answers("leistungen", "leistung_anspruch", "art50_kontakt")
    assessing.answer(case, answers=values, revision=0, by=officer)
    assessing.conclude(case, by=officer)
    return case


def at(case, rest=""):
    return f"/anwendungsfaelle/{case.pk}/pflichten/{rest}"


def titles(html):
    return re.findall(r'scope="row"[^>]*><a[^>]*>([^<]+)</a>', html)


def form(**changed):
    return {"state": "done", "note": "", "responsible": "", "evidence": "", "revision": "0"} | {
        key: str(value) for key, value in changed.items()
    }


def test_before_an_assessment_it_says_where_they_come_from(client, officer):
    html = client.get(at(made.use_case(officer, "Neu"))).content.decode()
    assert "Noch keine Pflichten" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?stand=offen", ["KI-Kompetenz", "Form der Hinweise"]),
        ("?stand=faellig", ["KI-Kompetenz", "Hinweis auf KI im Gespräch", "Form der Hinweise"]),
        ("?stand=faellig&wer=lieferant", ["Hinweis auf KI im Gespräch"]),
        ("?stand=offen&sortierung=pflicht", ["Form der Hinweise", "KI-Kompetenz"]),
        ("?stand=offen&sortierung=-termin", ["Form der Hinweise", "KI-Kompetenz"]),
        ("?stand=erledigt", []),
    ],
)
def test_the_list_can_be_narrowed_and_sorted(client, case, query, expected):
    assert titles(client.get(at(case, query)).content.decode()) == expected


def test_the_list_counts_pages_and_ignores_nonsense(client, case):
    html = client.get(at(case, "?stand=quatsch&sortierung=quatsch")).content.decode()
    count = len(assessing.duties(case))
    assert f"{count} Pflichten" in html
    assert len(titles(html)) == 25
    assert len(titles(client.get(at(case, "?seite=2")).content.decode())) == count - 25


def test_the_export_has_article_text_dates_source_and_what_was_done(client, case, officer):
    client.post(at(case, "art4/"), form(note="Schulung", responsible=officer.pk))
    response = client.get(at(case, "export.csv?stand=erledigt"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")

    assert row["Norm"] == "Art. 4 KI-VO in der Fassung der VO (EU) 2026/1744"
    assert (row["Gilt ab"], row["Geltung"], row["Stand"], row["Was getan wurde"]) == (
        "2. Februar 2025",
        "gilt",
        "erfüllt",
        "Schulung",
    )
    assert (row["Wessen Pflicht"], row["Verantwortlich"]) == ("eigene Pflicht", str(officer.user))
    assert row["Quelle"].startswith("https://eur-lex.europa.eu/")


def test_the_export_of_a_high_risk_duty_tells_both_dates(client, case):
    response = client.get(at(case, "export.csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = {row["Norm"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}

    assert len(rows) > 25
    row = rows["Art. 27 KI-VO"]
    assert (row["Gilt ab"], row["Vorher vorgesehen ab"]) == ("2. Dezember 2027", "2. August 2026")
    assert "Art. 6" in rows["Art. 86 KI-VO"]["Offene Rechtsfrage"]


def test_one_duty_tells_why_and_can_be_set(client, case, officer):
    proof = Evidence.objects.create(
        use_case=case,
        kind="document",
        subject="training",
        title="Teilnahmeliste",
        issued_on="2026-11-03",
        issuer="Hauptamt",
    )
    html = client.get(at(case, "art4/")).content.decode()
    assert "Wegen Ihrer Angaben „KI-System“: ja." in html
    response = client.post(at(case, "art4/"), form(evidence=proof.pk, responsible=officer.pk))

    assert response.url == at(case)
    status = DutyStatus.objects.get()
    assert (status.rule, status.state, status.evidence, status.responsible) == (
        "art4",
        "done",
        proof,
        officer,
    )


def test_not_applicable_without_a_reason_is_named(client, case):
    response = client.post(at(case, "art4/"), form(state="not_applicable"))
    assert response.status_code == 422
    assert "Bitte begründen Sie, warum diese Pflicht nicht zutrifft." in response.content.decode()
    assert not DutyStatus.objects.exists()


def test_people_of_other_organisations_cannot_be_chosen(client, case):
    stranger = factories.member(factories.organisation("ahornried"))
    response = client.post(at(case, "art4/"), form(responsible=stranger.pk))
    assert response.status_code == 422
    assert not DutyStatus.objects.exists()


def test_two_at_once_see_both(client, case):
    client.post(at(case, "art4/"), form(note="Erste"))
    response = client.post(at(case, "art4/"), form(state="open", note="Zweite"))
    html = response.content.decode()

    assert response.status_code == 409
    assert re.search(r"Was wurde getan\?</th>.*Erste.*Zweite", html, re.S)
    assert 'name="revision" value="1"' in html
    assert DutyStatus.objects.get().note == "Erste"
    client.post(at(case, "art4/"), form(state="open", note="Zweite", revision=1))
    assert DutyStatus.objects.get().note == "Zweite"


def test_a_duty_of_the_supplier_can_be_read_but_not_set(client, case):
    assert "Pflicht des Anbieters" in client.get(at(case, "art9/")).content.decode()
    assert client.post(at(case, "art9/"), form()).status_code == 403
    assert client.get(at(case, "gibt-es-nicht/")).status_code == 404


def test_staff_read_and_who_is_asked_may_note(client, case, officer):
    colleague = factories.member(case.organisation)
    client.post(at(case, "art4/"), form(state="open", responsible=colleague.pk))
    client.force_login(colleague.user)
    assert client.post(at(case, "art50-5/"), form()).status_code == 403
    own = form(responsible=colleague.pk, revision=1)
    assert client.post(at(case, "art4/"), own).status_code == 302
    assert DutyStatus.objects.get().state == "done"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client, case, officer, count, django_assert_num_queries
):
    for rule in ("art4", "art50-5", "art27")[:count]:
        client.post(at(case, f"{rule}/"), form(responsible=officer.pk))
    client.get(at(case))
    with django_assert_num_queries(10):
        client.get(at(case))
