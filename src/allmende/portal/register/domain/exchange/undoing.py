"""The way back from an import, for a day and as far as nobody has touched its entries."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import record, use_cases
from allmende.portal.register.domain.exchange.taking import OVER
from allmende.portal.register.domain.formats.found import NAMES
from allmende.portal.register.enums import ImportState, RowState
from allmende.portal.register.models import Goal, ImportRow, RegisterImport, UseCase

UNDO_TIME = timedelta(hours=24)
CHANGED_SINCE = "Inzwischen von jemandem geändert; bleibt, wie es ist."


def may_undo(batch: RegisterImport) -> bool:
    if batch.state != ImportState.DONE or batch.taken_at is None:
        return False
    return timezone.now() - batch.taken_at < UNDO_TIME


@transaction.atomic
def undo(batch: RegisterImport, *, by: Member) -> tuple[int, int]:
    """Take back what nobody has touched since; returns how many went and how many stay."""
    require(rules.may_manage, by, batch.organisation_id)
    if not may_undo(batch):
        raise Refused("Ein Import lässt sich nur 24 Stunden lang zurücknehmen.")
    if not RegisterImport.objects.filter(pk=batch.pk, state=ImportState.DONE).update(
        state=ImportState.UNDONE, undone_at=timezone.now()
    ):
        raise Refused(OVER)
    taken = batch.rows.filter(state__in=[RowState.CREATED, RowState.UPDATED])
    gone = stays = 0
    for row in taken.select_related("use_case"):
        if _is_untouched(row):
            _undo(row, by)
            gone += 1
        else:
            row.message = CHANGED_SINCE
            stays += row.use_case_id is not None
        row.save()
    batch.refresh_from_db()
    details = {"undone": gone, "kept": stays}
    audit.record("register.import_undone", by=by, about=batch, details=details)
    return gone, stays


def _is_untouched(row: ImportRow) -> bool:
    """Nobody has written to it since, and nothing hangs on it but its goals."""
    case = row.use_case
    if case is None or case.revision != row.revision:
        return False
    if row.state == RowState.UPDATED:
        return True
    used = (
        relation.related_model._base_manager.filter(**{relation.field.name: case}).exists()
        for relation in UseCase._meta.related_objects
        if relation.related_model not in (Goal, ImportRow)
    )
    return not any(used)


def _undo(row: ImportRow, by: Member) -> None:
    case = row.use_case
    assert case is not None  # noqa: S101 -- _is_untouched has looked
    if row.state == RowState.CREATED:
        audit.record("register.import_removed", by=by, about=case)
        case.delete()
        row.use_case = None
    else:
        _put_back(case, row.before or {}, by)
    row.state = RowState.UNDONE


def _put_back(case: UseCase, before: dict[str, Any], by: Member) -> None:
    raw = before["record"]
    values = {name: record.field(name).to_python(raw[name]) for name in NAMES}
    office = organisations.offices_of(case.organisation).filter(pk=before["office_id"]).first()
    use_cases.change(case, values=values | {"office": office}, revision=case.revision, by=by)
    kind = Goal._meta.get_field("measured_on")
    goals = [{**one, "measured_on": kind.to_python(one["measured_on"])} for one in before["goals"]]
    use_cases.change_goals(case, goals=goals, revision=case.revision, by=by)
    UseCase.objects.filter(pk=case.pk).update(origin_note=before["origin_note"])
