"""Long imports: run by a worker, with progress, stopped where somebody asks."""

from uuid import UUID

from allmende.portal.core.domain import jobs
from allmende.portal.register.domain.exchange import taking
from allmende.portal.register.enums import ImportState, RowState
from allmende.portal.register.models import RegisterImport


def run(pk: UUID, progress: jobs.Reporter) -> None:
    batch = _batch(pk)
    if batch is None or batch.state != ImportState.RUNNING:
        return
    try:
        taking.run(batch, progress=progress)
    except jobs.Cancelled:
        taking.finish(batch, by=batch.started_by)
        raise
    taken = batch.rows.filter(state__in=[RowState.CREATED, RowState.UPDATED]).count()
    progress.result(f"{taken} Einträge übernommen.")


def abandon(pk: UUID) -> None:
    """The job was cancelled before a worker took it."""
    batch = _batch(pk)
    if batch and batch.state == ImportState.RUNNING:
        taking.finish(batch, by=batch.started_by)


def _batch(pk: UUID) -> RegisterImport | None:
    return (
        RegisterImport.objects.filter(pk=pk)
        .select_related("organisation", "started_by__organisation", "started_by__user")
        .first()
    )
