"""Sites from a register or from the map: all of them in one transaction, and back again."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from allmende.engines.tours.inventory.records import Reading, Record
from allmende.engines.tours.network.objects import Kind
from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.jobs import Reporter
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import tasks
from allmende.portal.tours.domain.setup import green, queries, registers, snapping
from allmende.portal.tours.enums import ImportState, SiteKind
from allmende.portal.tours.models import Site, SiteImport
from allmende.portal.tours.rules import may_plan

AT_ONCE = 2000  # rows; more of them are read by the worker
BATCH = 500
PLACE = ("lon", "lat", "street", "snapped_metres", "is_reachable")
KNOWN = ("name", "geometry", "square_metres", "details", "note", "source", "batch", *PLACE)
NOTHING = (
    "Keine Zeile lässt sich übernehmen. Ordnen Sie die Spalten anders zu oder berichtigen Sie die "
    "Datei."
)
FROM_MAP = "Karte (OpenStreetMap)"


def take(one: SiteImport, *, by: Member) -> SiteImport:
    """Make sites of all rows without problems; large registers are left to the worker."""
    require(may_plan, by)
    claimed = SiteImport.objects.filter(pk=one.pk, state=ImportState.NEW)
    table = registers.table_of(one)
    reading = registers.reading_of(one, table)
    if not reading.records:
        raise Refused(NOTHING)
    with transaction.atomic():
        if not claimed.update(state=ImportState.RUNNING):
            raise Refused("Diese Datei wird schon eingelesen. Laden Sie die Seite neu.")
        one.refresh_from_db()
        if len(table.rows) > AT_ONCE:
            _enqueue(one, by)
            return one
        _take_register(one, reading, by)
    registers.forget_file(one)
    return one


def run(import_id: str, progress: Reporter) -> None:
    """The worker's part. Twice does no harm: the second time there is nothing left to do."""
    one = SiteImport.objects.select_related("organisation", "job__started_by").get(pk=import_id)
    if one.state != ImportState.RUNNING:
        return
    progress.at(0, 1, "Zeilen lesen")
    try:
        with transaction.atomic():
            reading = registers.reading_of(one, registers.table_of(one))
            _take_register(one, reading, one.job.started_by if one.job else None)
    except Exception:
        abandon(import_id)
        raise
    registers.forget_file(one)
    progress.result(sentence(one), url=reverse("tours-import", args=[one.pk]))


def abandon(import_id: str) -> None:
    """It did not happen and can be started again."""
    SiteImport.objects.filter(pk=import_id, state=ImportState.RUNNING).update(state=ImportState.NEW)


def take_from_map(organisation: Organisation, *, kinds: Collection[Kind], by: Member) -> SiteImport:
    """Sites out of the town's own extract; a second time brings them up to date."""
    require(may_plan, by)
    found = green.records(organisation, green.of(organisation), kinds=kinds)
    if not found:
        raise Refused("Wählen Sie mindestens eine Art, von der etwas da ist.")
    if len(found) > green.MOST:
        raise Refused(f"Das sind {len(found)} Orte. Übernehmen Sie die Arten nacheinander.")
    with transaction.atomic():
        one = SiteImport.objects.create(organisation=organisation, file_name=FROM_MAP)
        _take(one, found, left_out=0, by=by)
    return one


@transaction.atomic
def undo(one: SiteImport, *, by: Member) -> None:
    """Take the last import back: new sites go, changed ones are as before."""
    require(may_plan, by)
    last = queries.last_import(one.organisation)
    SiteImport.objects.select_for_update().get(pk=one.pk)
    if last is None or last.pk != one.pk:
        raise Refused("Nur das letzte Einlesen lässt sich zurücknehmen.")
    before: dict[str, dict[str, Any]] = one.before
    mine = Site.objects.filter(organisation=one.organisation, batch=str(one.pk))
    mine.exclude(pk__in=before).delete()
    changed = list(mine.filter(pk__in=before))
    for site in changed:
        for name, value in before[str(site.pk)].items():
            setattr(site, name, value)
    Site.objects.bulk_update(changed, KNOWN, batch_size=BATCH)
    one.state, one.before = ImportState.UNDONE, {}
    one.save(update_fields=["state", "before"])
    audit.record("tours.sites_import_undone", by=by, about=one)


def sentence(one: SiteImport) -> str:
    """What came of it."""
    parts = [f"{one.created} neu", f"{one.updated} aktualisiert"]
    if one.left_out:
        parts.append(f"{one.left_out} Zeilen mit Fehlern ausgelassen")
    return f"Orte eingelesen: {', '.join(parts)}."


def _enqueue(one: SiteImport, by: Member) -> None:
    one.job = jobs.start(
        tasks.run_site_import,
        str(one.pk),
        title=f"Orte aus „{one.file_name}“ einlesen"[:200],
        by=by,
        url=reverse("tours-import", args=[one.pk]),
    )
    one.save(update_fields=["job"])


def _take_register(one: SiteImport, reading: Reading, by: Any) -> None:
    lines = {problem.line for problem in reading.problems}
    _take(one, reading.records, left_out=len(lines), by=by)


def _take(one: SiteImport, found: Sequence[Record], *, left_out: int, by: Any) -> None:
    """New sites and those that are known by kind and number; kept in one batch."""
    mine = Site.objects.filter(organisation=one.organisation)
    known = {(site.kind, site.number): site for site in mine.exclude(number="")}
    new, old = [], []
    for record in found:
        site = known.get((record.kind, record.number)) if record.number else None
        if site is None:
            new.append(_filled(Site(organisation=one.organisation), record, one))
        else:
            one.before[str(site.pk)] = {name: getattr(site, name) for name in KNOWN}
            old.append(_filled(site, record, one))
    snapping.snap_sites(one.organisation, [*new, *old])
    Site.objects.bulk_create(new, batch_size=BATCH)
    Site.objects.bulk_update(old, KNOWN, batch_size=BATCH)
    one.state, one.taken_at = ImportState.TAKEN, timezone.now()
    one.created, one.updated, one.left_out = len(new), len(old), left_out
    one.save()
    details = {"Neu": len(new), "Aktualisiert": len(old), "Ausgelassen": left_out}
    audit.record("tours.sites_imported", by=by, about=one, details=details)


def _filled(site: Site, record: Record, one: SiteImport) -> Site:
    """What a person has moved or noted stays where the register does not know better."""
    site.kind, site.number = record.kind, record.number
    site.name = record.name or _name(record)
    site.geometry, site.details = dict(record.geometry), dict(record.details)
    site.square_metres = record.square_metres or site.square_metres
    site.note = record.note or site.note
    site.source, site.batch = one.file_name[:150], str(one.pk)
    if not site.access_moved:
        site.lon, site.lat = record.lon, record.lat
    return site


def _name(record: Record) -> str:
    kind = SiteKind(record.kind).label
    return f"{kind} {record.number}" if record.number else f"{kind} aus Zeile {record.line}"
