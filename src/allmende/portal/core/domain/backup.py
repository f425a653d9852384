"""Everything in one file, readable by both databases: growth from SQLite to PostgreSQL is a
backup and a restore.

The file is a gzipped tar: ``manifest.json`` (versions, counts, checksums), ``data/<model>.jsonl``
and ``files/…``. Sessions, rates and finished task results are left out: they are of no use
elsewhere.
"""

import hashlib
import io
import itertools
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import SearchEntry

FORMAT = 1
LEFT_OUT = {
    "contenttypes.contenttype",
    "auth.permission",
    "sessions.session",
    "core.cacheentry",
    "core.ratewindow",
    "core.searchentry",  # built anew from what it finds
    "core.searchpart",
    "core.searchterm",
    "core.searchword",
    "django_tasks_db.dbtaskresult",
}
BATCH = 500


class ExactEncoder(DjangoJSONEncoder):
    """Django's own encoder cuts times to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write(target: Path) -> dict[str, int]:
    """Write the backup; returns how many objects of each model and how many files it holds."""
    partial = target.with_name(target.name + ".part")
    with tarfile.open(partial, "w:gz", compresslevel=3) as archive, _snapshot():
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "created": timezone.now().isoformat(),
            "migrations": _migrations(),
            "models": {},
            "files": {},
        }
        for model in _models():
            manifest["models"][model._meta.label_lower] = _write_rows(archive, model)
        for path in _files():
            name = path.relative_to(settings.MEDIA_ROOT).as_posix()
            archive.add(path, f"files/{name}", filter=_anonymous)
            manifest["files"][name] = _checksum(path)
        _add(archive, "manifest.json", json.dumps(manifest).encode())
    partial.replace(target)  # a backup that broke off never looks like a whole one
    return {**manifest["models"], "files": len(manifest["files"])}


def read(source: Path, *, replace: bool = False) -> dict[str, int]:
    """Bring everything back; all or nothing in the database.

    Raises Refused where the file is broken or of another version, or where the database
    already holds organisations and ``replace`` is not set.
    """
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = json.loads(_member(archive, "manifest.json").read())
            _check(manifest)
            return _restore(archive, manifest, replace=replace)
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError) as error:
        raise Refused(
            f"„{source.name}“ ist keine vollständige Sicherung von Allmende ({error}). "
            "Es wurde nichts verändert."
        ) from error


def _restore(
    archive: tarfile.TarFile, manifest: dict[str, Any], *, replace: bool
) -> dict[str, int]:
    if apps.get_model("organisations", "Organisation").objects.exists() and not replace:
        raise Refused(
            "Die Datenbank ist nicht leer. Mit --replace wird alles Vorhandene gelöscht und "
            "durch die Sicherung ersetzt."
        )
    for name, checksum in manifest["files"].items():
        _restore_file(archive, name, checksum)
    with transaction.atomic():
        _empty()
        for model in _models():
            _load(archive, model, manifest["models"][model._meta.label_lower])
        _reset_sequences()
    return {**manifest["models"], "files": len(manifest["files"])}


def _restore_file(archive: tarfile.TarFile, name: str, checksum: str) -> None:
    """Files are named by their content, so writing one never harms what is there."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"unerlaubter Dateiname {name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    with _member(archive, f"files/{name}") as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target)
    if _checksum(partial) != checksum:
        partial.unlink()
        raise ValueError(f"Prüfsumme von {name} stimmt nicht")
    partial.replace(path)


def _models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label_lower not in LEFT_OUT
    ]


def _write_rows(archive: tarfile.TarFile, model: type[models.Model]) -> int:
    rows = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    fields = [field.name for field in model._meta.local_fields]
    count = 0
    with tempfile.TemporaryFile("w+b") as spool:
        for batch in itertools.batched(rows, BATCH):
            text = serializers.serialize(
                "jsonl", batch, fields=fields, ensure_ascii=False, cls=ExactEncoder
            )
            spool.write(text.encode())
            count += len(batch)
        info = tarfile.TarInfo(f"data/{model._meta.label_lower}.jsonl")
        info.size = spool.tell()
        info.mode = 0o600
        spool.seek(0)
        archive.addfile(info, spool)
    return count


def _load(archive: tarfile.TarFile, model: type[models.Model], expected: int) -> None:
    count = 0
    with _member(archive, f"data/{model._meta.label_lower}.jsonl") as handle:
        lines = io.TextIOWrapper(handle, encoding="utf-8")
        for row in serializers.deserialize("jsonl", lines):
            row.save(save_m2m=False, force_insert=True)  # raw: keeps times as they were
            count += 1
    if count != expected:
        raise ValueError(f"{model._meta.label_lower}: {count} statt {expected} Datensätze")


def _empty() -> None:
    SearchEntry.objects.all().delete()  # they point at what is deleted next
    for model in reversed(_models()):
        model._base_manager.all()._raw_delete(model._base_manager.db)


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _check(manifest: dict[str, Any]) -> None:
    if manifest["format"] != FORMAT or manifest["migrations"] != _migrations():
        raise Refused(
            "Die Sicherung stammt aus einer anderen Version von Allmende. Spielen Sie sie mit "
            "der Version zurück, die sie geschrieben hat, und aktualisieren Sie danach."
        )


def _migrations() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def _files() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    info.mode = 0o600
    archive.addfile(info, io.BytesIO(content))


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    handle = archive.extractfile(name)
    if handle is None:
        raise KeyError(name)
    return handle


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent state, whatever is written meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
