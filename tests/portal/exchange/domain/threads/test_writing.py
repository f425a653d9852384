import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from allmende.portal.core.domain import attachments, search, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry, SearchEntry
from allmende.portal.exchange.domain.threads import (
    mentions,
    posts,
    queries,
    states,
    wiping,
    writing,
)
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.enums import Audience, OrganisationKind
from tests import factories
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return talk.towns()


def scopes(thread):
    pks = list(thread.posts.values_list("pk", flat=True))
    rows = SearchEntry.objects.filter(kind="post", object_id__in=pks)
    return set(rows.values_list("scope", flat=True))


def test_a_thread_begins_with_its_first_post(people):
    thread = talk.thread(people.anna, "Wer hilft?")

    post = thread.posts.get()
    assert (thread.scope, thread.post_count, thread.author_label) == ("network", 1, "Anna Meier")
    assert (post.number, post.text, post.organisation) == (1, "Wer hilft?", thread.organisation)
    assert AuditEntry.objects.filter(action="exchange.thread_begun").count() == 1


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.NETWORK, "anna bert cora moderator"),
        (Audience.ORGANISATION, "anna bert"),
        (Audience.GROUP, "anna cora"),
        (Audience.PUBLIC, "anna bert cora moderator nobody"),
    ],
)
def test_each_audience_reads_what_is_meant_for_it(people, audience, readers):
    group = talk.group(people.anna, people.cora)
    thread = talk.thread(people.anna, audience=audience, group=group)
    everybody = {name: getattr(people, name) for name in ("anna", "bert", "cora", "moderator")}
    everybody["nobody"] = None

    may = [name for name, reader in everybody.items() if queries.one(reader, thread.pk)]
    key = str(thread.pk)
    assert may == readers.split()
    assert [n for n, reader in everybody.items() if things.one(reader, "thread", key)] == may
    listed = [n for n, r in everybody.items() if thread in queries.narrowed(r, Wanted())]
    assert listed == may
    found = [
        name
        for name, reader in everybody.items()
        if reader and queries.ranked(reader, Wanted(text="Wohngeldstelle"))
    ]
    assert found == [name for name in may if name != "nobody"]


def test_a_group_that_one_does_not_belong_to_is_refused(people):
    group = talk.group(people.cora)
    with pytest.raises(Refused, match="gehören nicht zu dieser Arbeitsgruppe"):
        talk.thread(people.anna, audience=Audience.GROUP, group=group)
    with pytest.raises(Refused, match="Wählen Sie die Arbeitsgruppe"):
        talk.thread(people.anna, audience=Audience.GROUP)


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u200b", "\u200d", "\x00", "\u202e"])
def test_a_title_that_nobody_can_read_is_refused(people, title):
    with pytest.raises(Refused, match="Titel ist leer"):
        talk.thread(people.anna, title=title)


def test_signs_that_nobody_sees_are_taken_out(people):
    thread = talk.thread(people.anna, "Da\u200bten\x07schutz", title="Wohn\u200bgeld\u202e")
    assert thread.title == "Wohngeld"
    assert thread.posts.get().text == "Datenschutz"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "leer"), (" \u200b\n ", "leer"), ("a" * 20_001, r"20\.001 Zeichen")],
)
def test_an_unreadable_or_endless_text_is_refused_and_nothing_is_left(people, text, sentence):
    with pytest.raises(Refused, match=sentence):
        talk.thread(people.anna, text)
    assert not Thread.objects.exists()


def test_twenty_thousand_characters_are_taken(people):
    thread = talk.thread(people.anna, "ä" * 20_000)
    assert len(thread.posts.get().text) == 20_000


def test_posts_are_numbered_and_the_thread_knows_the_last(people):
    thread = talk.thread(people.anna)
    second, third = talk.reply(thread, people.cora), talk.reply(thread, people.bert)

    thread.refresh_from_db()
    assert (second.number, third.number, thread.post_count) == (2, 3, 3)
    assert thread.last_post_at >= second.created_at


def test_a_closed_thread_takes_no_reply_until_it_is_open_again(people):
    thread = talk.thread(people.anna)
    states.close(thread, by=people.anna)
    with pytest.raises(Refused, match="geschlossen"):
        talk.reply(thread, people.cora)
    states.reopen(thread, by=people.anna)
    assert talk.reply(thread, people.cora).number == 2


def test_only_the_author_edits_and_a_lost_race_overwrites_nothing(people):
    thread = talk.thread(people.anna, "Alt")
    post = thread.posts.get()
    with pytest.raises(PermissionDenied):
        posts.edit(post, text="Fremd", revision=1, by=people.bert)
    posts.edit(post, text="Neu", revision=1, by=people.anna)
    with pytest.raises(Conflict):
        posts.edit(post, text="Anders", revision=1, by=people.anna)

    post.refresh_from_db()
    assert (post.text, post.revision, post.edited_at is not None) == ("Neu", 2, True)


def test_a_removed_text_is_gone_for_readers_and_can_be_taken_back(people):
    thread = talk.thread(people.anna)
    post = talk.reply(thread, people.cora, "Quittenmarmelade")
    states.solve(thread, post=post, by=people.anna)
    posts.remove(post, by=people.cora)

    thread.refresh_from_db()
    assert thread.solution is None
    assert thread.state == ThreadState.OPEN
    assert list(search.matching("Quittenmarmelade", kinds=["post"], keys=["network"])) == []
    assert things.one(people.anna, "post", str(post.pk)) is None
    posts.restore(post, by=people.cora)
    assert things.one(people.anna, "post", str(post.pk)) is not None
    assert list(search.matching("Quittenmarmelade", kinds=["post"], keys=["network"])) == [post.pk]


def test_after_thirty_days_a_removed_text_is_wiped_with_its_files(people):
    thread = talk.thread(people.anna)
    post = talk.reply(thread, people.cora, files=[ContentFile(b"%PDF-1.4", name="plan.pdf")])
    posts.remove(post, by=people.cora)
    assert wiping.wipe_removed() == 0
    Post.objects.filter(pk=post.pk).update(removed_at=post.created_at - wiping.UNDO)
    assert wiping.wipe_removed() == 1

    post.refresh_from_db()
    assert (post.text, post.wiped_at is not None) == ("", True)
    assert not attachments.of("post", str(post.pk)).exists()
    with pytest.raises(PermissionDenied):
        posts.restore(post, by=people.cora)


def test_a_wrong_file_refuses_the_whole_post(people):
    thread = talk.thread(people.anna)
    with pytest.raises(Refused, match="keinen erlaubten Dateityp"):
        talk.reply(thread, people.cora, files=[ContentFile(b"<script>", name="x.html")])
    assert thread.posts.count() == 1


def test_the_audience_of_a_thread_takes_its_posts_along_in_the_search(people):
    thread = talk.thread(people.anna, audience=Audience.ORGANISATION)
    values = talk.values(audience=Audience.NETWORK)
    writing.change(thread, values=values, revision=thread.revision, by=people.anna)

    assert scopes(thread) == {"network"}
    assert queries.ranked(people.cora, Wanted(text="Wohngeldstelle")) == [thread.pk]


def test_once_others_have_written_the_circle_gets_no_wider(people):
    thread = talk.thread(people.anna, audience=Audience.NETWORK)
    talk.reply(thread, people.cora)
    with pytest.raises(Refused, match="kleineren Kreis"):
        writing.change(
            thread, values=talk.values(audience=Audience.PUBLIC), revision=1, by=people.anna
        )
    narrow = talk.values(audience=Audience.ORGANISATION)
    writing.change(thread, values=narrow, revision=1, by=people.anna)
    assert scopes(thread) == {f"organisation:{people.anna.organisation_id}"}


def test_a_thread_is_deleted_by_its_author_while_nobody_else_wrote(people):
    first, second = talk.thread(people.anna), talk.thread(people.anna)
    talk.reply(second, people.cora)
    writing.delete(first, by=people.anna)
    with pytest.raises(Refused, match="bleibt deshalb stehen"):
        writing.delete(second, by=people.anna)
    with pytest.raises(PermissionDenied):
        writing.delete(second, by=people.cora)

    assert list(Thread.objects.all()) == [second]
    assert not SearchEntry.objects.filter(kind="thread", object_id=first.pk).exists()


def test_solving_pinning_and_who_may(people):
    thread = talk.thread(people.anna)
    post = talk.reply(thread, people.cora)
    with pytest.raises(PermissionDenied):
        states.solve(thread, post=post, by=people.cora)
    with pytest.raises(PermissionDenied):
        states.pin(thread, pinned=True, by=people.anna)
    states.solve(thread, post=post, by=people.anna)
    states.pin(thread, pinned=True, by=people.moderator)

    thread.refresh_from_db()
    assert (thread.state, thread.solution, thread.is_pinned) == (ThreadState.SOLVED, post, True)


def test_a_solution_must_stand_in_the_same_thread(people):
    thread, other = talk.thread(people.anna), talk.thread(people.anna)
    with pytest.raises(Refused):
        states.solve(thread, post=other.posts.get(), by=people.anna)


def test_new_accounts_write_ten_posts_an_hour(people):
    thread = talk.thread(people.anna)
    for _ in range(9):
        talk.reply(thread, people.anna)
    with pytest.raises(Refused, match="Konto ist noch neu"):
        talk.reply(thread, people.anna)


def test_filters_mine_and_unanswered(people):
    mine = talk.thread(people.anna, title="Meins")
    other = talk.thread(people.cora, title="Ihres")
    talk.reply(other, people.anna)
    third = talk.thread(people.cora, title="Drittes", topic="urban:city", kind="experience")

    def found(**wanted):
        return set(queries.narrowed(people.anna, Wanted(**wanted)))

    assert found(mine=True) == {mine, other}
    assert found(unanswered=True) == {mine, third}
    assert found(topic="urban:city") == found(kind="experience") == {third}


def test_words_are_looked_for_in_every_post_and_narrowed_by_filters(people):
    first = talk.thread(people.anna, title="Erstes")
    talk.reply(first, people.cora, "Die Datenschutzfolgenabschätzung fehlt noch.")
    second = talk.thread(people.anna, "Zur Folgenabschätzung", title="Zweites", topic="urban:city")

    assert set(queries.ranked(people.anna, Wanted(text="Abschätzung"))) == {first.pk, second.pk}
    assert queries.ranked(people.anna, Wanted(text="Abschätzung", topic="urban:city")) == [
        second.pk
    ]


def test_experts_share_an_organisation_without_an_inside(people):
    place = factories.organisation("fachleute", kind=OrganisationKind.EXPERTS)
    expert = factories.member(place, email="x@fachleute.example", name="Eva Expert")
    with pytest.raises(Refused, match="keine gemeinsame Organisation"):
        talk.thread(expert, audience=Audience.ORGANISATION)
    assert mentions.suggest("Eva", f"organisation:{place.pk}", by=people.anna) == []


def test_an_organisation_and_a_group_show_what_one_may_see(people):
    group = talk.group(people.anna, people.cora)
    shared = talk.thread(people.anna, title="Alle")
    inner = talk.thread(people.anna, title="Intern", audience=Audience.ORGANISATION)
    grouped = talk.thread(people.cora, title="Gruppe", audience=Audience.GROUP, group=group)

    def titles(sections):
        return {one.title for title, found in sections if "Themen" in title for one in found}

    town = people.anna.organisation
    assert titles(profile_sections.of_organisation(people.cora, town)) == {shared.title}
    assert titles(profile_sections.of_organisation(people.bert, town)) == {
        shared.title,
        inner.title,
    }
    assert titles(profile_sections.of_organisation(None, town)) == set()
    assert titles(profile_sections.of_group(people.cora, group)) == {grouped.title}
    assert titles(profile_sections.of_group(people.bert, group)) == set()
