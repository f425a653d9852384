import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allmende.portal.core.models import Job
from allmende.portal.knowledge.domain import documents, embedding
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.models import Collection, Document, Import, Removal
from tests.portal.knowledge.helpers import Silent, take_in

DOG = "# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro im Jahr.\n"


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor.user)
    return client


def file(name, content):
    return SimpleUploadedFile(name, content.encode())


def text(response):
    return response.content.decode()


def test_a_batch_goes_from_upload_to_result(
    signed_in, collection, django_capture_on_commit_callbacks
):
    upload = reverse("upload", args=[collection.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in.post(upload, {"chosen": [file("a.md", DOG), file("leer.txt", "")]})
    batch = Import.objects.get()
    assert response.url == reverse("import", args=[batch.pk])
    page = text(signed_in.get(response.url))
    assert "1 aufgenommen" in page
    assert "<strong>1 nicht aufgenommen</strong>" in page
    assert "hat keinen Inhalt (0 Byte)" in page


def test_an_upload_without_files_says_so(signed_in, collection):
    response = signed_in.post(reverse("upload", args=[collection.pk]), {})
    assert "Wählen Sie mindestens eine Datei." in text(response)
    assert Import.objects.count() == 0


def test_more_than_500_files_are_refused_with_a_sentence(signed_in, collection):
    chosen = [file(f"{n}.txt", "x") for n in range(501)]
    response = signed_in.post(reverse("upload", args=[collection.pk]), {"chosen": chosen})
    assert "Es sind 501 Dateien; auf einmal gehen höchstens 500." in text(response)
    assert Import.objects.count() == 0


def test_a_running_import_refreshes_its_progress(signed_in, collection):
    signed_in.post(reverse("upload", args=[collection.pk]), {"chosen": [file("a.md", DOG)]})
    address = reverse("import", args=[Import.objects.get().pk])
    page = text(signed_in.get(address))
    assert f'hx-get="{address}?teil=1"' in page
    part = text(signed_in.get(address, {"teil": "1"}))
    assert "0 von 1 Dateien" in part
    assert "<html" not in part


def test_a_finished_import_reloads_the_page_once(signed_in, collection):
    batch = take_in(collection, a_md=DOG)
    response = signed_in.get(reverse("import", args=[batch.pk]), {"teil": "1"})
    assert (response.status_code, response.headers["HX-Refresh"]) == (286, "true")


def test_a_cancelled_import_can_be_tried_again(
    signed_in, collection, django_capture_on_commit_callbacks
):
    upload = reverse("upload", args=[collection.pk])
    with django_capture_on_commit_callbacks() as later:
        signed_in.post(upload, {"chosen": [file("a.md", DOG)]})
    batch = Import.objects.get()
    signed_in.post(reverse("job-cancel", args=[batch.job_id]))
    for callback in later:
        callback()  # the worker takes the cancelled job
    assert "1 abgebrochen" in text(signed_in.get(reverse("import", args=[batch.pk])))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(reverse("import-retry", args=[batch.pk]))
    assert Document.objects.get().title == "Hundesteuer"


def test_the_second_editor_sees_both_versions(signed_in, collection, editor):
    take_in(collection, a_md=DOG)
    document = Document.objects.get()
    address = reverse("document-edit", args=[document.pk])
    documents.edit(document, by=editor, revision=1, details=Details(title="Von der Kollegin"))
    mine = {"title": "Von mir", "revision": "1", "valid_until": "2030-12-31"}
    response = signed_in.post(address, mine)
    assert response.status_code == 409
    page = text(response)
    assert "Von der Kollegin" in page
    assert "<strong>Von mir</strong>" in page
    assert 'name="revision" value="2"' in page
    again = signed_in.post(address, {**mine, "revision": "2"})
    assert again.url == reverse("source", args=[document.pk])
    document.refresh_from_db()
    assert (document.title, str(document.valid_until)) == ("Von mir", "2030-12-31")


def test_a_wrong_form_keeps_what_was_entered(signed_in, collection):
    take_in(collection, a_md=DOG)
    address = reverse("document-edit", args=[Document.objects.get().pk])
    response = signed_in.post(
        address,
        {"title": "Neu", "revision": "1", "valid_from": "2030-01-02", "valid_until": "2030-01-01"},
    )
    page = text(response)
    assert "Dieser Tag liegt vor „Gültig ab“." in page
    assert 'value="2030-01-02"' in page


def test_deleting_and_restoring(signed_in, collection, django_capture_on_commit_callbacks):
    take_in(collection, a_md=DOG)
    address = reverse("document-delete", args=[Document.objects.get().pk])
    assert "30 Tage lang" in text(signed_in.get(address))
    assert Document.objects.count() == 1
    signed_in.post(address)
    assert Document.objects.count() == 0
    removal = Removal.objects.get()
    removed = reverse("removed", args=[collection.pk])
    assert "Hundesteuer" in text(signed_in.get(removed))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(reverse("restore", args=[removal.pk]))
    assert Document.objects.get().title == "Hundesteuer"


def test_replacing(signed_in, collection, django_capture_on_commit_callbacks):
    take_in(collection, a_md=DOG)
    document = Document.objects.get()
    address = reverse("document-replace", args=[document.pk])
    assert signed_in.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(address, {"file": file("b.md", DOG.replace("96", "108"))})
    document.refresh_from_db()
    assert document.passages.get().text == "Die Hundesteuer beträgt 108 Euro im Jahr."


def test_creating_and_editing_a_collection(signed_in, town):
    entered = {"title": "Satzungen", "audience": "public"}
    response = signed_in.post(reverse("collection-new"), entered)
    collection = Collection.objects.get()
    assert response.url == reverse("upload", args=[collection.pk])
    assert collection.scope == f"public:{town.pk}"
    signed_in.post(
        reverse("collection-edit", args=[collection.pk]), {**entered, "audience": "organisation"}
    )
    collection.refresh_from_db()
    assert collection.scope == f"organisation:{town.pk}"


def test_a_group_audience_needs_a_group(signed_in):
    response = signed_in.post(reverse("collection-new"), {"title": "G", "audience": "group"})
    assert "Wählen Sie die Arbeitsgruppe" in text(response)


def test_an_office_of_the_neighbour_cannot_be_chosen(signed_in, neighbour):
    foreign = neighbour.offices.create(name="Bauamt Ahornried")
    entered = {"title": "S", "audience": "public", "office": foreign.pk}
    response = signed_in.post(reverse("collection-new"), entered)
    assert response.status_code == 200
    assert "Bauamt Ahornried" not in text(response)


def test_a_collection_is_deleted_with_what_it_holds(signed_in, collection):
    take_in(collection, a_md=DOG)
    address = reverse("collection-delete", args=[collection.pk])
    assert "<strong>1 Dokument</strong>" in text(signed_in.get(address))
    signed_in.post(address)
    assert Collection.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_as_many_queries_for_three_as_for_one(
    signed_in, collection, count, django_assert_num_queries
):
    take_in(collection, **{f"d{n}_md": f"# D {n}\n\nText {n}." for n in range(count)})
    signed_in.get(reverse("collection", args=[collection.pk]))
    with django_assert_num_queries(16):
        signed_in.get(reverse("collection", args=[collection.pk]))


def test_the_list_is_filtered_sorted_and_counted(signed_in, collection):
    take_in(collection, a_md="# Abfall\n\nT.", b_md="# Bauen\n\nText.", c_txt="")
    Document.objects.filter(title="Bauen").update(valid_until="2020-01-01")
    address = reverse("collection", args=[collection.pk])

    def shown(**query):
        return [d.title for d in signed_in.get(address, query).context["page"]]

    assert shown() == ["Abfall", "Bauen", "c"]
    assert shown(zustand="gilt") == ["Abfall"]
    assert shown(zustand="abgelaufen") == ["Bauen"]
    assert shown(zustand="fehler") == ["c"]
    assert shown(q="bau") == ["Bauen"]
    assert shown(sortierung="-groesse") == ["Bauen", "Abfall", "c"]
    assert shown(sortierung="nonsense", zustand="x", stelle="999") == ["Abfall", "Bauen", "c"]
    assert "1 Dokument ·" in text(signed_in.get(address, {"q": "bau"}))


def test_the_list_has_25_a_page(signed_in, collection):
    take_in(collection, **{f"d{n}_md": f"# D {n}\n\nText {n}." for n in range(26)})
    page = signed_in.get(reverse("collection", args=[collection.pk]), {"seite": "2"})
    assert len(page.context["page"]) == 1


def test_the_export_opens_in_a_spreadsheet_without_running_anything(signed_in, collection):
    take_in(collection, a_md=DOG)
    Document.objects.update(title='=HYPERLINK("http://evil")')
    response = signed_in.get(reverse("collection-csv", args=[collection.pk]))
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Titel;Datei;Format;Zustand")
    assert lines[1].startswith('"\'=HYPERLINK(""http://evil"")";a.md;MD;bereit')


def test_the_progress_of_meaning_is_told_and_can_be_stopped(signed_in, collection):
    take_in(collection, a_md=DOG, b_md="# B\n\nText.")
    page = reverse("collection", args=[collection.pk])
    assert "<strong>0 von 2 Dokumenten</strong>" in text(signed_in.get(page))
    signed_in.post(reverse("meaning-switch", args=[collection.pk]), {"anhalten": "1"})
    assert "zurzeit angehalten" in text(signed_in.get(page))
    signed_in.post(reverse("meaning-switch", args=[collection.pk]))
    assert Job.objects.filter(state="waiting").count() == 1
    embedding.run(collection.pk, Silent())
    embedding.stop(collection)
    part = signed_in.get(reverse("meaning", args=[collection.pk]))
    assert part.status_code == 286
    assert "vollständig durchsuchbar" in text(part)


def test_an_empty_place_says_what_to_do(signed_in):
    page = text(signed_in.get(reverse("collections")))
    assert "Noch keine Sammlung" in page
    assert reverse("collection-new") in page


def test_a_file_name_cannot_break_the_page(signed_in, collection):
    batch = take_in(collection, **{'<img src=x onerror="alert(1)">_md': DOG})
    page = text(signed_in.get(reverse("import", args=[batch.pk])))
    assert "<img src=x" not in page


def test_a_lost_file_is_404(signed_in, collection):
    take_in(collection, a_md=DOG)
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)
    assert signed_in.get(reverse("source-file", args=[document.pk])).status_code == 404


def test_streams_are_read_whole(signed_in, collection):
    take_in(collection, a_md=DOG)
    response = signed_in.get(reverse("source-file", args=[Document.objects.get().pk]))
    assert io.BytesIO(b"".join(response.streaming_content)).read() == DOG.encode()
