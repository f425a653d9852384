"""Background work. Tasks take primitives, fetch and delegate."""

# ruff: noqa: PLC0415 -- the domain enqueues these tasks, so it can only be imported inside

from django.tasks import task

from allmende.portal.core.domain import jobs


@task(priority=-5)  # minutes of work; what takes seconds goes first
def run_plan(job_id: str, plan_id: int, effort: str) -> None:
    from allmende.portal.tours.domain.planning import making

    if jobs.is_wanted(job_id):
        with jobs.running(job_id) as progress:
            making.run(plan_id, effort, progress)


@task(priority=5)  # somebody waits for it
def run_repair(job_id: str, plan_id: int) -> None:
    from allmende.portal.tours.domain.planning import repairing

    if jobs.is_wanted(job_id):
        with jobs.running(job_id) as progress:
            progress.result(f"{repairing.run(plan_id)} ist fertig.")


@task(priority=5)  # somebody waits for it
def read_streets(job_id: str, organisation_id: int, stored: str, file_name: str) -> None:
    from allmende.portal.organisations.models import Organisation
    from allmende.portal.tours.domain.setup import streets

    if jobs.is_wanted(job_id):
        organisation = Organisation.objects.get(pk=organisation_id)
        with jobs.running(job_id) as progress:
            streets.read(organisation, stored=stored, file_name=file_name, progress=progress)


@task(priority=5)  # somebody waits for it
def run_site_import(job_id: str, import_id: str) -> None:
    from allmende.portal.tours.domain.setup import importing

    if not jobs.is_wanted(job_id):
        importing.abandon(import_id)
        return
    with jobs.running(job_id) as progress:
        importing.run(import_id, progress)
