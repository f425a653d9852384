"""Batches of uploaded files: each file has its own state, the rest goes on where one fails."""

import errno
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse

from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge import rules, tasks
from allmende.portal.knowledge.domain import files
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.enums import ImportState
from allmende.portal.knowledge.models import Collection, Document, Import, ImportItem
from allmende.portal.organisations.models import Member

MOST_FILES = 500
NO_FILES = "Wählen Sie mindestens eine Datei."
FULL = (
    "Auf dem Server ist kein Speicherplatz mehr frei. Von dieser Auswahl wurde nichts "
    "aufgenommen, vorhandene Dokumente sind unverändert. Bitte sagen Sie der Administration "
    "Bescheid und laden Sie die Dateien später erneut hoch."
)

logger = logging.getLogger("allmende.import")


@dataclass(frozen=True, slots=True)
class Source:
    """A file on its way in, with what is already known of it."""

    filename: str
    content: File[Any] | bytes
    details: Details | None = None


def start(collection: Collection, *, sources: Sequence[Source], by: Member) -> Import:
    """Keep the files and read them in the background."""
    require(rules.may_edit, by, collection.organisation_id)
    if not sources:
        raise Refused(NO_FILES)
    if len(sources) > MOST_FILES:
        raise Refused(
            f"Es sind {len(sources)} Dateien; auf einmal gehen höchstens {MOST_FILES}. "
            "Teilen Sie die Auswahl auf oder laden Sie ein ZIP-Archiv hoch."
        )
    prepared = _keep(sources)
    with transaction.atomic():
        batch = _open(collection, prepared, user_id=by.user_id)
        _enqueue(batch, by)
        audit.record(
            "knowledge.import_started",
            by=by,
            about=collection,
            details={"files": len(sources)},
        )
    return batch


def replace(document: Document, *, source: Source, by: Member) -> Import:
    """New content for a document that keeps its address and what was said of it."""
    collection = document.collection
    require(rules.may_edit, by, collection.organisation_id)
    (item,) = _keep([source])
    item.document = document
    others = collection.documents.exclude(pk=document.pk)
    if others.filter(filename=item.filename).exists():
        raise Refused(
            f"In der Sammlung gibt es schon ein anderes Dokument aus der Datei „{item.filename}“. "
            "Benennen Sie die neue Datei um oder löschen Sie das andere Dokument."
        )
    with transaction.atomic():
        batch = _open(collection, [item], user_id=by.user_id)
        _enqueue(batch, by)
    return batch


def prepare(collection: Collection, *, sources: Sequence[Source]) -> Import:
    """A batch of the system itself (command line, demo); run it with ``importing.run``."""
    return _open(collection, _keep(sources), user_id=None)


@transaction.atomic
def retry(batch: Import, *, by: Member) -> Import:
    """Try the failed and interrupted files again."""
    require(rules.may_edit, by, batch.collection.organisation_id)
    again = batch.items.filter(state__in=[ImportState.FAILED, ImportState.CANCELLED])
    if not again.exclude(file="").update(state=ImportState.WAITING, message="", attempts=0):
        raise Refused("Von diesen Dateien lässt sich keine noch einmal lesen.")
    _enqueue(batch, by)
    return batch


@transaction.atomic
def resume(batch: Import, *, by: Member) -> Import:
    """Start the reading of a batch that waits, such as one with a restored document."""
    require(rules.may_edit, by, batch.collection.organisation_id)
    _enqueue(batch, by)
    return batch


def unpacked(item: ImportItem, members: Iterable[tuple[str, bytes | str]]) -> int:
    """Put the files of an archive into its batch; text in place of bytes says what is wrong."""
    prefix = PurePosixPath(item.filename).stem
    rows = []
    for name, content in members:
        row = ImportItem(batch_id=item.batch_id, filename=shorten(f"{prefix}/{name}"))
        if isinstance(content, str):
            row.state, row.message = ImportState.FAILED, content
        else:
            row.file = files.store(content).name
        rows.append(row)
    with transaction.atomic():
        ImportItem.objects.bulk_create(rows)
        item.state = ImportState.DONE
        item.message = f"Archiv mit {len(rows)} Dateien ausgepackt."
        item.file = ""
        item.save()
    return len(rows)


def shorten(filename: str, most: int = 200) -> str:
    """Fit a name into its column; the ending stays, because it names the format."""
    clean = "".join(c for c in filename if c.isprintable()).strip() or "Datei"
    ending = PurePosixPath(clean).suffix[:20]
    return clean if len(clean) <= most else clean[: most - len(ending)] + ending


def _keep(sources: Sequence[Source]) -> list[ImportItem]:
    items: list[ImportItem] = []
    try:
        for source in sources:
            items.append(_keep_one(source))  # noqa: PERF401 -- needed where the disk is full
    except OSError as error:
        files.remove_unreferenced([item.file.name for item in items], grace=0)
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        logger.exception("Upload could not be stored")
        raise Refused(FULL) from error
    return items


def _keep_one(source: Source) -> ImportItem:
    limit = settings.UPLOAD_LIMIT_MB
    filename = shorten(source.filename)
    size = len(source.content) if isinstance(source.content, bytes) else source.content.size
    if size > limit * 1_000_000:
        message = (
            f"Die Datei „{filename}“ ist mit {size // 1_000_000} MB zu groß, "
            f"möglich sind {limit} MB. Teilen Sie sie auf oder verkleinern Sie die Bilder darin."
        )
        return ImportItem(filename=filename, state=ImportState.FAILED, message=message)
    fields = source.details.plain() if source.details else {}
    stored = files.store(source.content)
    return ImportItem(filename=filename, file=stored.name, fields=fields)


def _open(collection: Collection, items: list[ImportItem], *, user_id: int | None) -> Import:
    with transaction.atomic():
        batch = Import.objects.create(collection=collection, started_by_id=user_id)
        for item in items:
            item.batch = batch
        ImportItem.objects.bulk_create(items)
    return batch


def _enqueue(batch: Import, by: Member) -> None:
    batch.job = jobs.start(
        tasks.run_import,
        batch.pk,
        title=f"Dokumente in „{batch.collection}“ aufnehmen"[:200],
        by=by,
        unit="Dateien",
        total=batch.items.count(),
        url=reverse("import", args=[batch.pk]),
    )
    batch.save(update_fields=["job"])
