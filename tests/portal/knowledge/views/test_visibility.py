"""Whoever may not see a document gets 404 on every path. There is always one that could leak."""

import pytest
from django.urls import reverse

from allmende.portal.knowledge.domain import documents
from allmende.portal.knowledge.models import Document, Import
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.knowledge.helpers import new_collection, take_in

SECRET = "# Tresor\n\nDer Schlüssel zum Tresor liegt versiegelt bei der Bürgermeisterin.\n"
DOCUMENT_PAGES = [
    "source",
    "source-file",
    "document-edit",
    "document-replace",
    "document-delete",
]
COLLECTION_PAGES = [
    "collection",
    "collection-csv",
    "meaning",
    "collection-edit",
    "collection-delete",
    "removed",
    "upload",
]


@pytest.fixture
def secret(internal):
    take_in(internal, tresor_md=SECRET)
    return Document.objects.get()


def test_staff_read_what_is_internal(client, secret, staff):
    client.force_login(staff.user)
    response = client.get(reverse("source", args=[secret.pk]))
    assert "liegt versiegelt bei der Bürgermeisterin" in response.content.decode()
    download = client.get(reverse("source-file", args=[secret.pk]))
    assert b"".join(download.streaming_content) == SECRET.encode()


@pytest.mark.parametrize("page", DOCUMENT_PAGES)
def test_a_neighbour_meets_404_for_the_document(client, secret, stranger, page):
    client.force_login(stranger.user)
    assert client.get(reverse(page, args=[secret.pk])).status_code == 404
    assert client.post(reverse(page, args=[secret.pk]), {}).status_code == 404
    assert Document.objects.filter(pk=secret.pk).exists()


@pytest.mark.parametrize("page", COLLECTION_PAGES)
def test_a_neighbour_meets_404_for_the_collection(client, secret, stranger, page):
    client.force_login(stranger.user)
    assert client.get(reverse(page, args=[secret.collection_id])).status_code == 404


def test_a_neighbour_meets_404_for_imports_and_removals(client, secret, stranger, editor):
    batch = Import.objects.get()
    removal = documents.delete(secret, by=editor)
    client.force_login(stranger.user)
    assert client.get(reverse("import", args=[batch.pk])).status_code == 404
    assert client.post(reverse("import-retry", args=[batch.pk])).status_code == 404
    assert client.post(reverse("restore", args=[removal.pk])).status_code == 404


def test_a_neighbour_sees_no_trace_in_the_list(client, secret, stranger, staff):
    client.force_login(stranger.user)
    assert "Dienstanweisungen" not in client.get(reverse("collections")).content.decode()
    client.force_login(staff.user)
    assert "Dienstanweisungen" in client.get(reverse("collections")).content.decode()


@pytest.mark.parametrize("slug", ["wiesenbrueck", "ahornried", "nirgends"])
@pytest.mark.parametrize("page", ["public-source", "public-source-file"])
def test_the_public_meets_404_for_what_is_internal(client, secret, neighbour, slug, page):
    assert client.get(reverse(page, args=[slug, secret.pk])).status_code == 404


@pytest.mark.parametrize("page", [*DOCUMENT_PAGES])
def test_without_log_in_there_is_only_the_log_in(client, secret, page):
    response = client.get(reverse(page, args=[secret.pk]))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_the_public_reads_what_is_public(client, collection):
    take_in(collection, hund_md="# Hundesteuer\n\nSie beträgt 96 Euro. Das ist alles.\n")
    document = Document.objects.get()
    passage = document.passages.get()
    address = reverse("public-source", args=["wiesenbrueck", document.pk])
    page = client.get(address, {"stelle": passage.pk, "saetze": "0"}).content.decode()
    assert "<mark>Sie beträgt 96 Euro.</mark> Das ist alles." in page
    assert f'id="p{passage.pk}"' in page


def test_public_knowledge_of_a_stranger_is_not_shown_under_our_name(client, stranger, town):
    other = new_collection(stranger, "Dienste", Audience.PUBLIC)
    take_in(other, hund_md="# Hundesteuer\n\nIn Ahornried 60 Euro.\n")
    pk = Document.objects.get().pk
    assert client.get(reverse("public-source", args=["wiesenbrueck", pk])).status_code == 404
    assert client.get(reverse("public-source", args=["ahornried", pk])).status_code == 200


def test_the_county_is_shown_on_the_page_of_its_town(client, town, stranger, neighbour):
    town.parent = neighbour
    town.save()
    take_in(new_collection(stranger, "Dienste"), a_md="# Zulassung\n\nDer Kreis lässt zu.\n")
    pk = Document.objects.get().pk
    assert client.get(reverse("public-source", args=["wiesenbrueck", pk])).status_code == 200


def test_what_is_out_of_force_is_not_public(client, collection, staff):
    take_in(collection, hund_md="# Hundesteuer\n\nSie beträgt 96 Euro.\n")
    Document.objects.update(valid_until="2020-01-01")
    pk = Document.objects.get().pk
    assert client.get(reverse("public-source", args=["wiesenbrueck", pk])).status_code == 404
    client.force_login(staff.user)
    page = client.get(reverse("source", args=[pk])).content.decode()
    assert "Dieses Dokument gilt heute nicht." in page


def test_what_is_not_yet_in_force_is_hidden_from_other_members(client, collection, stranger):
    take_in(collection, hund_md="# Hundesteuer\n\nSie beträgt 96 Euro.\n")
    pk = Document.objects.get().pk
    client.force_login(stranger.user)
    assert client.get(reverse("source", args=[pk])).status_code == 200
    Document.objects.update(valid_from="2999-01-01")
    assert client.get(reverse("source", args=[pk])).status_code == 404


def test_a_closed_organisation_shows_nothing(client, collection, town):
    take_in(collection, hund_md="# Hundesteuer\n\nSie beträgt 96 Euro.\n")
    address = reverse("public-source", args=["wiesenbrueck", Document.objects.get().pk])
    assert client.get(address).status_code == 200
    town.is_active = False
    town.save()
    assert client.get(address).status_code == 404


def test_a_download_never_runs_in_our_origin(client, collection, staff):
    html = "<html><body><h1>Müll</h1><p>Die Tonne wird geleert.</p></body></html>"
    take_in(collection, muell_html=html)
    pk = Document.objects.get().pk
    client.force_login(staff.user)
    for address in (
        reverse("source-file", args=[pk]),
        reverse("public-source-file", args=["wiesenbrueck", pk]),
    ):
        response = client.get(address)
        assert response.headers["Content-Disposition"] == 'attachment; filename="muell.html"'
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("page", ["upload", "collection-edit", "collection-delete", "removed"])
def test_readers_get_no_pages_of_editors(client, internal, staff, page):
    client.force_login(staff.user)
    assert client.get(reverse(page, args=[internal.pk])).status_code == 403


def test_readers_see_no_buttons_of_editors(client, secret, staff, editor):
    texts = {}
    for person in (staff, editor):
        client.force_login(person.user)
        texts[person] = client.get(reverse("collection", args=[secret.collection_id]))
    assert "Dokumente hochladen" not in texts[staff].content.decode()
    assert "Dokumente hochladen" in texts[editor].content.decode()


def test_an_inactive_person_reads_nothing(client, secret, town):
    person = factories.member(town, email="weg@example.org")
    client.force_login(person.user)
    person.user.is_active = False
    person.user.save()
    assert client.get(reverse("source", args=[secret.pk])).status_code == 302
