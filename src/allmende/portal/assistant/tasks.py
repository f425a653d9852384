"""Background work. Tasks take primitives, fetch and delegate."""

# ruff: noqa: PLC0415 -- the domain enqueues these tasks, so it can only be imported inside

from django.tasks import task

from allmende.portal.core.domain import jobs


@task(priority=-5)  # imports, which somebody waits for, come first
def run_acceptance(job_id: str, run_id: int) -> None:
    from allmende.portal.assistant.domain.acceptance import running

    if not jobs.is_wanted(job_id):
        return
    with jobs.running(job_id) as progress:
        running.run(run_id, progress)
