import pytest

from allmende.portal.core.domain import links, search, things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import SearchEntry
from allmende.portal.exchange.domain import linking
from allmende.portal.exchange.domain.threads import finding, posts
from allmende.portal.organisations.enums import Audience, Role
from allmende.portal.register.domain import publishing
from tests import factories
from tests.portal.exchange import talk
from tests.portal.register import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return talk.towns()


def known():
    rows = SearchEntry.objects.filter(kind__in=["thread", "post"])
    return set(rows.values_list("kind", "object_id", "title"))


def test_rebuild_and_catch_up_make_the_same(people):
    thread = talk.thread(people.anna)
    removed = talk.reply(thread, people.cora)
    talk.reply(thread, people.cora)
    posts.remove(removed, by=people.cora)
    before = known()
    assert len(before) == 3
    search.clear("post")
    search.clear("thread")

    assert finding.catch_up() == 3
    assert known() == before
    assert finding.rebuild() == 3
    assert known() == before
    assert finding.catch_up() == 0


def test_only_the_first_post_carries_the_title(people):
    thread = talk.thread(people.anna)
    post = talk.reply(thread, people.cora)
    titles = {pk: title for kind, pk, title in known() if kind == "post"}
    assert titles == {thread.posts.get(number=1).pk: thread.title, post.pk: ""}


def test_a_found_post_leads_to_its_place_and_stands_for_its_thread(people):
    thread = talk.thread(people.anna)
    post = talk.reply(thread, people.cora)
    thing = things.one(people.bert, "post", str(post.pk))
    assert thing.url == f"/austausch/beitraege/{thread.pk}/#beitrag-2"
    assert thing.stands_for == ("thread", str(thread.pk))


def published(member, title):
    case = made.use_case(member, title)
    return publishing.publish(case, audience=Audience.NETWORK, by=member)


def test_use_cases_are_found_and_tied_in_both_directions(people):
    officer = factories.member(people.cora.organisation, Role.AI_OFFICER)
    entry = published(officer, "Wohngeldassistent")
    thread = talk.thread(people.anna)
    near = ("thread", str(thread.pk))
    found = linking.find(people.anna, "Wohngeld", near=near)
    assert [(one.kind, one.title) for one in found] == [("entry", "Wohngeldassistent")]
    assert [one.kind for one in linking.find(people.anna, "Wohngeld", kind="entry", near=near)] == [
        "entry"
    ]

    far = ("entry", str(entry.entry))
    linking.tie(near, far, by=people.anna)
    linking.tie(far, near, by=people.cora)
    assert [one.title for one in links.of(people.bert, *far)] == [thread.title]
    assert [(one.thing.title, one.removable) for one in linking.tied(people.anna, near)] == [
        ("Wohngeldassistent", True)
    ]
    assert [one.removable for one in linking.tied(people.cora, near)] == [False]
    assert linking.find(people.anna, "Wohngeld", near=near) == []
    linking.untie(near, far, by=people.anna)
    assert linking.tied(people.anna, near) == []


def test_nobody_ties_what_may_not_be_seen_or_is_not_to_be_tied(people):
    thread = talk.thread(people.anna)
    secret = talk.thread(people.cora, audience=Audience.ORGANISATION)
    near = ("thread", str(thread.pk))
    with pytest.raises(Refused):
        linking.tie(near, ("thread", str(secret.pk)), by=people.anna)
    with pytest.raises(Refused):
        linking.tie(near, ("post", str(thread.posts.get().pk)), by=people.anna)
    with pytest.raises(Refused):
        linking.tie(near, near, by=people.anna)
    assert linking.find(people.anna, "Wohngeldstelle", near=near) == []


def test_a_tie_is_not_shown_to_who_may_not_see_the_other_end(people):
    thread = talk.thread(people.anna)
    inner = talk.thread(people.anna, title="Intern", audience=Audience.ORGANISATION)
    linking.tie(("thread", str(thread.pk)), ("thread", str(inner.pk)), by=people.anna)
    near = ("thread", str(thread.pk))
    assert [one.thing.title for one in linking.tied(people.bert, near)] == ["Intern"]
    assert linking.tied(people.cora, near) == []
