"""Where an imported entry came from, kept with it; and its foreign fields on the way out."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from allmende.portal.register.domain import snapshot
from allmende.portal.register.domain.formats import atrs, carrying, dutch, table
from allmende.portal.register.models import ImportRow, RegisterImport, UseCase

# What only the source can say of itself: in an export, ours stands there.
OURS = {
    "dutch": {"organization", "status"},
    "atrs": {"organisation", "phase", "team"},
}


def note(batch: RegisterImport, row: ImportRow, case: UseCase) -> dict[str, Any]:
    """``origin_note`` of the use case; ``import_rest`` is what our fields cannot hold."""
    source = row.snapshot.get("organisation") or {}
    found: dict[str, Any] = {
        "kind": batch.format,
        "title": row.title,
        "organisation": str(source.get("name") or source.get("slug") or ""),
        "state": str(row.snapshot.get("state") or ""),
        "source_id": row.key.partition(":")[2],
        "filename": batch.filename,
        "on": timezone.localdate().isoformat(),
    }
    case.refresh_from_db()
    if rest := _rest(batch.format, row.original, case):
        found["import_rest"] = rest
    if batch.package:
        found |= _package(batch.package, row)
    return found


def _rest(kind: str, original: Mapping[str, Any], case: UseCase) -> dict[str, Any]:
    if kind == "table":
        return table.unknown_cells(original)
    written = foreign(kind, case)
    return carrying.rest_of(original, written) if written else {}


def foreign(kind: str, case: UseCase) -> dict[str, Any]:
    """The plain foreign form of our entry as it stands now."""
    data, key = snapshot.of_record(case), str(case.pk)
    if kind == "dutch":
        return dutch.write(data, source_id=key)
    return atrs.write(data, source_id=key) if kind == "atrs" else {}


def rest_for(kind: str, case: UseCase) -> dict[str, Any] | None:
    """What an export in that format puts in again; None where the entry came another way."""
    origin = case.origin_note or {}
    rest = origin.get("import_rest")
    if origin.get("kind") != kind or not isinstance(rest, Mapping):
        return None
    return _without(rest, OURS.get(kind, set()))


def _without(rest: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    theirs = {key: value for key, value in rest.get("theirs", {}).items() if key not in names}
    inside = {key: _without(value, names) for key, value in rest.get("inside", {}).items()}
    return {**rest, "theirs": theirs, "inside": inside}


def _package(package: Mapping[str, Any], row: ImportRow) -> dict[str, Any]:
    names = ("installation", "fingerprint", "rules_version", "license")
    entry = row.original
    return {name: package.get(name, "") for name in names} | {
        "entry": str(entry.get("entry", "")),
        "version": entry.get("version"),
        "evidence": row.snapshot.get("evidence", []),
    }
