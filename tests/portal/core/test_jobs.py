from datetime import timedelta

import pytest
from django.tasks import task
from django.utils import timezone

from allmende.portal.core.domain import jobs
from allmende.portal.core.enums import JobState
from allmende.portal.core.models import Job, Notification
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

seen: list[str] = []


@task
def count_to_three(job_id: str, word: str = "") -> None:
    with jobs.running(job_id) as progress:
        for number in range(1, 4):
            seen.append(f"{word}{number}")
            progress.at(number, 3)
        progress.result("Bis drei gezählt.", url="/ziel/")


@task
def stumble(job_id: str) -> None:
    with jobs.running(job_id):
        raise ValueError("inner details")


@task
def never_taken(job_id: str) -> None:
    """Stands for a queue whose worker is away."""


@pytest.fixture(autouse=True)
def _empty() -> None:
    seen.clear()


def job_of(**fields) -> Job:
    path = f"{__name__}.count_to_three"
    return Job.objects.create(title="Zählen", task=path, arguments=["w"], **fields)


def test_a_job_reports_progress_result_and_notifies_who_started_it():
    user = factories.user()
    job = jobs.start(count_to_three, "x", title="Zählen", by=user)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert (job.message, job.url) == ("Bis drei gezählt.", "/ziel/")
    assert seen == ["x1", "x2", "x3"]
    assert Notification.objects.get().text == "Zählen: fertig"


def test_a_failing_job_says_what_to_do_and_hides_the_machine():
    job = jobs.start(stumble, title="Stolpern")
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "erneut" in job.message
    assert "inner details" not in job.message


def test_a_waiting_job_is_cancelled_at_once_and_not_wanted_any_more():
    job = job_of()
    jobs.cancel(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not jobs.is_wanted(job.pk)


def test_a_running_job_stops_at_its_next_step():
    job = job_of(state=JobState.RUNNING)
    jobs.cancel(job)
    count_to_three.func(str(job.pk))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert seen == ["1"]


def test_a_job_whose_worker_died_runs_again():
    silent = timezone.now() - timedelta(minutes=5)
    job = job_of(state=JobState.RUNNING, beat_at=silent, attempts=1)
    assert jobs.recover_abandoned() == 1
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert seen == ["w1", "w2", "w3"]


def test_a_living_job_is_left_alone():
    job_of(state=JobState.RUNNING, beat_at=timezone.now())
    assert jobs.recover_abandoned() == 0
    assert seen == []


def test_a_job_that_kills_its_worker_again_and_again_is_given_up_with_a_sentence():
    silent = timezone.now() - timedelta(minutes=5)
    job = job_of(state=JobState.RUNNING, beat_at=silent, attempts=jobs.MAX_ATTEMPTS)
    assert jobs.recover_abandoned() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "Administration" in job.message


def test_the_heart_beats_while_one_step_takes_long(monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", timedelta(milliseconds=20))
    old = timezone.now() - timedelta(minutes=5)
    job = job_of(beat_at=old)
    with jobs.running(job.pk):
        Job.objects.filter(pk=job.pk).update(beat_at=old)
        end = timezone.now() + timedelta(seconds=5)
        while Job.objects.get(pk=job.pk).beat_at == old and timezone.now() < end:
            pass
        assert Job.objects.get(pk=job.pk).beat_at > old
