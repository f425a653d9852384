"""Works through a batch, file by file. May be called again at any time: done stays done."""

import errno
import logging
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F

from allmende.engines.retrieval import parsing
from allmende.portal.core.domain.jobs import Cancelled, Reporter
from allmende.portal.core.domain.stored_files import StoredFile
from allmende.portal.knowledge.domain import embedding, imports, intake
from allmende.portal.knowledge.domain.intake import Arrival, OnPage
from allmende.portal.knowledge.domain.remaining import Estimate
from allmende.portal.knowledge.enums import ImportState
from allmende.portal.knowledge.models import Import, ImportItem

MOST_ATTEMPTS = 2  # a file during which the worker died twice is not tried a third time
OPEN = [ImportState.WAITING, ImportState.RUNNING]
CRASHED = (
    "Beim Lesen der Datei „{}“ ist die Verarbeitung zweimal abgestürzt. "
    "Speichern Sie sie in einem anderen Format und laden Sie sie erneut hoch."
)
UNEXPECTED = (
    "Die Datei „{}“ konnte wegen eines unerwarteten Fehlers nicht gelesen werden. "
    "Versuchen Sie es erneut; bleibt der Fehler, sagen Sie der Administration Bescheid."
)
FULL = (
    "Für die Datei „{}“ war auf dem Server kein Speicherplatz mehr frei. "
    "Sagen Sie der Administration Bescheid und versuchen Sie es danach erneut."
)
KEPT = " Die bisherige Fassung bleibt bestehen."

logger = logging.getLogger("allmende.import")


def run(import_id: int, progress: Reporter) -> None:
    """Take in every waiting file of the batch, then start the search by meaning."""
    batch = Import.objects.select_related("collection", "started_by").get(pk=import_id)
    estimate, worked = Estimate(), 0
    try:
        for item in _open_items(batch):
            done, total = _counts(batch)
            left = estimate.sentence(done=worked, left=total - done)
            progress.at(done, total, left)
            _take_in(item, batch, _pages(progress, done, total, item.filename))
            worked += 1
    except Cancelled:
        _cancel(batch)
        raise
    finally:
        embedding.ensure(batch.collection)
    progress.at(*_counts(batch))
    progress.result(_summary(batch))


def abandon(import_id: int) -> None:
    """The job was cancelled before it began."""
    _cancel(Import.objects.get(pk=import_id))


def _cancel(batch: Import) -> None:
    batch.items.filter(state__in=OPEN).update(
        state=ImportState.CANCELLED, message="Abgebrochen, bevor diese Datei an der Reihe war."
    )


def _open_items(batch: Import) -> Iterator[ImportItem]:
    """One after the other, freshly read: an archive adds files while we are at it."""
    while item := batch.items.filter(state__in=OPEN).first():
        ImportItem.objects.filter(pk=item.pk).update(
            state=ImportState.RUNNING, attempts=F("attempts") + 1
        )
        item.refresh_from_db()
        yield item


def _counts(batch: Import) -> tuple[int, int]:
    total = batch.items.count()
    return total - batch.items.filter(state__in=OPEN).count(), total


def _pages(progress: Reporter, done: int, total: int, filename: str) -> OnPage:
    def on_page(page: int, pages: int) -> None:
        progress.at(done, total, f"Texterkennung „{filename}“: Seite {page} von {pages}")

    return on_page


def _take_in(item: ImportItem, batch: Import, on_page: OnPage) -> None:
    if item.attempts > MOST_ATTEMPTS:
        _fail(item, batch, CRASHED.format(item.filename))
        return
    try:
        _read(item, batch, on_page)
    except parsing.UnreadableDocument as error:
        _fail(item, batch, error.message)
    except OSError as error:
        logger.exception("Import: file could not be read or written")
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        _finish(item, ImportState.FAILED, (FULL if full else UNEXPECTED).format(item.filename))
    except (ValueError, TypeError, LookupError, ArithmeticError, MemoryError, RecursionError):
        logger.exception("Import: unexpected error in one file")
        _fail(item, batch, UNEXPECTED.format(item.filename))


def _read(item: ImportItem, batch: Import, on_page: OnPage) -> None:
    with item.file.open("rb") as file:
        content = file.read()
    if parsing.is_zip(content) and _is_archive(content, item.filename):
        imports.unpacked(item, _members(content, item.filename))
        return
    arrival = _arrival(item, batch)
    if same := intake.unchanged(batch.collection, arrival.stored.sha256):
        note = "" if same.filename == item.filename else f"Gleicher Inhalt wie „{same.filename}“."
        _finish(item, ImportState.UNCHANGED, note, document_id=same.pk)
        return
    parsed = intake.read(content, item.filename, on_page=on_page)
    document = intake.write(arrival, parsed)
    _finish(item, ImportState.DONE, "", document_id=document.pk)


def _is_archive(content: bytes, filename: str) -> bool:
    return parsing.detect(content, filename) is parsing.Format.ZIP


def _members(content: bytes, filename: str) -> Iterator[tuple[str, bytes | str]]:
    limits = parsing.Limits(bytes=settings.UPLOAD_LIMIT_MB * 1_000_000, members=imports.MOST_FILES)
    for name, part in parsing.unpack(content, filename, limits=limits):
        yield name, part if isinstance(part, bytes) else part.message


def _arrival(item: ImportItem, batch: Import) -> Arrival:
    name = str(item.file.name)
    return Arrival(
        collection=batch.collection,
        filename=item.filename,
        stored=StoredFile(name, name.rsplit("/", 1)[-1], item.file.size),
        user=batch.started_by,
        fields=item.fields,
        replaces=item.document_id,
    )


def _fail(item: ImportItem, batch: Import, message: str) -> None:
    """The reason stands in the batch and, for a new file, in the list of documents."""
    document = intake.write_failed(_arrival(item, batch), message)
    note = message if document else message + KEPT
    document_id = document.pk if document else item.document_id
    _finish(item, ImportState.FAILED, note, document_id=document_id)


def _finish(
    item: ImportItem, state: ImportState, message: str, *, document_id: int | None = None
) -> None:
    """A failed file is kept for another try; others live on in their document."""
    kept = item.file.name if state == ImportState.FAILED else ""
    ImportItem.objects.filter(pk=item.pk).update(
        state=state, message=message, document_id=document_id, file=kept
    )


def _summary(batch: Import) -> str:
    states = list(batch.items.values_list("state", flat=True))
    parts = [
        (ImportState.DONE, "aufgenommen"),
        (ImportState.UNCHANGED, "unverändert"),
        (ImportState.FAILED, "nicht aufgenommen"),
    ]
    told = [f"{states.count(state)} {word}" for state, word in parts if state in states]
    return ", ".join(told) + "."
