"""What the exchange keeps about a person: the copy, and what remains under a label."""

from typing import Any

from allmende.portal.exchange.domain.threads import mentions
from allmende.portal.exchange.models import Mention, MeToo, Post, Report, Thread
from allmende.portal.organisations.models import User


def copy_of(user: User) -> dict[str, Any]:
    threads = Thread.objects.filter(author=user)
    posts = Post.objects.filter(author=user).order_by("pk")
    return {
        "threads": list(threads.values("title", "kind", "topic", "audience", "created_at")),
        "posts": list(
            posts.values("thread__title", "number", "text", "created_at", "edited_at", "removed_at")
        ),
        "me_too": list(MeToo.objects.filter(user=user).values("kind", "key", "created_at")),
        "mentioned_in": list(
            Mention.objects.filter(user=user).values("post__thread__title", "post__number")
        ),
        "reports": list(
            Report.objects.filter(reporter=user).values("label", "reason", "state", "created_at")
        ),
    }


def forget(user: User, label: str) -> None:
    """Texts stay for those who answered them; the name gives way, also where others named it."""
    mentions.replace(user, label)
    Mention.objects.filter(user=user).delete()
    MeToo.objects.filter(user=user).delete()
    Thread.objects.filter(author=user).update(author=None, author_label=label)
    Post.objects.filter(author=user).update(author=None, author_label=label)
    Post.objects.filter(hidden_by_label=str(user)).update(hidden_by_label=label)
    Report.objects.filter(reporter=user).update(reporter=None)
    Report.objects.filter(decided_by_label=str(user)).update(decided_by_label=label)
