"""An import from its file to the preview. Nothing is written into the register here."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.exchange import reading
from allmende.portal.register.domain.formats.found import Found, NotThisFormat
from allmende.portal.register.enums import ImportState, RowState, State
from allmende.portal.register.models import ImportRow, RegisterImport, UseCase

KEPT = timedelta(days=30)
TWICE = "Dieselbe Kennung steht schon in {place}. Lassen Sie nur einen der beiden Einträge stehen."
FIXED = (
    "{reference} steht schon im Register ({state}) und wird durch einen Import nicht geändert. "
    "Bearbeiten Sie den Anwendungsfall dort."
)


def start(content: bytes, *, filename: str, by: Member) -> RegisterImport:
    """Read the file and keep what is in it for the preview. Raises Refused for the whole file."""
    require(rules.may_manage, by, by.organisation_id)
    try:
        read = reading.read(content)
    except NotThisFormat as wrong:
        raise Refused(str(wrong)) from wrong
    return keep(read, filename=filename, by=by)


@transaction.atomic
def keep(read: reading.Read, *, filename: str, by: Member, **fields: object) -> RegisterImport:
    batch = RegisterImport.objects.create(
        organisation=by.organisation,
        started_by=by,
        format=read.format,
        filename=shortened(filename),
        notes=list(read.notes),
        columns=list(read.columns),
        **fields,
    )
    fill(batch, read.found)
    audit.record(
        "register.import_read",
        by=by,
        about=batch,
        details={"entries": len(read.found), "format": read.format},
    )
    return batch


def fill(batch: RegisterImport, found: Sequence[Found]) -> None:
    rows = [_row(batch, position, one) for position, one in enumerate(found, 1)]
    _mark_doubles(rows)
    existing = existing_for(batch, rows)
    for row in rows:
        case = existing.get(row.key)
        if case and case.state != State.IDEA:
            label = State(case.state).label
            row.problems.append(FIXED.format(reference=case.reference, state=label))
    ImportRow.objects.bulk_create(rows, batch_size=200)


def own(member: Member) -> QuerySet[RegisterImport]:
    found = RegisterImport.objects.filter(organisation_id=member.organisation_id)
    return found.select_related("started_by__user", "job", "organisation")


def one(member: Member, pk: UUID) -> RegisterImport | None:
    return own(member).filter(pk=pk).first()


def existing_for(batch: RegisterImport, rows: Iterable[ImportRow]) -> dict[str, UseCase]:
    """Entries of our register that the rows are about, by the key of the row."""
    mine = UseCase.objects.filter(organisation_id=batch.organisation_id).select_related(
        "office", "organisation"
    )
    keys = {row.key for row in rows if row.key}
    found = {case.import_key: case for case in mine.filter(import_key__in=keys)}
    prefix = f"table:{batch.organisation.slug}/KI-"
    numbers = {
        int(digits): key
        for key in keys - set(found)
        if (digits := key.removeprefix(prefix)).isdecimal() and len(digits) < 9
    }
    found |= {numbers[case.number]: case for case in mine.filter(number__in=numbers)}
    ids = {
        pk: key
        for key in keys - set(found)
        if key.startswith("json:") and (pk := _uuid(key.removeprefix("json:")))
    }
    return found | {ids[case.pk]: case for case in mine.filter(pk__in=ids)}


@transaction.atomic
def discard(batch: RegisterImport, *, by: Member) -> None:
    """Throw the preview away; nothing has been taken over."""
    require(rules.may_manage, by, batch.organisation_id)
    waiting = RegisterImport.objects.filter(
        pk=batch.pk, state__in=[ImportState.PREVIEW, ImportState.UNKNOWN_KEY]
    )
    if not waiting.update(state=ImportState.DISCARDED):
        raise Refused("Dieser Import ist schon übernommen oder verworfen.")
    batch.rows.all().delete()
    audit.record("register.import_discarded", by=by, about=batch)


def forget_expired() -> int:
    """Previews and results of imports are deleted after 30 days; the entries stay."""
    old = RegisterImport.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.exclude(state=ImportState.RUNNING).delete()[0]


def shortened(filename: str) -> str:
    name = PurePosixPath(filename.replace("\\", "/")).name
    return ("".join(sign for sign in name if sign.isprintable()).strip() or "Datei")[:200]


def _row(batch: RegisterImport, position: int, found: Found) -> ImportRow:
    return ImportRow(
        batch=batch,
        position=position,
        place=found.place,
        title=found.title[:150],
        key=f"{batch.format}:{found.source_id}"[:200] if found.source_id else "",
        snapshot=found.snapshot,
        original=dict(found.original),
        problems=list(found.problems),
        notes=list(found.notes),
        state=RowState.READ,
    )


def _mark_doubles(rows: Sequence[ImportRow]) -> None:
    places: dict[str, str] = {}
    for row in rows:
        if row.key and row.key in places:
            row.problems.append(TWICE.format(place=places[row.key]))
        elif row.key:
            places[row.key] = row.place


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
