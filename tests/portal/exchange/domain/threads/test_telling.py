import pytest

from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.core.models import Notification
from allmende.portal.exchange.domain.threads import following, me_too, mentions, posts, states
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db
REPLY = "Cora Lang hat geantwortet auf „Wer nutzt KI in der Wohngeldstelle?“"


@pytest.fixture
def people():
    return talk.towns()


def reasons(member):
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("reason", flat=True))


def test_the_author_follows_and_hears_of_replies_of_others_only(people):
    thread = talk.thread(people.anna)
    talk.reply(thread, people.anna)
    talk.reply(thread, people.cora)
    talk.reply(thread, people.anna)

    assert talk.told(people.anna) == [REPLY]
    assert talk.told(people.cora) == [REPLY.replace("Cora Lang", "Anna Meier")]


def test_who_is_mentioned_hears_once_and_as_mentioned(people):
    thread = talk.thread(people.anna)
    following.follow_thread(thread, level="all", by=people.bert)
    post = talk.reply(thread, people.cora, "Frag @Bert Kraus, nicht @Bert Kraus.")

    assert reasons(people.bert) == [Reason.MENTIONED]
    assert reasons(people.anna) == [Reason.FOLLOWING]
    url = Notification.objects.get(recipient=people.bert.user).url
    assert url == f"/austausch/beitraege/{thread.pk}/#beitrag-{post.number}"


def test_who_may_not_see_is_neither_told_nor_suggested(people):
    thread = talk.thread(people.anna, "Hallo @Cora Lang", audience=Audience.ORGANISATION)

    assert talk.told(people.cora) == []
    assert mentions.suggest("Cora", thread.scope, by=people.anna) == []
    assert [m.user.name for m in mentions.suggest("cora", "network", by=people.anna)] == [
        "Cora Lang"
    ]


def test_an_edit_tells_only_those_who_are_new(people):
    thread = talk.thread(people.anna, "Hallo @Cora Lang")
    post = thread.posts.get()
    posts.edit(post, text="Hallo @Cora Lang und @Bert Kraus", revision=1, by=people.anna)

    assert reasons(people.cora) == reasons(people.bert) == [Reason.MENTIONED]
    posts.edit(post, text="Hallo @Bert Kraus", revision=2, by=people.anna)
    assert {one.name for one in post.mentions.all()} == {"Bert Kraus"}


def test_a_name_of_several_people_is_unclear_until_somebody_is_chosen(people):
    twin = factories.member(
        people.cora.organisation, email="zwei@ahornried.example", name="Bert Kraus"
    )
    found = mentions.find("Hallo @bert kraus, kommst du?", "network")
    assert [one.name for one in found.unclear] == ["bert kraus"]
    assert {one.pk for one in found.unclear[0].people} == {people.bert.pk, twin.pk}
    talk.thread(people.anna, "Hallo @Bert Kraus")
    assert talk.told(people.bert) == talk.told(twin) == []

    chosen = mentions.find("Hallo @Bert Kraus", "network", chosen=[twin.user_id])
    assert chosen.people == {twin.user_id: "Bert Kraus"}
    inside = mentions.find("@Bert Kraus", f"organisation:{people.anna.organisation_id}")
    assert inside.people == {people.bert.user_id: "Bert Kraus"}


@pytest.mark.parametrize(
    "text",
    ["bert@kraus.example", "@", "@@Bert Kraus", "Bert Kraus", "> @Bert Kraus fragte", "@Bertold"],
)
def test_what_only_looks_like_a_mention_is_none(people, text):
    assert mentions.find(text, "network").people == {}


@pytest.mark.parametrize("text", ["@Bert Kraus.", "(@Bert Kraus)", "@Bert Kraus aus Berlin"])
def test_a_mention_ends_where_the_name_ends(people, text):
    assert mentions.find(text, "network").people == {people.bert.user_id: "Bert Kraus"}


def test_thousands_of_at_signs_cost_little(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        mentions.find("@Bert Kraus @x y z " * 1000, "network")


def test_levels_of_a_topic(people):
    following.follow_topic(talk.TOPIC, level="new", by=people.bert)
    following.follow_topic(talk.TOPIC, level="all", by=people.moderator)
    thread = talk.thread(people.anna)
    talk.reply(thread, people.cora)

    assert len(talk.told(people.bert)) == 1
    assert len(talk.told(people.moderator)) == 2
    following.follow_topic(talk.TOPIC, level="mute", by=people.moderator)
    talk.reply(thread, people.cora)
    assert len(talk.told(people.moderator)) == 2


def test_a_muted_thread_is_silent_even_where_the_topic_is_loud(people):
    following.follow_topic(talk.TOPIC, level="all", by=people.bert)
    thread = talk.thread(people.anna)
    following.follow_thread(thread, level="mute", by=people.bert)
    talk.reply(thread, people.cora)
    assert len(talk.told(people.bert)) == 1

    talk.reply(thread, people.bert)  # writing does not undo what was chosen
    assert following.level_of_thread(people.bert, thread) == FollowLevel.MUTE


def test_a_topic_follower_hears_nothing_of_what_is_not_for_him(people):
    following.follow_topic(talk.TOPIC, level="all", by=people.cora)
    thread = talk.thread(people.anna, audience=Audience.ORGANISATION)
    talk.reply(thread, people.bert)
    assert talk.told(people.cora) == []


def test_who_has_left_hears_nothing_more(people):
    thread = talk.thread(people.anna, audience=Audience.ORGANISATION)
    talk.reply(thread, people.bert)
    members.leave(people.bert, by=people.bert)
    before = talk.told(people.bert)
    talk.reply(thread, people.anna)
    assert talk.told(people.bert) == before


def test_solving_is_told_to_the_helper_and_the_followers(people):
    thread = talk.thread(people.anna)
    following.follow_thread(thread, level="all", by=people.bert)
    post = talk.reply(thread, people.cora)
    states.solve(thread, post=post, by=people.anna)

    title = "„Wer nutzt KI in der Wohngeldstelle?“"
    assert talk.told(people.cora) == [f"Ihr Beitrag hat geholfen: {title} ist gelöst"]
    assert talk.told(people.bert)[-1] == f"Gelöst: {title}"


def test_me_too_counts_organisations_and_follows(people):
    thread = talk.thread(people.moderator)
    for member in (people.anna, people.bert, people.cora, people.anna):
        states.concern(thread, concerns=True, by=member)
    key = str(thread.pk)
    names = [one.name for one in me_too.organisations("thread", key)]
    assert names == ["Ahornried", "Wiesenbrueck"]
    assert following.level_of_thread(people.anna, thread) == FollowLevel.ALL
    states.concern(thread, concerns=False, by=people.cora)
    assert [one.name for one in me_too.organisations("thread", key)] == ["Wiesenbrueck"]


def test_a_permalink_names_the_page_that_holds_the_post(people):
    thread = talk.thread(people.anna)
    thread.post_count = 99
    thread.save()
    talk.reply(thread, people.cora)
    talk.reply(thread, people.cora)
    urls = list(
        Notification.objects.filter(recipient=people.anna.user).order_by("pk").values_list("url")
    )
    base = f"/austausch/beitraege/{thread.pk}/"
    assert urls == [(f"{base}?seite=2#beitrag-100",), (f"{base}?seite=3#beitrag-101",)]
