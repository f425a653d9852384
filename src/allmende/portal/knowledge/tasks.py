"""Background work. Tasks take primitives, fetch and delegate."""

# ruff: noqa: PLC0415 -- the domain enqueues these tasks, so it can only be imported inside

from django.tasks import task

from allmende.portal.core.domain import jobs


@task()
def run_import(job_id: str, import_id: int) -> None:
    from allmende.portal.knowledge.domain import importing

    if not jobs.is_wanted(job_id):
        importing.abandon(import_id)
        return
    with jobs.running(job_id) as progress:
        importing.run(import_id, progress)


@task(priority=-10)  # somebody waits for an import, nobody for this
def run_embedding(job_id: str, collection_id: int) -> None:
    from allmende.portal.knowledge.domain import embedding

    if not jobs.is_wanted(job_id):
        return
    with jobs.running(job_id) as progress:
        embedding.run(collection_id, progress)
