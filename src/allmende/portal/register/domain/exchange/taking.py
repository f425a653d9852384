"""Taking the chosen entries over, one transaction each."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.domain import audit, jobs
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules, tasks
from allmende.portal.register.domain import record, snapshot, use_cases
from allmende.portal.register.domain.exchange import imports, provenance
from allmende.portal.register.domain.formats.found import NAMES
from allmende.portal.register.enums import ImportState, RowState, State
from allmende.portal.register.models import Goal, ImportRow, RegisterImport, UseCase

AT_ONCE = 200  # more rows become a job
NOTHING = "Es ist kein Eintrag ausgewählt. Kreuzen Sie an, was übernommen werden soll."
OVER = "Dieser Import ist schon übernommen, verworfen oder zurückgenommen."


def choosable(batch: RegisterImport) -> QuerySet[ImportRow]:
    """Rows without a problem."""
    return batch.rows.filter(problems=[])


@transaction.atomic
def take(batch: RegisterImport, *, rows: Collection[int], by: Member) -> RegisterImport:
    """Take over the rows with these numbers; many of them in the background."""
    require(rules.may_manage, by, batch.organisation_id)
    chosen = choosable(batch).filter(pk__in=rows, state=RowState.READ)
    count = chosen.count()
    if not count:
        raise Refused(NOTHING)
    waiting = RegisterImport.objects.filter(pk=batch.pk, state=ImportState.PREVIEW)
    if not waiting.update(state=ImportState.RUNNING, taken_at=timezone.now()):
        raise Refused(OVER)
    chosen.update(state=RowState.CHOSEN)
    batch.refresh_from_db()
    if count > AT_ONCE:
        batch.job = jobs.start(
            tasks.run_import,
            str(batch.pk),
            title=f"Anwendungsfälle aus „{batch.filename}“ übernehmen"[:200],
            by=by,
            unit="Einträgen",
            total=count,
            url=reverse("register-import", args=[batch.pk]),
        )
        batch.save(update_fields=["job"])
    else:
        run(batch, by=by)
    return batch


def run(
    batch: RegisterImport, *, by: Member | None = None, progress: jobs.Reporter | None = None
) -> None:
    """Safe to run again: what is done is skipped."""
    member = by or batch.started_by
    if member is None:
        raise Refused("Wer den Import begonnen hat, gehört nicht mehr zur Organisation.")
    total = batch.rows.exclude(state=RowState.READ).count()
    waiting = list(batch.rows.filter(state=RowState.CHOSEN))
    for row in waiting:
        _take(batch, row, member)
        if progress:
            progress.at(batch.rows.exclude(state__in=_OPEN).count(), total)
    finish(batch, by=member)


_OPEN = (RowState.READ, RowState.CHOSEN)


def finish(batch: RegisterImport, *, by: Member | None) -> None:
    """Also where somebody has stopped it: what is not taken yet is named as such."""
    batch.rows.filter(state=RowState.CHOSEN).update(
        state=RowState.FAILED, message="Abgebrochen, bevor dieser Eintrag an der Reihe war."
    )
    RegisterImport.objects.filter(pk=batch.pk).update(state=ImportState.DONE)
    batch.refresh_from_db()
    done = batch.rows.filter(state__in=[RowState.CREATED, RowState.UPDATED]).count()
    audit.record("register.imported", by=by, about=batch, details={"entries": done})


def _take(batch: RegisterImport, row: ImportRow, by: Member) -> None:
    try:
        with transaction.atomic():
            existing = imports.existing_for(batch, [row]).get(row.key) if row.key else None
            if existing:
                _update(batch, row, existing, by)
            else:
                _create(batch, row, by)
    except Refused as refused:
        row.state, row.message = RowState.FAILED, str(refused)[:300]
    row.save()


def _create(batch: RegisterImport, row: ImportRow, by: Member) -> None:
    case = use_cases.create(
        batch.organisation, values=_values(batch, row) | {"import_key": row.key}, by=by
    )
    Goal.objects.bulk_create(
        Goal(use_case=case, position=position, **goal) for position, goal in enumerate(_goals(row))
    )
    UseCase.objects.filter(pk=case.pk).update(origin_note=provenance.note(batch, row, case))
    row.use_case, row.revision, row.state = case, case.revision, RowState.CREATED


def _update(batch: RegisterImport, row: ImportRow, case: UseCase, by: Member) -> None:
    if case.state != State.IDEA:
        label = State(case.state).label
        raise Refused(imports.FIXED.format(reference=case.reference, state=label))
    row.before = snapshot.of_record(case) | {
        "office_id": case.office_id,
        "origin_note": case.origin_note,
    }
    # What the file leaves empty overwrites nothing.
    filled = {k: v for k, v in _values(batch, row).items() if v not in (None, "", [])}
    use_cases.change(case, values=filled, revision=case.revision, by=by)
    if row.snapshot["goals"] and row.snapshot["goals"] != row.before["goals"]:
        use_cases.change_goals(case, goals=_goals(row), revision=case.revision, by=by)
    if case.import_key == row.key:  # otherwise it is our own entry coming back
        note = provenance.note(batch, row, case)
        UseCase.objects.filter(pk=case.pk).update(origin_note=note)
    row.use_case, row.revision, row.state = case, case.revision, RowState.UPDATED


def _values(batch: RegisterImport, row: ImportRow) -> dict[str, Any]:
    """As the model takes them; an office of that name is found, none is made."""
    raw = row.snapshot["record"]
    values = {name: record.field(name).to_python(raw[name]) for name in NAMES}
    name = row.snapshot.get("office", "")
    offices = organisations.offices_of(batch.organisation)
    return values | {"office": offices.filter(name__iexact=name).first() if name else None}


def _goals(row: ImportRow) -> list[dict[str, Any]]:
    goals: list[Mapping[str, Any]] = row.snapshot["goals"]
    kind = Goal._meta.get_field("measured_on")
    return [{**goal, "measured_on": kind.to_python(goal["measured_on"])} for goal in goals]
