"""Writing together: who sees a draft, who may change it, what happens to two at once."""

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.guidelines import queries, writing
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def author(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


def test_a_draft_is_seen_by_its_writers_only(town, author, neighbour):
    colleague = factories.member(town, email="kollegin@wiesenbrueck.example")
    draft = made.guideline(author, writers=[neighbour.user], audience="public")

    seen = [queries.one(who, draft.pk) for who in (author, neighbour, colleague, None)]
    assert seen == [draft, draft, None, None]
    assert made.told(neighbour) == [
        f"{author.user} bittet Sie, an „Leitlinie zur Probe“ mitzuschreiben"
    ]


def test_two_writers_at_once_overwrite_nothing(author, neighbour):
    draft = made.guideline(author, writers=[neighbour.user])
    writing.change(draft, values={"text": "Erste"}, revision=1, by=author)
    with pytest.raises(Conflict):
        writing.change(draft, values={"text": "Zweite"}, revision=1, by=neighbour)

    draft.refresh_from_db()
    assert (draft.text, draft.revision) == ("Erste", 2)


def test_who_does_not_write_changes_nothing(author, neighbour):
    draft = made.guideline(author)
    with pytest.raises(PermissionDenied):
        writing.change(draft, values={"text": "Fremd"}, revision=1, by=neighbour)


def test_a_guest_writer_may_not_widen_the_audience(author, neighbour):
    draft = made.guideline(author, writers=[neighbour.user], audience="organisation")
    with pytest.raises(Refused, match="legt die Organisation fest"):
        writing.change(
            draft, values={"audience": "network", "group": None}, revision=1, by=neighbour
        )
    # What stays the same may be sent again with the form.
    writing.change(
        draft,
        values={"audience": "organisation", "group": None, "text": "Neu"},
        revision=1,
        by=neighbour,
    )
    assert draft.scope == f"organisation:{author.organisation_id}"


def test_the_last_writer_stays(author, neighbour):
    draft = made.guideline(author)
    with pytest.raises(Refused, match="Eine Person muss bleiben"):
        writing.remove_writer(draft, user=author.user, by=author)
    writing.add_writer(draft, user=neighbour.user, by=author)
    writing.remove_writer(draft, user=author.user, by=neighbour)

    assert queries.one(author, draft.pk) is None


def test_a_group_that_one_does_not_belong_to_is_refused(town, author):
    group = town.groups.create(name="Recht")
    with pytest.raises(Refused, match="gehören nicht"):
        made.guideline(author, audience="group", group=group)
