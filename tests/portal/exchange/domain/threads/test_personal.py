import pytest

from allmende.portal.core.domain import personal
from allmende.portal.exchange.domain.threads import states
from allmende.portal.exchange.models import Mention, MeToo
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db


def test_the_copy_holds_what_one_wrote_and_nothing_of_others():
    people = talk.towns()
    thread = talk.thread(people.anna, "Mein Text")
    talk.reply(thread, people.cora, "Ihr Text an @Anna Meier")
    states.concern(thread, concerns=True, by=people.anna)

    copy = personal.copy_of(people.anna.user)["exchange"]
    assert [post["text"] for post in copy["posts"]] == ["Mein Text"]
    assert [one["post__number"] for one in copy["mentioned_in"]] == [2]
    assert len(copy["me_too"]) == len(copy["threads"]) == 1
    assert "Ihr Text" not in str(copy)


def test_who_leaves_stays_as_a_label_and_the_name_gives_way_in_what_others_wrote():
    people = talk.towns()
    thread = talk.thread(people.anna, "Mein Text")
    other = talk.reply(thread, people.cora, "Danke, @Anna Meier")
    personal.forget(people.anna.user)
    people.anna.user.delete()

    thread.refresh_from_db()
    other.refresh_from_db()
    first = thread.posts.get(number=1)
    assert (first.author, first.author_label, first.text) == (
        None,
        "Ehemaliges Mitglied",
        "Mein Text",
    )
    assert thread.author_label == "Ehemaliges Mitglied"
    assert other.text == "Danke, @Ehemaliges Mitglied"
    assert not Mention.objects.exists()
    assert not MeToo.objects.exists()
