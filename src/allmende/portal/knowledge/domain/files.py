"""The files of documents; see ``core.domain.stored_files``."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File

from allmende.portal.core.domain import stored_files
from allmende.portal.core.domain.stored_files import GRACE, StoredFile
from allmende.portal.knowledge.models import Document, ImportItem, Removal

FOLDER = "documents"


def store(content: File[Any] | bytes) -> StoredFile:
    """Keep the bytes. Raises OSError where the disk is full and then leaves nothing behind."""
    return stored_files.store(content, folder=FOLDER)


def remove_unreferenced(names: Iterable[str | None], *, grace: int = GRACE) -> int:
    """Delete those files that no document, waiting upload or restorable removal needs."""
    return stored_files.remove_unreferenced(names, referenced=_referenced, grace=grace)


def sweep(*, grace: int = GRACE) -> int:
    """Delete every stored file that nothing refers to; returns how many."""
    return stored_files.sweep(FOLDER, referenced=_referenced, grace=grace)


def _referenced(names: set[str]) -> set[str]:
    found: set[str] = set()
    for model in (Document, ImportItem, Removal):
        found.update(model.objects.filter(file__in=names).values_list("file", flat=True))
    return found
