"""Everything in one file, readable by both databases: growth from SQLite to PostgreSQL is a
backup and a restore.

The file is a gzipped tar: ``manifest.json`` (versions, counts, checksums), ``data/<model>.jsonl``
and ``files/…``. Sessions, rates and finished task results are left out: they are of no use
elsewhere.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused

FORMAT = 1
LEFT_OUT = {
    "contenttypes.contenttype",
    "auth.permission",
    "sessions.session",
    "core.ratewindow",
    "django_tasks_db.dbtaskresult",
}
BATCH = 500


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
            lines, count = _serialize(model)
            _add(archive, f"data/{model._meta.label_lower}.jsonl", lines)
            manifest["models"][model._meta.label_lower] = count
        for path in _files():
            name = path.relative_to(settings.MEDIA_ROOT).as_posix()
            content = path.read_bytes()
            manifest["files"][name] = hashlib.sha256(content).hexdigest()
            _add(archive, f"files/{name}", content)
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
            manifest = json.loads(_member(archive, "manifest.json"))
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
    files = {name: _member(archive, f"files/{name}") for name in manifest["files"]}
    for name, checksum in manifest["files"].items():
        if hashlib.sha256(files[name]).hexdigest() != checksum:
            raise ValueError(f"Prüfsumme von {name} stimmt nicht")
    with transaction.atomic():
        _empty()
        for model in _models():
            _load(model, _member(archive, f"data/{model._meta.label_lower}.jsonl"), manifest)
        _reset_sequences()
    for name, content in files.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {**manifest["models"], "files": len(files)}


def _models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label_lower not in LEFT_OUT
    ]


def _serialize(model: type[models.Model]) -> tuple[bytes, int]:
    # Tables between many-to-many sides are dumped as models of their own.
    fields = [field.name for field in model._meta.local_fields]
    rows = model._default_manager.order_by("pk").iterator(chunk_size=BATCH)
    buffer = io.StringIO()
    serializers.serialize("jsonl", rows, fields=fields, stream=buffer, ensure_ascii=False)
    content = buffer.getvalue().encode()
    return content, content.count(b"\n")


def _load(model: type[models.Model], content: bytes, manifest: dict[str, Any]) -> None:
    count = 0
    for batch in _batches(serializers.deserialize("jsonl", io.StringIO(content.decode()))):
        model._base_manager.bulk_create([row.object for row in batch])
        count += len(batch)
    if count != manifest["models"][model._meta.label_lower]:
        raise ValueError(f"{model._meta.label_lower}: Anzahl stimmt nicht")


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _empty() -> None:
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


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    handle = archive.extractfile(name)
    if handle is None:
        raise KeyError(name)
    return handle.read()


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent state, whatever is written meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
