"""Threads and posts in the one search table: a thread by its title, each post by its words."""

from django.db import transaction
from django.db.models import QuerySet

from allmende.portal.core.domain import search
from allmende.portal.core.markdown import plain
from allmende.portal.exchange.models import Post, Thread

THREAD, POST = "thread", "post"
BATCH = 500


def put_thread(thread: Thread) -> None:
    if thread.is_hidden:
        remove_thread(thread)
        return
    search.put(
        THREAD,
        thread.pk,
        scope=thread.scope,
        organisation_id=thread.organisation_id,
        title=thread.title,
        body="",
        at=thread.created_at,
    )


def put_post(post: Post) -> None:
    """What readers may no longer read is not found either."""
    thread = post.thread
    if not post.is_shown or thread.is_hidden:
        remove_post(post)
        return
    search.put(
        POST,
        post.pk,
        scope=thread.scope,
        organisation_id=post.organisation_id,
        title=thread.title if post.number == 1 else "",
        body=plain(post.text),
        at=post.created_at,
    )


def remove_post(post: Post) -> None:
    search.remove(POST, [post.pk])


def remove_thread(thread: Thread) -> None:
    """With all its posts."""
    search.remove(THREAD, [thread.pk])
    search.remove(POST, _ids(thread))


def put_all(thread: Thread) -> None:
    """Again after the thread was hidden or shown as a whole."""
    put_thread(thread)
    for post in _shown(Post.objects.filter(thread=thread)):
        put_post(post)


def rescope(thread: Thread) -> None:
    """The thread is meant for others from now on, and so is every post."""
    search.rescope(THREAD, [thread.pk], scope=thread.scope)
    search.rescope(POST, _ids(thread), scope=thread.scope)


@transaction.atomic
def rebuild() -> int:
    """Make everything findable anew, such as after a restored backup."""
    search.clear(THREAD)
    search.clear(POST)
    return _put(Thread.objects.filter(is_hidden=False), _shown(Post.objects.all()))


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    threads = Thread.objects.filter(is_hidden=False)
    new = set(threads.values_list("pk", flat=True)) - search.known(THREAD)
    posts = _shown(Post.objects.all())
    missing = sorted(set(posts.values_list("pk", flat=True)) - search.known(POST))
    return sum(
        _put(
            threads.filter(pk__in=sorted(new)[start : start + BATCH]),
            posts.filter(pk__in=missing[start : start + BATCH]),
        )
        for start in range(0, max(len(new), len(missing)), BATCH)
    )


def _put(threads: QuerySet[Thread], posts: QuerySet[Post]) -> int:
    count = 0
    for thread in threads.iterator(chunk_size=BATCH):
        put_thread(thread)
        count += 1
    for post in posts.iterator(chunk_size=BATCH):
        put_post(post)
        count += 1
    return count


def _shown(posts: QuerySet[Post]) -> QuerySet[Post]:
    found = posts.filter(removed_at=None, hidden_at=None, wiped_at=None, thread__is_hidden=False)
    return found.select_related("thread")


def _ids(thread: Thread) -> list[int]:
    return list(Post.objects.filter(thread=thread).values_list("pk", flat=True))
