from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import evidence
from allmende.portal.register.models import Evidence, Goal
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def case(officer):
    return made.use_case(officer)


@pytest.fixture
def page(client, officer):
    client.force_login(officer.user)
    return client


@pytest.fixture
def url(case):
    return f"/anwendungsfaelle/{case.pk}/nachweise/"


def sent(**changes):
    values = {
        "subject": "concept",
        "kind": "document",
        "title": "Konzept",
        "issued_on": timezone.localdate().isoformat(),
        "issuer": "Hauptamt",
    }
    return {**values, **changes}


def pdf(content=b"%PDF-1.7 Text"):
    return ContentFile(content, name="Konzept Ä.pdf")


def test_a_file_goes_in_and_comes_out_as_a_download(page, url):
    assert page.post(f"{url}neu/", sent(datei=pdf())).status_code == 302
    one = Evidence.objects.get()

    answer = page.get(f"{url}{one.pk}/datei/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 Text"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Konzept")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_lost_file_is_not_found(page, url, case):
    one = Evidence.objects.create(
        use_case=case,
        kind="claim",
        subject="need",
        title="Bedarf",
        issuer="Amt",
        issued_on=timezone.localdate(),
        file="evidence/ab/abgeraucht",
        filename="weg.pdf",
    )

    assert page.get(f"{url}{one.pk}/datei/").status_code == 404
    assert page.get(f"{url}999999/datei/").status_code == 404


def test_evidence_of_another_use_case_is_not_found_here(page, url, officer):
    other = made.use_case(officer)
    one = evidence.record(
        other,
        values={
            "kind": "claim",
            "subject": "need",
            "title": "Bedarf",
            "text": "x",
            "issuer": "Amt",
            "issued_on": timezone.localdate(),
        },
        by=officer,
    )

    assert page.get(f"{url}{one.pk}/zurueckziehen/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"datei": ContentFile(b"PK", name="a.zip")}, "ist ein Archiv"),
        ({"datei": ContentFile(b"", name="a.pdf")}, "ist leer"),
        ({}, "Laden Sie das Dokument hoch"),
        ({"link": "keine Adresse"}, "gültige Adresse"),
        ({"kind": "measurement", "value": "viel"}, "Zahl"),
    ],
)
def test_bad_input_is_refused_with_the_rest_kept(page, url, changes, sentence):
    answer = page.post(f"{url}neu/", sent(title="Bleibt stehen", **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Bleibt stehen" in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_the_form_reminds_of_the_file_that_browsers_forget(page, url):
    answer = page.post(f"{url}neu/", sent(title="", datei=pdf()))

    assert "Wählen Sie auch die Datei noch einmal" in answer.content.decode()


def test_a_measurement_in_german_numbers_updates_the_goal(page, url, case):
    goal = Goal.objects.create(use_case=case, text="Schneller", baseline=1, target=2)
    data = sent(kind="measurement", subject="target", value="1,5", goal=goal.pk, measures_goal="on")

    assert page.post(f"{url}neu/", data).status_code == 302

    goal.refresh_from_db()
    assert goal.measured == 1.5


def test_the_link_of_a_missing_item_chooses_the_subject(page, url):
    form = page.get(f"{url}neu/?belegt=monitoring").context["form"]

    assert form.initial["subject"] == "monitoring"


def test_a_draft_is_offered_and_gone_after_saving(page, url, case):
    page.post(f"/entwurf/register/{case.pk}/nachweis", {"title": "Halb fertig"})
    assert "Halb fertig" in page.get(f"{url}neu/").content.decode()

    page.post(f"{url}neu/", sent(link="https://x.example"))

    assert "Halb fertig" not in page.get(f"{url}neu/").content.decode()


def test_withdrawing_asks_for_a_reason_and_keeps_the_row(page, url):
    page.post(f"{url}neu/", sent(link="https://x.example"))
    one = Evidence.objects.get()

    assert page.post(f"{url}{one.pk}/zurueckziehen/", {}).status_code == 422
    assert page.post(f"{url}{one.pk}/zurueckziehen/", {"reason": "Alt"}).status_code == 302

    assert "Alt" in page.get(url).content.decode()


def test_the_list_filters_and_exports(page, url, case):
    today = timezone.localdate()
    for title, days in (("Frisch", 90), ("Bald", 3), ("Vorbei", -3)):
        Evidence.objects.create(
            use_case=case,
            kind="document",
            subject="security",
            title=title,
            issuer="Amt",
            issued_on=today,
            expires_on=today + timedelta(days),
        )

    def titles(query):
        return [one.title for one, *_ in page.get(url + query).context["rows"]]

    assert titles("?stand=soon") == ["Bald"]
    assert titles("?stand=expired") == ["Vorbei"]
    assert titles("?sortierung=titel") == ["Bald", "Frisch", "Vorbei"]
    assert titles("?belegt=concept") == []
    lines = b"".join(page.get(f"{url}export.csv?stand=expired").streaming_content).decode()
    assert lines.splitlines()[1].startswith(
        "Vorbei;Schutzbedarf und Sicherheitsmaßnahmen;Dokument;"
    )


def test_the_panel_names_level_and_the_first_missing_item_with_its_link(page, case):
    text = page.get(f"/anwendungsfaelle/{case.pk}/").content.decode()

    assert "Stufe 0 von 9: Idee" in text
    assert f'href="/anwendungsfaelle/{case.pk}/einstufung/"' in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_a_constant_number_of_queries(
    page, url, case, count, django_assert_num_queries
):
    for number in range(count):
        Evidence.objects.create(
            use_case=case,
            kind="document",
            subject="security",
            title=f"Nachweis {number}",
            issuer="Amt",
            issued_on=timezone.localdate(),
        )

    with django_assert_num_queries(19):
        page.get(url)
