"""Exports, the way of an import through its pages, and packages."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain.exchange import exporting
from allmende.portal.register.models import Goal, RegisterImport, UseCase
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db
X = "/anwendungsfaelle/austausch/"
LIST = "Titel;Kurzbeschreibung;Beginn\nBäume zählen;Drohnen zählen.;\nKaputt;Text;gestern\n"


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def officer(client):
    found = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(found.user)
    return found


def upload(client, content=LIST, name="liste.csv"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(f"{X}einlesen/", {"file": file})


def exported(client, kind, **more):
    response = client.get(f"{X}datei/", {"format": kind, **more})
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("kind", exporting.KINDS)
def test_every_format_is_a_download(client, officer, kind):
    made.use_case(officer, starts_on="2026-09-15")
    response = exported(client, kind)

    assert response["Content-Disposition"].startswith('attachment; filename="anwendungsfaelle-')
    assert response.content


def test_the_table_holds_every_field_and_comes_back(client, officer):
    case = made.use_case(officer, "Größe; Maß")
    Goal.objects.create(use_case=case, text="Schneller", baseline=2.5)
    content = exported(client, "csv").content
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")

    assert (row["Titel"], row["Kosten im Jahr (Euro)"], row["Ziel 1 Ausgangswert"]) == (
        "Größe; Maß",
        "4800",
        "2,5",
    )


def test_only_the_chosen_numbers_go_out(client, officer):
    for title in ("Eins", "Zwei", "Drei"):
        made.use_case(officer, title)
    found = json.loads(exported(client, "json", nummern="KI-001, 3").content)

    assert [one["data"]["record"]["title"] for one in found["entries"]] == ["Eins", "Drei"]


def test_entries_of_others_do_not_go_out(client, officer):
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    made.use_case(neighbour, "Fremd")
    assert json.loads(exported(client, "json").content)["entries"] == []


def test_a_wrong_choice_keeps_the_form(client, officer):
    response = client.get(f"{X}datei/", {"format": "csv", "nummern": "KI-x"})
    assert response.status_code == 422
    assert "„X“ ist keine Nummer wie KI-003." in response.content.decode()


@pytest.mark.parametrize("kind", ["csv", "json", "dutch", "atrs", "eu-json", "verarbeitung"])
def test_an_export_asks_the_database_as_often_for_three_as_for_one(
    officer, kind, django_assert_num_queries
):
    def entry(title):
        Goal.objects.create(use_case=made.use_case(officer, title), text="Ziel")

    entry("Eins")
    with django_assert_num_queries(4):
        exporting.export(kind, UseCase.objects.all())
    entry("Zwei")
    entry("Drei")
    with django_assert_num_queries(4):
        exporting.export(kind, UseCase.objects.all())


def test_from_the_file_over_the_preview_into_the_register_and_back(client, officer):
    response = upload(client)
    batch = RegisterImport.objects.get()
    assert response.url == f"{X}einlesen/{batch.pk}/"

    page = client.get(response.url).content.decode()
    assert "Bäume zählen" in page
    assert "Zeile 3, Spalte „Beginn“: „gestern“ ist kein Datum." in page

    row = batch.rows.get(place="Zeile 2")
    assert client.post(response.url, {"zeile": row.pk}).status_code == 302
    assert UseCase.objects.get().title == "Bäume zählen"
    assert "KI-001 Bäume zählen" in client.get(response.url).content.decode()

    mended = client.get(f"{response.url}nachbessern/").content.decode("utf-8-sig")
    assert mended.splitlines()[0] == "Fehler;Titel;Kurzbeschreibung;Beginn"

    client.post(f"{response.url}zuruecknehmen/")
    assert not UseCase.objects.exists()


def test_pasted_text_is_read_as_well(client, officer):
    client.post(f"{X}einlesen/", {"text": LIST})
    assert RegisterImport.objects.get().filename == "Eingefügter Text"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Wählen Sie eine Datei oder fügen Sie den Inhalt ein."),
        ({"text": "Titel\nA"}, "In der ersten Zeile fehlt die Spalte „Kurzbeschreibung“"),
        ({"text": "{"}, "Die Datei ist kein gültiges JSON."),
    ],
)
def test_what_cannot_be_read_is_said_above_the_form(client, officer, data, sentence):
    response = client.post(f"{X}einlesen/", data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not RegisterImport.objects.exists()


def test_the_preview_asks_the_database_as_often_for_three_as_for_one(
    client, officer, django_assert_num_queries
):
    def address(lines):
        upload(client, "Nummer;Titel;Kurzbeschreibung\n" + lines)
        return f"{X}einlesen/{RegisterImport.objects.first().pk}/"

    one, three = address("1;A;B\n"), address("1;A;B\n2;C;D\n3;E;F\n")
    client.get(one)
    with django_assert_num_queries(13):
        client.get(one)
    with django_assert_num_queries(13):
        client.get(three)


def test_a_package_goes_out_and_comes_in(client, officer):
    publication = shared.publish(officer, "Telefonauskunft", audience="public")
    package = client.post(f"{X}pakete/", {"eintrag": publication.pk}).content
    other = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    client.force_login(other.user)
    response = upload(client, package, "paket.zip")
    page = client.get(response.url).content.decode()
    assert "Telefonauskunft" in page
    assert "Ausgestellt von <strong>Wiesenbrueck (Allmende)</strong>" in page
    assert client.get(f"{response.url}paket.zip").getvalue() == package


def test_a_changed_package_is_refused_with_a_sentence(client, officer):
    publication = shared.publish(officer, "Telefonauskunft", audience="public")
    package = client.post(f"{X}pakete/", {"eintrag": publication.pk}).content
    response = upload(client, package.replace(b"manifest.json", b"manifest.jsom"), "paket.zip")
    assert response.status_code == 422


def test_an_unknown_key_shows_its_fingerprint_and_can_be_trusted(
    client, officer, settings, tmp_path
):
    publication = shared.publish(officer, "Telefonauskunft", audience="public")
    package = client.post(f"{X}pakete/", {"eintrag": publication.pk}).content
    settings.HOME = tmp_path / "elsewhere"
    address = upload(client, package, "paket.zip").url
    page = client.get(address).content.decode()
    assert "Diesen Schlüssel kennen Sie noch nicht" in page
    assert "Telefonauskunft" not in page

    page = client.post(f"{address}vertrauen/", follow=True).content.decode()
    assert "Telefonauskunft" in page


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, officer, monkeypatch):
    monkeypatch.setattr("allmende.portal.register.forms.exchange.LARGEST_FILE", 10)
    response = upload(client)
    assert response.status_code == 422
    assert "Die Datei ist größer als 100 MB." in response.content.decode()
