"""Drafts: what was typed comes back to its author only."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db


def typed(text: str) -> QueryDict:
    return QueryDict(text, mutable=True)


def test_a_draft_keeps_every_value_but_not_the_token():
    user = factories.user()

    drafts.save(user, "form", typed("title=Neu&tag=a&tag=b&csrfmiddlewaretoken=x&revision=7"))

    assert drafts.find(user, "form").data == {
        "title": ["Neu"],
        "tag": ["a", "b"],
        "revision": ["7"],
    }


def test_a_second_draft_of_the_same_form_replaces_the_first():
    user = factories.user()
    drafts.save(user, "form", typed("title=Alt"))
    drafts.save(user, "form", typed("title=Neu"))

    assert [draft.data for draft in Draft.objects.all()] == [{"title": ["Neu"]}]


def test_nobody_else_finds_a_draft():
    author, other = factories.user(), factories.user("andere@example.org")
    drafts.save(author, "form", typed("title=Geheim"))

    assert drafts.find(other, "form") is None


def test_a_draft_that_is_too_long_is_refused_and_the_old_one_stays():
    user = factories.user()
    drafts.save(user, "form", typed("title=Alt"))

    with pytest.raises(Refused, match="zu lang"):
        drafts.save(user, "form", typed("title=" + "x" * (drafts.LARGEST + 1)))

    assert drafts.find(user, "form").data == {"title": ["Alt"]}


def test_old_drafts_are_forgotten():
    user = factories.user()
    drafts.save(user, "old", typed("title=Alt"))
    Draft.objects.update(updated_at=timezone.now() - drafts.KEPT - timedelta(hours=1))
    drafts.save(user, "new", typed("title=Neu"))

    assert drafts.forget_expired() == 1
    assert drafts.find(user, "new") is not None


def test_typing_is_saved_and_can_be_thrown_away(client):
    user = factories.user()
    client.force_login(user)

    saved = client.post("/entwurf/register/idea", {"title": "Halb fertig"})
    thrown = client.post("/entwurf/register/idea", {"verwerfen": "/anwendungsfaelle/neu/"})

    assert saved.content.decode() == "Als Entwurf gespeichert."
    assert thrown.url == "/anwendungsfaelle/neu/"
    assert not Draft.objects.exists()


def test_throwing_away_never_leads_to_another_site(client):
    client.force_login(factories.user())

    response = client.post("/entwurf/x", {"verwerfen": "https://example.org/"})

    assert response.url == "/start/"


def test_a_key_that_is_too_long_is_refused(client):
    client.force_login(factories.user())

    response = client.post(f"/entwurf/{'x' * 200}", {"title": "Neu"})

    assert response.status_code == 422
    assert not Draft.objects.exists()
