import pytest

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain import use_cases
from allmende.portal.register.models import Publication
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = shared.officer()
    client.force_login(officer.user)
    return officer


def address(case, page="veroeffentlichen"):
    return f"/anwendungsfaelle/{case.pk}/{page}/"


def send(client, case, audience="public", **more):
    data = {"audience": audience, "revision": case.revision, **more}
    return client.post(address(case), data)


def test_the_preview_shows_text_warnings_and_missing_fields(client, officer):
    case = made.use_case(officer, objection="", risks="Fragen an Frau Erika Mustermann.")
    page = client.get(address(case)).content.decode()

    assert "Vorschau: Auskunft am Telefon" in page
    assert "Ein Assistent beantwortet einfache Fragen am Telefon" in page
    assert "In diesen Feldern steht etwas" in page
    assert "Risiken und Gegenmaßnahmen." in page
    assert "Widerspruch und Beschwerde." in page


def test_publishing_leads_to_the_entry(client, officer):
    case = made.use_case(officer)
    response = send(client, case)
    new = Publication.objects.get()

    assert response.url == f"/anwendungsfaelle/katalog/{new.entry}/"
    assert new.audience == Audience.PUBLIC
    assert "Fassung 1 ist veröffentlicht." in client.get(response.url).content.decode()


def test_without_a_choice_nothing_is_published(client, officer):
    response = send(client, made.use_case(officer), audience="")

    assert response.status_code == 422
    assert "Wählen Sie, wer den Eintrag sehen soll." in response.content.decode()
    assert not Publication.objects.exists()


def test_after_a_parallel_edit_the_new_preview_is_shown_first(client, officer):
    case = made.use_case(officer)
    stale = case.revision
    use_cases.change(case, values={"summary": "Ganz neu."}, revision=stale, by=officer)
    response = send(client, case, revision=stale)
    page = response.content.decode()

    assert response.status_code == 422
    assert "inzwischen geändert" in page
    assert "Ganz neu." in page
    assert f'name="revision" value="{case.revision}"' in page
    assert not Publication.objects.exists()


def test_the_page_says_what_is_new_and_when_the_published_version_is_older(client, officer):
    case = shared.publish(officer).use_case
    page = client.get(f"/anwendungsfaelle/{case.pk}/").content.decode()
    assert "veröffentlichte Fassung ist älter" not in page

    use_cases.change(case, values={"title": "Anderer Titel"}, revision=1, by=officer)
    page = client.get(f"/anwendungsfaelle/{case.pk}/").content.decode()
    assert "veröffentlichte Fassung ist älter" in page
    preview = client.get(address(case)).content.decode()
    assert "Titel: Auskunft am Telefon → Anderer Titel" in preview


def test_withdrawing_asks_for_a_reason_and_tells_the_page(client, officer):
    case = shared.publish(officer).use_case
    assert client.post(address(case, "zurueckziehen"), {"reason": ""}).status_code == 422

    response = client.post(address(case, "zurueckziehen"), {"reason": "Falsche Zahlen"})
    page = client.get(response.url).content.decode()
    assert "Grund: Falsche Zahlen" in page
    assert "Erneut veröffentlichen" in page
    assert client.get(address(case, "zurueckziehen")).status_code == 404
