"""Background work. Tasks take primitives, fetch and delegate."""

# ruff: noqa: PLC0415 -- the domain enqueues these tasks, so it can only be imported inside

from uuid import UUID

from django.tasks import task

from allmende.portal.core.domain import jobs


@task()
def run_import(job_id: str, import_id: str) -> None:
    from allmende.portal.register.domain.exchange import background

    wanted = jobs.is_wanted(job_id)
    if not wanted:
        background.abandon(UUID(import_id))
        return
    with jobs.running(job_id) as progress:
        background.run(UUID(import_id), progress)
