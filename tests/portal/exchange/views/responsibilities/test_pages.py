"""Pages of matrices: rows without JavaScript, both versions of a conflict, constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.portal.exchange.domain.responsibilities import matrices
from allmende.portal.organisations.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
Z = "/austausch/zustaendigkeiten/"
VALUES = {"title": "Wer macht was", "audience": "network", "group": None}
TASK = {"title": "Schulung", "county": "leads"}


@pytest.fixture
def author(client):
    found = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(found.user)
    return found


def new(author):
    return matrices.create_matrix(author.organisation, values=VALUES, tasks=[TASK], by=author)


def sent(revision, title="Schulung", **more):
    first = {"aufgaben-0-title": title, "aufgaben-0-town": "", "aufgaben-0-county": "helps"}
    return {"revision": revision, "aufgaben-count": 1, **first, "aufgaben-0-central": "", **more}


def test_begun_from_the_template_and_edited_row_by_row(client, author):
    response = client.post(f"{Z}neu/", {"title": "Region", "audience": "network"})
    page = client.get(response.url).content.decode()
    assert page.count('class="kern-fieldset row-form"') == 10
    matrix = new(author)
    path = f"{Z}{matrix.pk}/aufgaben/"
    added = client.post(path, sent(1, zeile="aufgaben:neu:")).content.decode()
    assert 'name="aufgaben-count" value="2"' in added
    assert matrix.tasks.get().county == "leads"
    assert client.post(path, sent(1)).status_code == 302
    assert matrix.tasks.get().county == "helps"


def test_two_at_once_see_both(client, author):
    matrix = new(author)
    matrices.set_tasks(matrix, tasks=[{"title": "Vergabe"}], revision=1, by=author)
    response = client.post(f"{Z}{matrix.pk}/aufgaben/", sent(1, title="Meine Aufgabe"))
    page = response.content.decode()

    assert response.status_code == 409
    assert "Vergabe" in page
    assert "Meine Aufgabe" in page
    assert client.post(f"{Z}{matrix.pk}/aufgaben/", sent(2, title="Meine")).status_code == 302


def test_copied_for_the_own_organisation(client, author):
    matrix = new(author)
    other = factories.member(factories.organisation("ahornried"))
    client.force_login(other.user)
    page = client.post(f"{Z}{matrix.pk}/kopieren/", follow=True).content.decode()

    assert "Wer macht was (Kopie)" in page


def test_a_list_takes_the_same_queries_for_one_and_three(client, author):
    def count(path):
        with CaptureQueriesContext(connection) as found:
            response = client.get(path)
            if response.streaming:
                list(response.streaming_content)
        return len(found)

    new(author)
    client.get(Z)
    before = [count(Z), count(f"{Z}export.csv")]
    new(author)
    new(author)
    assert [count(Z), count(f"{Z}export.csv")] == before
