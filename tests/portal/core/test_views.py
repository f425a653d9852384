"""Jobs and notifications belong to one person."""

import pytest
from django.urls import reverse

from allmende.portal.core.domain import audit, notifications
from allmende.portal.core.enums import JobState, Reason
from allmende.portal.core.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = factories.member(factories.organisation()).user
    client.force_login(user)
    return user


def test_a_job_of_somebody_else_does_not_exist(client, person):
    foreign = Job.objects.create(title="Fremd", task="x", started_by=factories.user())
    assert client.get(reverse("job", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("job-cancel", args=[foreign.pk])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == JobState.WAITING


def test_an_own_job_shows_its_progress_and_is_cancelled(client, person):
    job = Job.objects.create(
        title="Aufnahme", task="x", started_by=person, done=38, total=62, unit="Dokumenten"
    )
    assert "38 von 62 Dokumenten" in client.get(reverse("job", args=[job.pk])).content.decode()
    client.post(reverse("job-cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_notifications_are_read_by_their_recipient(client, person):
    other = factories.user()
    for user, text in ((person, "Für mich"), (other, "Fremd")):
        notifications.notify(user, text=text, url="/", reason=Reason.FINISHED)
    page = client.get(reverse("notifications"))
    assert [n.text for n in page.context["page"]] == ["Für mich"]
    client.post(reverse("notifications"))
    assert not notifications.unread(person).exists()
    assert notifications.unread(other).count() == 1


def test_an_action_is_named_in_german_where_its_app_names_it():
    assert audit.label("organisations.invited") == "Einladung verschickt"
    assert audit.label("unknown.thing") == "unknown.thing"
    assert audit.label("core.thing") == "core.thing"
