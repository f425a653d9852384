import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.portal.knowledge.domain import documents
from allmende.portal.knowledge.models import Document, ImportItem
from tests.portal.knowledge.helpers import take_in

SECRET = "# Tresor\n\nDer Schlüssel zum Tresor liegt versiegelt bei der Bürgermeisterin.\n"


@pytest.fixture
def secret(internal):
    take_in(internal, tresor_md=SECRET)
    return Document.objects.get()


def get(client, path, **query):
    response = client.get(f"/api/v1/{path}", query)
    return response.status_code, response.json()


def find(client, question="Tresor", **fields):
    body = {"q": question, **fields}
    response = client.post("/api/v1/search", body, content_type="application/json")
    return response.status_code, response.json()


def test_a_member_finds_the_own_knowledge(client, secret, staff):
    client.force_login(staff.user)
    status, hits = find(client, "Wo liegt der Schlüssel zum Tresor?")
    assert (status, [hit["title"] for hit in hits]) == (200, ["Tresor"])
    assert hits[0]["sentences"] == [
        "Der Schlüssel zum Tresor liegt versiegelt bei der Bürgermeisterin."
    ]
    assert hits[0]["document_id"] == secret.pk


def test_a_question_never_stands_in_an_address(client, staff):
    client.force_login(staff.user)
    assert client.get("/api/v1/search", {"q": "Tresor"}).status_code == 405


def test_a_neighbour_gets_nothing_of_it(client, secret, stranger):
    client.force_login(stranger.user)
    assert find(client, "Schlüssel zum Tresor") == (200, [])
    assert get(client, "collections") == (200, [])
    for path in (
        f"documents/{secret.pk}",
        f"collections/{secret.collection_id}/documents",
        "imports/1",
    ):
        status, body = get(client, path)
        assert status == 404
        assert "Tresor" not in json.dumps(body)


def test_a_neighbour_cannot_upload(client, internal, stranger):
    client.force_login(stranger.user)
    file = SimpleUploadedFile("a.md", b"# A\n\nText.")
    response = client.post(f"/api/v1/collections/{internal.pk}/documents", {"files": file})
    assert (response.status_code, ImportItem.objects.count()) == (404, 0)


def test_a_reader_cannot_upload(client, internal, staff):
    client.force_login(staff.user)
    file = SimpleUploadedFile("a.md", b"# A\n\nText.")
    response = client.post(f"/api/v1/collections/{internal.pk}/documents", {"files": file})
    assert (response.status_code, ImportItem.objects.count()) == (403, 0)


@pytest.mark.parametrize("path", ["collections", "collections/1/documents", "documents/1"])
def test_without_log_in_there_is_nothing(client, secret, path):
    assert get(client, path) == (401, {"detail": "Bitte melden Sie sich an."})
    assert find(client) == (401, {"detail": "Bitte melden Sie sich an."})


def test_a_deleted_document_is_gone(client, secret, staff, editor):
    client.force_login(staff.user)
    address = f"documents/{secret.pk}"
    assert get(client, address)[0] == 200
    documents.delete(secret, by=editor)
    assert get(client, address)[0] == 404
    assert find(client) == (200, [])


def test_a_document_comes_with_its_text(client, secret, staff):
    client.force_login(staff.user)
    _, document = get(client, f"documents/{secret.pk}")
    assert document["title"] == "Tresor"
    assert [passage["sentences"] for passage in document["passages"]] == [
        ["Der Schlüssel zum Tresor liegt versiegelt bei der Bürgermeisterin."]
    ]


def test_collections_and_their_documents_are_listed(client, secret, staff):
    client.force_login(staff.user)
    _, (collection,) = get(client, "collections")
    assert (collection["title"], collection["documents"]) == ("Dienstanweisungen", 1)
    _, listed = get(client, f"collections/{collection['id']}/documents")
    assert (listed["count"], [d["filename"] for d in listed["documents"]]) == (1, ["tresor.md"])


def test_an_editor_uploads(client, internal, editor, django_capture_on_commit_callbacks):
    client.force_login(editor.user)
    files = [SimpleUploadedFile("a.md", SECRET.encode()), SimpleUploadedFile("leer.txt", b"")]
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/api/v1/collections/{internal.pk}/documents", {"files": files})
    assert response.status_code == 202
    _, batch = get(client, f"imports/{response.json()['id']}")
    assert {file["filename"]: file["state"] for file in batch["files"]} == {
        "a.md": "done",
        "leer.txt": "failed",
    }


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 10_001}, {"q": "x", "limit": 51}])
def test_a_bad_search_is_refused_with_a_sentence(client, staff, query):
    client.force_login(staff.user)
    response = client.post("/api/v1/search", query, content_type="application/json")
    status, body = response.status_code, response.json()
    assert status == 422
    assert body["detail"].startswith("Diese Angaben fehlen oder sind ungültig")


def test_searches_are_limited(client, staff, monkeypatch):
    monkeypatch.setattr("allmende.portal.knowledge.api.SEARCHES_PER_MINUTE", 2)
    client.force_login(staff.user)
    assert [find(client)[0] for _ in range(3)] == [200, 200, 429]
