"""ZIP -> its files, without believing what the archive says of itself."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.errors import UnreadableDocument
from allmende.engines.retrieval.parsing.job import DEFAULT, Limits

UNSUSPICIOUS = 20_000_000  # bytes; small archives may compress as well as they like
DEEPEST = 1  # archives inside an archive are opened, archives inside those are not
SYMBOLIC_LINK = 0o120000
LITTER = {".ds_store", "thumbs.db", "desktop.ini"}

type Member = tuple[str, bytes | UnreadableDocument]


def unpack(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> Iterator[Member]:
    """Yield (path inside the archive, content) of every file, archives in the archive included.

    A member that cannot be unpacked comes with the ``UnreadableDocument`` in place of its
    content, and the rest follows. Raises ``UnreadableDocument`` where the archive as a whole
    is broken, too large or built to overflow the disk.
    """
    yield from _Unpacking(limits).archive(data, filename, depth=0)


class _Unpacking:
    """One run over an archive and the archives in it, with one budget for all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes_left = limits.unpacked_bytes
        self._members_left = limits.members

    def archive(self, data: bytes, filename: str, *, depth: int) -> Iterator[Member]:
        if len(data) > self._limits.bytes:
            raise errors.too_large(filename, size=len(data), allowed=self._limits.bytes)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # zipfile lets more escape than BadZipFile
            raise errors.broken(filename, "ZIP-Archiv") from error
        with archive:
            members = [info for info in archive.infolist() if not _is_litter(info)]
            self._spend(members, len(data), filename)
            for info in members:
                yield from self._member(archive, info, depth=depth)

    def _spend(self, members: list[zipfile.ZipInfo], size: int, filename: str) -> None:
        self._members_left -= len(members)
        if self._members_left < 0:
            allowed = self._limits.members
            raise errors.too_many_members(filename, members=len(members), allowed=allowed)
        total = sum(info.file_size for info in members)
        self._bytes_left -= total
        disproportionate = total > UNSUSPICIOUS and total > self._limits.compression_ratio * size
        if self._bytes_left < 0 or disproportionate:
            raise errors.archive_bomb(filename)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, depth: int
    ) -> Iterator[Member]:
        name = info.filename.replace("\\", "/")
        try:
            content = _content(archive, info, self._limits)
            if not _is_plain_archive(content):
                yield name, content
            elif depth >= DEEPEST:
                yield name, errors.nested_too_deep(name)
            else:
                for inner, part in self.archive(content, name, depth=depth + 1):
                    yield f"{name}/{inner}", part
        except UnreadableDocument as error:
            yield name, error


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_litter(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return info.is_dir() or "__MACOSX" in path.parts or path.name.casefold() in LITTER


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    name = info.filename.replace("\\", "/")
    path = PurePosixPath(name)
    is_link = (info.external_attr >> 16) & 0o170000 == SYMBOLIC_LINK
    if is_link or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise errors.unsafe_path(name)
    if info.flag_bits & 1:
        raise errors.encrypted(name)
    if info.file_size > limits.bytes:
        raise errors.too_large(name, size=info.file_size, allowed=limits.bytes)
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except Exception as error:  # zipfile and zlib let many kinds escape on damaged data
        raise errors.broken(name, "Datei im ZIP-Archiv") from error
    if len(content) > info.file_size:
        raise errors.archive_bomb(name)
    return content


def _is_plain_archive(content: bytes) -> bool:
    """A ZIP that is no office document."""
    if not is_zip(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except Exception:
        return False  # parsing it will say what is wrong
    return not names & {"[Content_Types].xml", "mimetype"}
