"""Files that belong to a thing and are seen by whoever sees that thing."""

from collections.abc import Collection
from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet

from allmende.portal.core.domain import stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import Attachment

FOLDER = "attachments"
LARGEST = 25 * 1024 * 1024  # bytes
MOST = 10  # files of one thing
# By the end of the name; what a browser would run is not among them.
MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "zip": "application/zip",
}


def attach(kind: str, key: str, file: File[Any], *, by: Any) -> Attachment:
    """The caller has asked whether ``by`` (a Member) may. Refused with a sentence where the file
    is too large, empty, of another type, or one too many.
    """
    name = str(file.name or "Datei").replace("\\", "/").rpartition("/")[2].strip()[-200:]
    mime = MIMES.get(name.rpartition(".")[2].lower())
    if mime is None:
        endings = ", ".join(MIMES)
        raise Refused(f"„{name}“ hat keinen erlaubten Dateityp. Erlaubt sind: {endings}.")
    if not file.size:
        raise Refused(f"„{name}“ ist leer. Prüfen Sie die Datei und laden Sie sie erneut hoch.")
    if file.size > LARGEST:
        raise Refused(f"„{name}“ ist größer als 25 MB. Verkleinern oder teilen Sie die Datei.")
    if of(kind, key).count() >= MOST:
        raise Refused(f"Mehr als {MOST} Dateien gehen nicht. Löschen Sie zuerst eine andere.")
    stored = stored_files.store(file, folder=FOLDER)
    return Attachment.objects.create(
        kind=kind,
        key=key,
        name=name,
        mime=mime,
        size=stored.size,
        file=stored.name,
        uploaded_by=getattr(by, "user", None),
    )


def of(kind: str, key: str) -> QuerySet[Attachment]:
    return Attachment.objects.filter(kind=kind, key=key)


def of_many(kind: str, keys: Collection[str]) -> dict[str, list[Attachment]]:
    """By the key of their thing, in one query; a thing without files is left out."""
    found: dict[str, list[Attachment]] = {}
    for file in Attachment.objects.filter(kind=kind, key__in=keys):
        found.setdefault(file.key, []).append(file)
    return found


def remove(attachment: Attachment) -> None:
    """The bytes follow with ``sweep``, unless another attachment has the same."""
    attachment.delete()


def sweep() -> int:
    """Delete files that no attachment refers to. Run daily."""
    return stored_files.sweep(FOLDER, referenced=_referenced)


def _referenced(names: set[str]) -> set[str]:
    return set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
