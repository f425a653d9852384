"""Somebody waits for an import, nobody for the search by meaning."""

import pytest

from allmende.portal.core.enums import JobState
from allmende.portal.core.models import Job
from allmende.portal.knowledge import tasks
from allmende.portal.knowledge.domain import embedding
from allmende.portal.knowledge.models import Embedding
from tests.portal.knowledge.helpers import Silent, take_in

WAITING = {"state": JobState.WAITING, "title": "Aufnahme"}


@pytest.fixture
def two_documents(collection):
    take_in(collection, hund_md="# Hund\n\nDer Hund zahlt.", katze_md="# Katze\n\nSie nicht.")
    Embedding.objects.all().delete()
    Job.objects.all().delete()
    return collection


def test_a_waiting_import_goes_first_and_the_rest_follows(two_documents):
    Job.objects.create(task=tasks.run_import.module_path, **WAITING)

    embedding.run(two_documents.pk, Silent())

    assert Embedding.objects.count() == 1
    again = embedding.open_jobs(two_documents)
    assert [job.state for job in again] == [JobState.WAITING]


def test_without_an_import_everything_is_done_at_once(two_documents):
    embedding.run(two_documents.pk, Silent())

    assert Embedding.objects.count() == 2
    assert not embedding.open_jobs(two_documents).exists()


def test_a_worker_takes_imports_before_embeddings():
    assert tasks.run_import.priority > tasks.run_embedding.priority
