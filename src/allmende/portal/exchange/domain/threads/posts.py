"""Posts of a thread: reply, edit, remove. Numbers are distinct and have no gaps."""

from collections.abc import Collection
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import attachments, audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.threads import (
    finding,
    following,
    limits,
    mentions,
    telling,
)
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.models import Member

LONGEST = 20_000
CLOSED = (
    "Dieses Thema ist inzwischen geschlossen. Ihr Text steht noch hier. Beginnen Sie ein neues "
    "Thema, wenn etwas offen ist."
)
CHANGED = (
    "Dieser Beitrag wurde inzwischen geändert. Ihr Text steht noch hier, und nichts wurde "
    "überschrieben. Vergleichen Sie und speichern Sie dann erneut."
)


@transaction.atomic
def reply(
    thread: Thread,
    *,
    text: str,
    by: Member,
    files: Collection[File[Any]] = (),
    chosen: Collection[int] = (),
) -> Post:
    """The next post. The row of the thread is locked, so that two at once get two numbers."""
    require(rules.may_write, by)
    limits.check_writing(by)
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    if locked.state == ThreadState.CLOSED:
        raise Refused(CLOSED)
    post, mentioned = add(locked, text=text, files=files, chosen=chosen, by=by)
    following.begin(locked, by=by)
    audit.record("exchange.replied", by=by, about=post)
    telling.tell_of(post, mentioned=mentioned, by=by)
    return post


def add(
    thread: Thread,
    *,
    text: str,
    files: Collection[File[Any]],
    chosen: Collection[int],
    by: Member,
) -> tuple[Post, set[int]]:
    """Inside the caller's transaction; gives the post and the users whom it mentions."""
    now = timezone.now()
    post = Post.objects.create(
        thread=thread,
        number=thread.post_count + 1,
        text=checked(text),
        author=by.user,
        author_label=str(by.user),
        organisation_id=by.organisation_id,
    )
    thread.post_count, thread.last_post_at = post.number, now
    thread.save(update_fields=["post_count", "last_post_at"])
    for file in files:
        attachments.attach(finding.POST, str(post.pk), file, by=by)
    mentioned = mentions.store(post, mentions.find(post.text, thread.scope, chosen=chosen))
    finding.put_post(post)
    return post, mentioned


@transaction.atomic
def edit(
    post: Post,
    *,
    text: str,
    revision: int,
    by: Member,
    files: Collection[File[Any]] = (),
    chosen: Collection[int] = (),
) -> Post:
    """One's own; who is mentioned only now hears of it."""
    require(rules.may_edit, by, post)
    new = checked(text)
    write(post, revision=revision, text=new, edited_at=timezone.now())
    for file in files:
        attachments.attach(finding.POST, str(post.pk), file, by=by)
    found = mentions.find(new, post.thread.scope, chosen={*chosen, *_meant(post)})
    telling.tell_mentioned(post, mentions.store(post, found), by=by)
    finding.put_post(post)
    audit.record("exchange.post_edited", by=by, about=post)
    return post


@transaction.atomic
def remove(post: Post, *, by: Member) -> None:
    """The text is gone for readers, the place stays; the author may take it back."""
    require(rules.may_remove, by, post)
    write(post, revision=post.revision, removed_at=timezone.now())
    finding.remove_post(post)
    unsolve(post)
    audit.record("exchange.post_removed", by=by, about=post)


@transaction.atomic
def restore(post: Post, *, by: Member) -> None:
    require(rules.may_restore, by, post)
    write(post, revision=post.revision, removed_at=None)
    finding.put_post(post)
    audit.record("exchange.post_restored", by=by, about=post)


@transaction.atomic
def detach(post: Post, *, file: int, by: Member) -> None:
    """Take a file from one's own post."""
    require(rules.may_edit, by, post)
    found = attachments.of(finding.POST, str(post.pk)).filter(pk=file).first()
    if found:
        attachments.remove(found)
        audit.record("exchange.file_removed", by=by, about=post, details={"Datei": found.name})


def write(post: Post, *, revision: int, **fields: Any) -> None:
    """The one optimistic write; moderation goes through it, too."""
    mine = Post.objects.filter(pk=post.pk, revision=revision)
    changed = mine.update(revision=F("revision") + 1, **fields)
    thread = post.thread
    post.refresh_from_db()
    post.thread = thread
    if not changed:
        raise Conflict(CHANGED)


def unsolve(post: Post) -> None:
    """What can no longer be read solves nothing."""
    solved = Thread.objects.filter(pk=post.thread_id, solution=post)
    solved.filter(state=ThreadState.SOLVED).update(state=ThreadState.OPEN)
    Thread.objects.filter(pk=post.thread_id, solution=post).update(solution=None)


def _meant(post: Post) -> set[int]:
    return set(post.mentions.values_list("user_id", flat=True))


def checked(text: str) -> str:
    found = texts.clean(text)
    if texts.is_blank(found):
        raise Refused("Der Text ist leer. Schreiben Sie etwas, bevor Sie senden.")
    if len(found) > LONGEST:
        raise Refused(
            f"Der Text hat {len(found):,} Zeichen. Möglich sind 20.000. Kürzen Sie ihn, oder "
            "hängen Sie eine Datei an.".replace(",", ".", 1)
        )
    return found
