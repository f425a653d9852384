"""Who hears of what: once for each person and event, and only who may see it."""

from collections.abc import Collection
from typing import Any

from allmende.portal.core.domain import subscriptions, things
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.exchange.domain.threads.addresses import post_url
from allmende.portal.exchange.domain.threads.following import THREAD, TOPIC
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.models import Member, User


def tell_of(post: Post, *, mentioned: Collection[int], by: Member) -> None:
    """A new post: those who are mentioned, then those who follow the thread or its topic."""
    tell_mentioned(post, mentioned, by=by)
    levels = [FollowLevel.ALL] if post.number > 1 else [FollowLevel.ALL, FollowLevel.NEW]
    words = "hat geantwortet auf" if post.number > 1 else "hat ein neues Thema begonnen:"
    people = _followers(post.thread, levels)
    _tell(
        [one for one in people if one.pk not in {*mentioned, by.user_id}],
        post,
        text=f"{by.user} {words} „{post.thread.title}“",
        reason=Reason.FOLLOWING,
    )


def tell_mentioned(post: Post, users: Collection[int], *, by: Member) -> None:
    others = User.objects.filter(pk__in=users, is_active=True).exclude(pk=by.user_id)
    text = f"{by.user} hat Sie erwähnt: „{post.thread.title}“"
    _tell(list(others), post, text=text, reason=Reason.MENTIONED)


def tell_solved(post: Post, *, by: Member) -> None:
    """The author of the post that solved it, and those who follow."""
    author = post.author
    if author and author.pk != by.user_id:
        text = f"Ihr Beitrag hat geholfen: „{post.thread.title}“ ist gelöst"
        _tell([author], post, text=text, reason=Reason.FOLLOWING)
    told = {by.user_id, post.author_id}
    people = [one for one in _followers(post.thread, [FollowLevel.ALL]) if one.pk not in told]
    _tell(people, post, text=f"Gelöst: „{post.thread.title}“", reason=Reason.FOLLOWING)


def _followers(thread: Thread, levels: list[FollowLevel]) -> list[Any]:
    """Of the thread and of its topic, but for those who want to hear nothing of this thread."""
    own = subscriptions.followers(THREAD, str(thread.pk))
    field = subscriptions.followers(TOPIC, thread.topic, levels=levels)
    mute = subscriptions.followers(THREAD, str(thread.pk), levels=[FollowLevel.MUTE])
    return list((own | field).exclude(pk__in=mute.values("pk")).distinct())


def _tell(people: Collection[Any], post: Post, *, text: str, reason: Reason) -> None:
    about = (THREAD, str(post.thread_id))
    may_see = things.seen_by([one.pk for one in people], [about])
    for person in people:
        if may_see(person.pk, *about):
            notify(
                person,
                text=text,
                url=post_url(post.thread_id, post.number),
                reason=reason,
                about=about,
            )
