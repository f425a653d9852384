"""Uploaded files, named by their content: the same bytes are kept once in each folder."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

GRACE = 3600  # seconds; a younger file may belong to an upload that has not committed yet

type Referenced = Callable[[set[str]], set[str]]  # which of the names somebody still needs


@dataclass(frozen=True, slots=True)
class StoredFile:
    name: str  # in the storage
    sha256: str
    size: int  # bytes


def store(content: File[Any] | bytes, *, folder: str) -> StoredFile:
    """Keep the bytes. Raises OSError where the disk is full and then leaves nothing behind."""
    file = ContentFile(content) if isinstance(content, bytes) else content
    sha256, size = _digest(file)
    name = f"{folder}/{sha256[:2]}/{sha256}"
    if _is_whole(name, size):
        return StoredFile(name, sha256, size)
    default_storage.delete(name)  # half written when the machine went down
    file.seek(0)
    try:
        default_storage.save(name, file)
    except OSError:
        default_storage.delete(name)
        raise
    return StoredFile(name, sha256, size)


def remove_unreferenced(
    names: Iterable[str | None], *, referenced: Referenced, grace: int = GRACE
) -> int:
    """Delete those files that nothing in the database needs; returns how many."""
    wanted = {name for name in names if name}
    count = 0
    for name in wanted - referenced(wanted):
        if default_storage.exists(name) and _age(name) >= grace:
            default_storage.delete(name)
            count += 1
    return count


def sweep(folder: str, *, referenced: Referenced, grace: int = GRACE) -> int:
    """Delete every file of the folder that nothing refers to; returns how many."""
    if not default_storage.exists(folder):
        return 0
    count = 0
    for inner in default_storage.listdir(folder)[0]:
        _, files = default_storage.listdir(f"{folder}/{inner}")
        names = [f"{folder}/{inner}/{file}" for file in files]
        count += remove_unreferenced(names, referenced=referenced, grace=grace)
    return count


def _digest(file: File[Any]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _is_whole(name: str, size: int) -> bool:
    return default_storage.exists(name) and default_storage.size(name) == size


def _age(name: str) -> float:
    return time.time() - default_storage.get_modified_time(name).timestamp()
