import errno
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.jobs import Cancelled
from allmende.portal.core.models import AuditEntry
from allmende.portal.knowledge.domain import (
    documents,
    embedding,
    files,
    importing,
    imports,
    intake,
    upkeep,
)
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.domain.imports import Source
from allmende.portal.knowledge.models import Document, Embedding, ImportItem, Passage, Removal
from tests.portal.knowledge.helpers import Silent, take_in

DOG = "# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro im Jahr.\n"


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def states(batch):
    return {item.filename: item.state for item in batch.items.all()}


def stored():
    if not default_storage.exists("documents"):
        return []
    folders, _ = default_storage.listdir("documents")
    return [n for folder in folders for n in default_storage.listdir(f"documents/{folder}")[1]]


def test_one_bad_file_does_not_stop_the_others(collection):
    batch = take_in(
        collection,
        hund_md=DOG,
        leer_txt="",
        kaputt_pdf=b"%PDF-1.7 nothing more",
        bild_pdf=b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        rest_txt="Das Rathaus öffnet um acht Uhr.",
    )
    assert states(batch) == {
        "hund.md": "done",
        "leer.txt": "failed",
        "kaputt.pdf": "failed",
        "bild.pdf": "failed",
        "rest.txt": "done",
    }
    failed = batch.items.filter(state="failed")
    assert all(item.filename in item.message for item in failed)
    assert dict(Document.objects.values_list("filename", "state")) == {
        "hund.md": "ready",
        "rest.txt": "ready",
        "leer.txt": "failed",
        "kaputt.pdf": "failed",
        "bild.pdf": "failed",
    }


def test_windows_1252_text_keeps_its_umlauts(collection):
    take_in(collection, alt_txt="Die Gebühr für Müll beträgt 5 €.".encode("cp1252"))
    assert Passage.objects.get().text == "Die Gebühr für Müll beträgt 5 €."


def test_hostile_html_becomes_plain_text(collection):
    html = (
        "<html><head><title>Müll</title></head><body><h1>Müll</h1>"
        "<p>Die Tonne wird <script>alert(1)</script>freitags geleert.</p>"
        '<p>Siehe <a href="javascript:alert(2)" onclick="alert(3)">dort</a> nach, bitte.</p>'
        "</body></html>"
    )
    take_in(collection, muell_html=html)
    text = "\n".join(Passage.objects.values_list("text", flat=True))
    assert "freitags geleert" in text
    assert "alert" not in text


def test_the_same_content_again_is_unchanged(collection):
    take_in(collection, hund_md=DOG)
    batch = take_in(collection, hund_md=DOG, kopie_md=DOG)
    assert states(batch) == {"hund.md": "unchanged", "kopie.md": "unchanged"}
    assert batch.items.get(filename="kopie.md").message == "Gleicher Inhalt wie „hund.md“."
    assert (Document.objects.count(), Passage.objects.count()) == (1, 1)


def test_the_same_filename_replaces_and_keeps_what_was_said(collection, editor):
    take_in(collection, hund_md=DOG)
    first = Document.objects.get()
    documents.edit(first, by=editor, revision=1, details=Details(title="Steuer für Hunde"))
    take_in(collection, hund_md=DOG.replace("96", "108"))
    second = Document.objects.get()
    assert (second.pk, second.title, second.revision) == (first.pk, "Steuer für Hunde", 3)
    assert Passage.objects.get().text == "Die Hundesteuer beträgt 108 Euro im Jahr."


def test_a_broken_new_version_leaves_the_old_one(collection):
    take_in(collection, hund_md=DOG)
    batch = take_in(collection, hund_md="")
    assert states(batch) == {"hund.md": "failed"}
    assert batch.items.get().message.endswith("Die bisherige Fassung bleibt bestehen.")
    assert (Document.objects.get().state, Passage.objects.count()) == ("ready", 1)


def test_a_replaced_version_keeps_the_vectors_of_unchanged_text(collection):
    two = "# Hund\n\n## A\n\nGleicher Text bleibt hier.\n\n## B\n\n{}\n"
    take_in(collection, hund_md=two.format("Alter Text."))
    embedding.run(collection.pk, Silent())
    take_in(collection, hund_md=two.format("Neuer Text."))
    kept = Embedding.objects.values_list("passage__text", flat=True)
    assert list(kept) == ["Gleicher Text bleibt hier."]


def test_replacing_takes_a_file_of_another_name(collection, editor):
    take_in(collection, hund2025_md=DOG)
    old = Document.objects.get()
    new = Source("hund2026.md", DOG.replace("96", "108").encode())
    batch = imports.replace(old, source=new, by=editor)
    importing.run(batch.pk, Silent())
    document = Document.objects.get()
    assert (document.pk, document.filename) == (old.pk, "hund2026.md")


def test_replacing_by_the_name_of_another_document_is_refused(collection, editor):
    take_in(collection, a_md=DOG, b_md="# Müll\n\nDie Tonne wird geleert.")
    with pytest.raises(Refused, match=r"schon ein anderes Dokument aus der Datei „b.md“"):
        imports.replace(
            Document.objects.get(filename="a.md"), source=Source("b.md", b"# X\n\nY."), by=editor
        )


def test_an_archive_becomes_its_files(collection):
    archive = zipped(hund_md=DOG.encode(), leer_txt=b"", rest_txt=b"Das Rathaus ist offen.")
    batch = take_in(collection, alles_zip=archive)
    assert states(batch) == {
        "alles.zip": "done",
        "alles/hund.md": "done",
        "alles/leer.txt": "failed",
        "alles/rest.txt": "done",
    }


def test_a_zip_bomb_is_not_opened(collection):
    bomb = zipped(bombe_txt=b"0" * 60_000_000)
    batch = take_in(collection, bombe_zip=bomb)
    assert states(batch) == {"bombe.zip": "failed"}
    assert "unverhältnismäßig groß" in batch.items.get().message


def test_a_broken_archive_says_so(collection):
    batch = take_in(collection, kaputt_zip=zipped(hund_md=DOG.encode())[:40])
    assert states(batch) == {"kaputt.zip": "failed"}
    assert "beschädigt" in batch.items.get().message


def test_a_huge_file_is_named_and_the_rest_goes_on(collection, editor, settings):
    settings.UPLOAD_LIMIT_MB = 1
    sources = [Source("gross.txt", b"x" * 1_000_001), Source("hund.md", DOG.encode())]
    batch = imports.start(collection, sources=sources, by=editor)
    importing.run(batch.pk, Silent())
    assert states(batch) == {"gross.txt": "failed", "hund.md": "done"}
    assert "möglich sind 1 MB" in batch.items.get(filename="gross.txt").message


def test_too_many_files_are_refused(collection, editor):
    sources = [Source(f"{n}.txt", b"x") for n in range(501)]
    with pytest.raises(Refused, match="höchstens 500"):
        imports.start(collection, sources=sources, by=editor)
    assert stored() == []


def test_no_files_are_refused(collection, editor):
    with pytest.raises(Refused, match="mindestens eine Datei"):
        imports.start(collection, sources=[], by=editor)


def test_only_editors_of_the_owner_bring_files_in(collection, staff, stranger):
    for person in (staff, stranger):
        with pytest.raises(PermissionDenied):
            imports.start(collection, sources=[Source("a.md", b"x")], by=person)


def test_a_full_disk_says_so_and_leaves_nothing_behind(collection, editor, monkeypatch):
    real = default_storage.save
    saved = []

    def full_at_the_second(name, content):
        if saved:
            real(name, ContentFile(b"half"))
            raise OSError(errno.ENOSPC, "No space left on device")
        saved.append(name)
        return real(name, content)

    monkeypatch.setattr(default_storage, "save", full_at_the_second)
    sources = [Source("a.md", DOG.encode()), Source("b.md", b"# B\n\nAnderes.")]
    with pytest.raises(Refused, match="kein Speicherplatz mehr frei"):
        imports.start(collection, sources=sources, by=editor)
    assert (ImportItem.objects.count(), stored()) == (0, [])


def test_a_full_disk_while_reading_fails_that_file_only(collection, monkeypatch):
    real = intake.write

    def full_for_dogs(arrival, parsed):
        if arrival.filename == "hund.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(arrival, parsed)

    monkeypatch.setattr(intake, "write", full_for_dogs)
    batch = take_in(collection, hund_md=DOG, rest_txt="Das Rathaus ist offen.")
    assert states(batch) == {"hund.md": "failed", "rest.txt": "done"}
    assert "kein Speicherplatz" in batch.items.get(filename="hund.md").message


def test_failed_files_can_be_tried_again(collection, editor, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(intake, "read", _unexpected)
        batch = take_in(collection, hund_md=DOG)
    assert states(batch) == {"hund.md": "failed"}
    imports.retry(batch, by=editor)
    importing.run(batch.pk, Silent())
    assert states(batch) == {"hund.md": "done"}
    assert Document.objects.get().state == "ready"


def _unexpected(*args, **kwargs):
    raise ValueError("library bug")


def test_nothing_to_retry_is_refused(collection, editor):
    batch = take_in(collection, hund_md=DOG)
    with pytest.raises(Refused, match="keine noch einmal"):
        imports.retry(batch, by=editor)


def test_a_locked_database_loses_nothing(collection, monkeypatch):
    batch = imports.prepare(collection, sources=[Source("hund.md", DOG.encode())])
    with monkeypatch.context() as patched:
        patched.setattr(intake, "write", _locked)
        with pytest.raises(OperationalError):
            importing.run(batch.pk, Silent())
    assert states(batch) == {"hund.md": "running"}
    importing.run(batch.pk, Silent())
    assert states(batch) == {"hund.md": "done"}


def _locked(*args, **kwargs):
    raise OperationalError("database is locked")


def test_cancelling_keeps_what_is_done(collection, editor):
    class Impatient(Silent):
        def at(self, done, total, message=""):
            if done == 1:
                raise Cancelled

    sources = [Source(f"{n}.md", f"# Seite {n}\n\nText {n}.".encode()) for n in range(3)]
    batch = imports.prepare(collection, sources=sources)
    with pytest.raises(Cancelled):
        importing.run(batch.pk, Impatient())
    assert states(batch) == {"0.md": "done", "1.md": "cancelled", "2.md": "cancelled"}
    imports.retry(batch, by=editor)
    importing.run(batch.pk, Silent())
    assert set(states(batch).values()) == {"done"}


def test_a_file_that_kills_the_worker_twice_is_given_up(collection):
    batch = imports.prepare(
        collection, sources=[Source("boese.md", b"# B\n\nText."), Source("gut.md", DOG.encode())]
    )
    batch.items.filter(filename="boese.md").update(state="running", attempts=2)
    importing.run(batch.pk, Silent())
    assert states(batch) == {"boese.md": "failed", "gut.md": "done"}
    assert "zweimal abgestürzt" in batch.items.get(filename="boese.md").message


def test_a_finished_batch_may_run_again(collection):
    batch = take_in(collection, hund_md=DOG)
    importing.run(batch.pk, Silent())
    assert (Document.objects.count(), Passage.objects.count()) == (1, 1)


def test_the_same_bytes_are_kept_once_and_removed_when_unused(collection, editor):
    take_in(collection, hund_md=DOG, kopie_md=DOG)
    assert len(stored()) == 1
    documents.delete(Document.objects.get(), by=editor)
    files.sweep(grace=0)
    assert len(stored()) == 1  # it can still be restored
    upkeep.tidy(days=0)
    files.sweep(grace=0)
    assert (Removal.objects.count(), stored()) == (0, [])


def test_a_half_written_file_is_written_anew(collection):
    name = files.store(DOG.encode()).name
    default_storage.delete(name)
    with default_storage.open(name, "wb") as half:
        half.write(b"# Hu")
    assert files.store(DOG.encode()).name == name
    assert default_storage.open(name).read() == DOG.encode()


def test_a_deleted_document_can_be_restored(collection, editor, town):
    take_in(collection, hund_md=DOG)
    document = Document.objects.get()
    documents.edit(document, by=editor, revision=1, details=Details(title="Steuer für Hunde"))
    removal = documents.delete(document, by=editor)
    assert Document.objects.count() == 0
    batch = documents.restore(removal, by=editor)
    importing.run(batch.pk, Silent())
    assert Document.objects.get().title == "Steuer für Hunde"
    assert Removal.objects.count() == 0


def test_every_change_is_in_the_audit_trail(collection, editor):
    batch = imports.start(collection, sources=[Source("hund.md", DOG.encode())], by=editor)
    importing.run(batch.pk, Silent())
    documents.delete(Document.objects.get(), by=editor)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor__email")) == [
        ("knowledge.collection_created", editor.user.email),
        ("knowledge.import_started", editor.user.email),
        ("knowledge.document_added", editor.user.email),
        ("knowledge.document_deleted", editor.user.email),
    ]


@pytest.mark.parametrize("length", [1, 200, 201, 400])
def test_a_long_name_keeps_its_ending(length):
    name = "x" * length + ".docx"
    short = imports.shorten(name)
    assert len(short) <= 200
    assert short.endswith(".docx")
