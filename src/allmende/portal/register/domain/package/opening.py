"""A package from elsewhere: every check before anything of it is believed."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.exchange.checking import checked, storable
from allmende.portal.register.domain.formats import own_json
from allmende.portal.register.domain.formats.found import Found
from allmende.portal.register.domain.package import keys
from allmende.portal.register.domain.package.writing import (
    FORMAT,
    KIND,
    LARGEST_INSIDE,
    MANIFEST,
    MOST_ENTRIES,
    SIGNATURE,
)

LARGEST_MANIFEST = 5_000_000
MOST_FILES = 2_000
CHUNK = 1_000_000
BROKEN = (
    "Das Paket ist unvollständig oder beschädigt. Es wurde nichts übernommen. Lassen Sie es sich "
    "noch einmal schicken."
)
WRONG_SIGNATURE = (
    "Die Unterschrift des Pakets stimmt nicht: Es wurde nach dem Ausstellen verändert. Es wurde "
    "nichts übernommen. Lassen Sie es sich auf einem sicheren Weg noch einmal schicken."
)
NEWER = (
    "Das Paket stammt aus einer neueren Version von Allmende. Aktualisieren Sie Ihre Installation "
    "und lesen Sie es dann ein."
)
OLDER_RULES = (
    "Das Paket wurde mit einem älteren Stand der Regeln ({version}) erstellt. Einstufung und "
    "Pflichten werden bei Ihnen ohnehin neu ermittelt."
)


class WrongPackage(Exception):
    """The message says what is wrong; ``is_forged``: signature or checksum."""

    def __init__(self, sentence: str, *, is_forged: bool = False) -> None:
        super().__init__(sentence)
        self.is_forged = is_forged


@dataclass(frozen=True, slots=True)
class Package:
    """Whole and unchanged; whether its key is trusted is the next question."""

    installation: str
    key: str
    fingerprint: str
    rules_version: str
    license: str
    created: str
    found: tuple[Found, ...]
    notes: tuple[str, ...]


def is_package(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def opened(content: bytes) -> Package:
    """Raises WrongPackage. Checks in this order: size, signature, version, checksums, entries."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            raw = _read(archive, MANIFEST, LARGEST_MANIFEST)
            manifest = _signed(raw, _read(archive, SIGNATURE, 200))
            files = _files(archive, manifest)
            return _package(manifest, files)
    except WrongPackage:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise WrongPackage(BROKEN) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongPackage(BROKEN) from error


def _signed(raw: bytes, signature: bytes) -> Mapping[str, Any]:
    manifest = storable(json.loads(raw))
    if not isinstance(manifest, Mapping) or manifest.get("kind") != KIND:
        raise WrongPackage("Diese ZIP-Datei ist kein Paket von Allmende.")
    if not keys.is_signed(raw, signature, str(manifest.get("key"))):
        raise WrongPackage(WRONG_SIGNATURE, is_forged=True)
    if manifest.get("format") != FORMAT:
        raise WrongPackage(NEWER)
    return manifest


def _files(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """Exactly the files that the signed manifest names, with the bytes it names."""
    named = [*manifest["entries"], *(one for one in manifest["evidence"] if one["path"])]
    wanted = {str(one["path"]): str(one["sha256"]) for one in named}
    if len(manifest["entries"]) > MOST_ENTRIES or len(wanted) > MOST_FILES:
        raise WrongPackage(f"Das Paket hat mehr als {MOST_ENTRIES} Einträge oder zu viele Dateien.")
    names = archive.namelist()
    if sorted(names) != sorted({MANIFEST, SIGNATURE, *wanted}):
        raise WrongPackage(BROKEN, is_forged=True)
    files: dict[str, bytes] = {}
    left = LARGEST_INSIDE
    for path, sha256 in wanted.items():
        content = _read(archive, path, left)
        left -= len(content)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WrongPackage(
                f"Die Prüfsumme von „{path[:80]}“ stimmt nicht: Die Datei wurde verändert. Es "
                "wurde nichts übernommen. Lassen Sie sich das Paket noch einmal schicken.",
                is_forged=True,
            )
        if path.startswith("entries/"):
            files[path] = content
    return files


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """What a file says of its size is not believed."""
    parts, size = [], 0
    with archive.open(name) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise WrongPackage("Das Paket ist ausgepackt zu groß. Es wurde nichts übernommen.")
            parts.append(chunk)
    return b"".join(parts)


def _package(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Package:
    version = str(manifest["rules_version"])
    notes = [OLDER_RULES.format(version=version[:10])] if assessing.is_older(version) else []
    key = str(manifest["key"])
    return Package(
        installation=str(manifest["installation"])[:150],
        key=key,
        fingerprint=keys.fingerprint(key),
        rules_version=version[:40],
        license=str(manifest["license"])[:60],
        created=str(manifest["created"])[:40],
        found=tuple(
            _found(one, files[str(one["path"])], f"Eintrag {number}")
            for number, one in enumerate(manifest["entries"], 1)
        ),
        notes=tuple(notes),
    )


def _found(entry: Mapping[str, Any], content: bytes, place: str) -> Found:
    data = storable(json.loads(content))
    (found,) = own_json.read(
        own_json.write([{"id": str(entry["entry"]), "data": data}]),
    )
    about = {"entry": str(entry["entry"]), "version": entry["version"]}
    return checked(
        Found(place, found.snapshot, found.source_id, problems=found.problems, original=about)
    )
