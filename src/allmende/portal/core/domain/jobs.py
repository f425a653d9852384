"""Background jobs: start, progress, cancel, and recovery where a worker died.

A task function takes the job's id as its first argument and is safe to run again: what is
already done must be skipped.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string

from allmende.portal.core.domain import notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import JobState, Reason
from allmende.portal.core.models import Job

BEAT = timedelta(seconds=15)
SILENCE = timedelta(seconds=90)  # a job without a sign of life for so long has lost its worker
MAX_ATTEMPTS = 3
OPEN = [JobState.WAITING, JobState.RUNNING]


class Cancelled(Exception):
    """The person who started the job asked to stop it."""


def start(task: Task[Any, Any], *arguments: Any, title: str, by: Any = None, **fields: Any) -> Job:
    """Create the job and enqueue ``task(job_id, *arguments)`` when the transaction commits."""
    user = getattr(by, "user", by)
    fields.setdefault("organisation_id", getattr(by, "organisation_id", None))
    job = Job.objects.create(
        title=title, task=task.module_path, arguments=list(arguments), started_by=user, **fields
    )
    transaction.on_commit(lambda: task.enqueue(str(job.pk), *arguments))
    return job


@contextmanager
def running(job_id: str | UUID) -> Iterator["Progress"]:
    """Mark the job as running; its end, error or cancellation is written on leaving."""
    job = Job.objects.get(pk=job_id)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        beat_at=now,
        started_at=job.started_at or now,
        attempts=F("attempts") + 1,
    )
    progress = Progress(job)
    try:
        with _heart(job):
            yield progress
    except Cancelled:
        _finish(job, JobState.CANCELLED, "Auf Ihren Wunsch abgebrochen.")
    except Refused as refused:
        _finish(job, JobState.FAILED, str(refused))
    except Exception:
        _finish(
            job,
            JobState.FAILED,
            "Ein unerwarteter Fehler hat die Arbeit beendet. Starten Sie sie bitte erneut; "
            "was schon fertig ist, bleibt erhalten.",
        )
        raise
    else:
        _finish(job, JobState.DONE, progress.message)


@contextmanager
def _heart(job: Job) -> Iterator[None]:
    """Beat while the task works, however long one of its steps takes."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=[job.pk, stop], daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()


def _beat(pk: UUID, stop: threading.Event) -> None:
    try:
        while not stop.wait(BEAT.total_seconds()):
            with suppress(DatabaseError):  # a busy database is no reason to die
                Job.objects.filter(pk=pk).update(beat_at=timezone.now())
    finally:
        connection.close()


class Reporter(Protocol):
    """What long work tells of itself; ``at`` raises Cancelled where somebody asked to stop."""

    def at(self, done: int, total: int, message: str = "") -> None: ...
    def result(self, message: str, *, url: str = "") -> None: ...


class Progress:
    """Handed to a task: tells how far it is and hears whether it shall stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.message = ""

    def at(self, done: int, total: int, message: str = "") -> None:
        """Report ``done`` of ``total``; raises Cancelled where somebody asked to stop."""
        Job.objects.filter(pk=self.job.pk).update(
            done=done, total=total, message=message, beat_at=timezone.now()
        )
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise Cancelled

    def result(self, message: str, *, url: str = "") -> None:
        """The closing sentence and where to look."""
        self.message = message
        if url:
            Job.objects.filter(pk=self.job.pk).update(url=url)


def cancel(job: Job) -> None:
    """Stop at the next step; a job that no worker has taken yet ends at once."""
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(
        state=JobState.CANCELLED, finished_at=timezone.now(), message="Vor dem Start abgebrochen."
    )
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True)


def recover_abandoned(*, silence: timedelta = SILENCE) -> int:
    """Enqueue the jobs again whose worker has died; returns how many."""
    since = timezone.now() - silence
    abandoned = Job.objects.filter(
        Q(state=JobState.RUNNING, beat_at__lt=since)
        | Q(state=JobState.WAITING, created_at__lt=since - 10 * silence)
    )
    count = 0
    for job in abandoned:
        if job.attempts >= MAX_ATTEMPTS:
            _finish(
                job,
                JobState.FAILED,
                f"Die Arbeit ist {MAX_ATTEMPTS}-mal abgebrochen. Was fertig ist, bleibt erhalten. "
                "Bitte wenden Sie sich an die Administration.",
            )
            continue
        Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, beat_at=timezone.now())
        task: Task[Any, Any] = import_string(job.task)
        task.enqueue(str(job.pk), *job.arguments)
        count += 1
    return count


def is_wanted(job_id: str | UUID) -> bool:
    """False where the job was cancelled or finished before a worker took it."""
    return Job.objects.filter(pk=job_id, state__in=OPEN).exists()


def _finish(job: Job, state: JobState, message: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, message=message, finished_at=timezone.now(), beat_at=timezone.now()
    )
    job.refresh_from_db()
    if job.started_by:
        notifications.notify(
            job.started_by,
            text=f"{job.title}: {job.get_state_display()}",
            url=job.url or f"/auftraege/{job.pk}/",
            reason=Reason.FINISHED,
            organisation_id=job.organisation_id,
        )


def open_jobs_of(user: Any) -> QuerySet[Job]:
    """What a person has started and what is not over yet."""
    return Job.objects.filter(started_by=user, state__in=OPEN)
