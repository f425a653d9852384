"""Posts as what can be reported and moderated."""

from django.utils import timezone

from allmende.portal.exchange.domain.moderation import targets
from allmende.portal.exchange.domain.moderation.targets import Content, Target
from allmende.portal.exchange.domain.threads import finding, posts, wiping
from allmende.portal.exchange.domain.threads.addresses import post_url
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.models import Member

WHOLE = "Mit dem ersten Beitrag verschwindet das ganze Thema für die anderen."


def register() -> None:
    targets.register(
        Target(finding.POST, "Beitrag", load, hide, show, wipe, edit, more={"first": WHOLE})
    )


def load(key: str) -> Content | None:
    post = _post(key)
    if post is None:
        return None
    earlier = Post.objects.filter(thread=post.thread_id, number=post.number - 1).first()
    return Content(
        kind=finding.POST,
        key=key,
        label=f"Beitrag {post.number} in „{post.thread.title}“",
        text=post.text,
        url=post_url(post.thread_id, post.number),
        scope=post.thread.scope,
        organisation_id=post.thread.organisation_id,
        author=post.author,
        author_label=f"{post.author or post.author_label} ({post.organisation})",
        at=post.created_at,
        is_hidden=bool(post.hidden_at),
        is_gone=bool(post.removed_at or post.wiped_at),
        revision=post.revision,
        before=earlier.text if earlier and earlier.is_shown else "",
    )


def hide(key: str, reason: str, by: Member) -> None:
    post = _known(key)
    posts.write(
        post,
        revision=post.revision,
        hidden_at=timezone.now(),
        hidden_reason=reason[:500],
        hidden_by_label=str(by.user)[:200],
    )
    posts.unsolve(post)
    finding.remove_post(post)
    _hide_thread(post, hidden=True)


def show(key: str, by: Member) -> None:
    del by
    post = _known(key)
    posts.write(post, revision=post.revision, hidden_at=None, hidden_reason="", hidden_by_label="")
    _hide_thread(post, hidden=False)
    finding.put_post(post)


def wipe(key: str, by: Member) -> None:
    del by
    post = _known(key)
    wiping.wipe(post)
    posts.unsolve(post)
    _hide_thread(post, hidden=True)


def edit(key: str, text: str, revision: int, by: Member) -> None:
    del by
    post = _known(key)
    posts.write(post, revision=revision, text=posts.checked(text), edited_at=timezone.now())
    finding.put_post(post)


def _hide_thread(post: Post, *, hidden: bool) -> None:
    """A thread whose beginning may not be read has a title that may not be read either."""
    if post.number > 1:
        return
    Thread.objects.filter(pk=post.thread_id).update(is_hidden=hidden)
    post.thread.is_hidden = hidden
    if hidden:
        finding.remove_thread(post.thread)
    else:
        finding.put_all(post.thread)


def _post(key: str) -> Post | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    found = Post.objects.filter(pk=int(key))
    return found.select_related("thread", "author", "organisation").first()


def _known(key: str) -> Post:
    post = _post(key)
    if post is None:
        raise ValueError(key)
    return post
