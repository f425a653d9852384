"""A register that was uploaded: what is in it, and what its columns mean."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from allmende.engines.tours.inventory.guessing import Assignment, guess
from allmende.engines.tours.inventory.kinds import kind_of
from allmende.engines.tours.inventory.reading import read_register
from allmende.engines.tours.inventory.records import Reading, records
from allmende.engines.tours.inventory.table import LARGEST, BadRegister, Table
from allmende.portal.core.domain import audit, stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.enums import ImportState
from allmende.portal.tours.models import Depot, SiteImport
from allmende.portal.tours.rules import may_plan

FOLDER = "tours/registers"
KEPT = timedelta(days=7)
GONE = "Die hochgeladene Datei ist nicht mehr da. Laden Sie sie noch einmal hoch."


def upload(organisation: Organisation, *, file: File[Any], by: Member) -> SiteImport:
    """Keep a register that can be read, with guesses what its columns mean."""
    require(may_plan, by)
    name = Path(str(file.name or "Datei")).name[:200]
    if file.size > LARGEST:
        raise Refused(
            f"Die Datei ist mit {file.size // 1_000_000} MB zu groß; möglich sind "
            f"{LARGEST // 1_000_000} MB. Teilen Sie sie auf."
        )
    table = _read(file.read())
    stored = stored_files.store(file, folder=FOLDER)
    _forget_old(organisation)
    with transaction.atomic():
        new = SiteImport.objects.create(
            organisation=organisation,
            file=stored.name,
            file_name=name,
            columns=guess(table),
            kind=kind_of(name),
        )
        audit.record("tours.setup_added", by=by, about=new)
    return new


@transaction.atomic
def assign(
    one: SiteImport, *, columns: dict[str, str], kind: str, epsg: int | None, by: Member
) -> SiteImport:
    """What the columns mean, as a person has said."""
    require(may_plan, by)
    if one.state != ImportState.NEW:
        raise Refused("Diese Datei ist schon eingelesen. Laden Sie sie noch einmal hoch.")
    one.columns = {field: name for field, name in columns.items() if name}
    one.kind, one.epsg = kind, epsg
    one.save(update_fields=["columns", "kind", "epsg"])
    audit.record("tours.setup_changed", by=by, about=one)
    return one


def table_of(one: SiteImport) -> Table:
    """Raises ``Refused``."""
    try:
        with default_storage.open(one.file) as file:
            return _read(file.read())
    except OSError as error:
        raise Refused(GONE) from error


def reading_of(one: SiteImport, table: Table) -> Reading:
    """The sites and the problems of the register, as its columns are understood now."""
    assignment = Assignment(one.columns, one.kind, one.epsg)
    return records(table, assignment, near=_near(one.organisation))


def forget_file(one: SiteImport) -> None:
    stored_files.remove_unreferenced([one.file], referenced=_referenced, grace=0)


def _forget_old(organisation: Organisation) -> None:
    """Registers that somebody has looked at and never taken."""
    old = SiteImport.objects.filter(
        organisation=organisation,
        state=ImportState.NEW,
        uploaded_at__lt=timezone.now() - KEPT,
    )
    files = list(old.values_list("file", flat=True))
    old.delete()
    stored_files.remove_unreferenced(files, referenced=_referenced, grace=0)


def _read(content: bytes) -> Table:
    try:
        return read_register(content)
    except BadRegister as problem:
        raise Refused(problem.message) from problem


def _near(organisation: Organisation) -> tuple[float, float] | None:
    """Somewhere in the town."""
    network = networks.network_of(organisation)
    if network and network.bounds:
        west, south, east, north = network.bounds
        return (west + east) / 2, (south + north) / 2
    depot = Depot.objects.filter(organisation=organisation).first()
    return (depot.lon, depot.lat) if depot else None


def _referenced(names: set[str]) -> set[str]:
    waiting = SiteImport.objects.filter(
        file__in=names, state__in=[ImportState.NEW, ImportState.RUNNING]
    )
    return set(waiting.values_list("file", flat=True))
