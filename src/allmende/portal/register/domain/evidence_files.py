"""Which files may be evidence, and where they are kept."""

import errno
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from allmende.portal.core.domain import stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.stored_files import GRACE, StoredFile
from allmende.portal.register.models import Evidence

FOLDER = "evidence"
LONGEST_NAME = 200
# ending -> what the browser is told, and how the bytes begin (empty: text)
TYPES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    "odt": ("application/vnd.oasis.opendocument.text", b"PK"),
    "png": ("image/png", b"\x89PNG"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "csv": ("text/csv; charset=utf-8", b""),
    "txt": ("text/plain; charset=utf-8", b""),
    "md": ("text/markdown; charset=utf-8", b""),
}
ACCEPT = ",".join(f".{ending}" for ending in TYPES)
# What an office file must hold; any other archive only pretends to be one.
MEMBERS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
ARCHIVES = {"zip", "7z", "rar", "gz", "tar"}
FULL = (
    "Auf dem Server ist kein Speicherplatz mehr frei. Der Nachweis wurde nicht gespeichert. "
    "Bitte sagen Sie der Administration Bescheid."
)


def keep(file: File[Any]) -> tuple[StoredFile, str]:
    """Store an allowed file; returns it with its name. Raises Refused with a sentence."""
    name = shorten(file.name or "Datei")
    check(file, name)
    try:
        return stored_files.store(file, folder=FOLDER), name
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise Refused(FULL) from error


def check(file: File[Any], name: str) -> None:
    """Raises Refused where the file is too large, empty or not what its ending says."""
    size, limit = file.size or 0, limit_mb()
    if size > limit * 1_000_000:
        raise Refused(
            f"Die Datei „{name}“ ist mit {size // 1_000_000} MB zu groß, möglich sind {limit} MB. "
            "Verkleinern Sie die Bilder darin oder teilen Sie sie auf."
        )
    if not size:
        raise Refused(f"Die Datei „{name}“ ist leer. Wählen Sie eine andere Datei.")
    ending = _ending(name)
    if ending not in TYPES:
        raise Refused(_wrong_type(name, ending))
    if not _is_what_it_says(file, ending):
        raise Refused(
            f"Die Datei „{name}“ ist keine lesbare {ending.upper()}-Datei. "
            "Speichern Sie sie im richtigen Format und laden Sie sie erneut hoch."
        )


def limit_mb() -> int:
    limit: int = settings.UPLOAD_LIMIT_MB
    return limit


def content_type(filename: str) -> str:
    """What the browser may be told; everything else is bytes."""
    return TYPES.get(_ending(filename), ("application/octet-stream", b""))[0]


def opened(evidence: Evidence) -> File[Any]:
    """The bytes. Raises FileNotFoundError where there is no file (any more)."""
    if not evidence.file:
        raise FileNotFoundError(evidence.title)
    return default_storage.open(evidence.file)


def sweep(*, grace: int = GRACE) -> int:
    """Delete files of evidence that no longer exists (of a deleted organisation)."""
    return stored_files.sweep(FOLDER, referenced=_referenced, grace=grace)


def shorten(filename: str) -> str:
    """Fit a name into its column, without a folder; the ending stays."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    clean = "".join(c for c in name if c.isprintable()).strip() or "Datei"
    ending = PurePosixPath(clean).suffix[:20]
    return clean if len(clean) <= LONGEST_NAME else clean[: LONGEST_NAME - len(ending)] + ending


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _wrong_type(name: str, ending: str) -> str:
    if ending in ARCHIVES:
        return (
            f"„{name}“ ist ein Archiv. Was darin steckt, lässt sich nicht als Nachweis zeigen. "
            "Laden Sie die einzelnen Dateien hoch."
        )
    return (
        f"Dateien der Art „{ending or 'ohne Endung'}“ werden nicht angenommen. Möglich sind PDF, "
        "Word (docx), OpenDocument (odt), Excel (xlsx), CSV, Text, Markdown, PNG und JPEG."
    )


def _is_what_it_says(file: File[Any], ending: str) -> bool:
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    begins = TYPES[ending][1]
    if not begins:
        return b"\0" not in start
    if not start.startswith(begins):
        return False
    return ending not in MEMBERS or _holds(file, MEMBERS[ending])


def _holds(file: File[Any], member: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)


def _referenced(names: set[str]) -> set[str]:
    return set(Evidence.objects.filter(file__in=names).values_list("file", flat=True))
