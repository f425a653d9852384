"""Threads: begin, change, delete."""

from collections.abc import Collection
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import attachments, audit, links
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import texts
from allmende.portal.exchange.domain.threads import (
    finding,
    following,
    limits,
    me_too,
    posts,
    telling,
)
from allmende.portal.exchange.enums import ThreadKind
from allmende.portal.exchange.models import Post, Report, Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.domain.audience import key_for
from allmende.portal.organisations.enums import TOPICS, Audience, OrganisationKind
from allmende.portal.organisations.models import Group, Member

CHANGED = (
    "Jemand anderes hat dieses Thema inzwischen geändert. Ihre Eingaben stehen noch hier, und "
    "nichts wurde überschrieben. Vergleichen Sie und speichern Sie dann erneut."
)
WIDER = (
    "Andere haben hier schon geschrieben und auf den kleineren Kreis vertraut. Den Kreis der "
    "Lesenden können Sie nur noch verkleinern. Beginnen Sie sonst ein neues Thema."
)
OTHERS = (
    "Andere haben hier schon geschrieben. Das Thema bleibt deshalb stehen. Ihren eigenen Text "
    "können Sie entfernen."
)
WIDTH = {Audience.ORGANISATION: 0, Audience.GROUP: 0, Audience.NETWORK: 1, Audience.PUBLIC: 2}


@transaction.atomic
def begin(
    *,
    values: dict[str, Any],
    text: str,
    by: Member,
    files: Collection[File[Any]] = (),
    chosen: Collection[int] = (),
) -> Thread:
    """A new thread with its first post. ``values``: title, kind, topic, audience and group.

    ``chosen``: users who are meant by names that several people have.
    """
    require(rules.may_write, by)
    limits.check_writing(by)
    now = timezone.now()
    thread = Thread.objects.create(
        **_checked(values, by),
        author=by.user,
        author_label=str(by.user),
        organisation_id=by.organisation_id,
        last_post_at=now,
    )
    post, mentioned = posts.add(thread, text=text, files=files, chosen=chosen, by=by)
    finding.put_thread(thread)
    following.begin(thread, by=by)
    audit.record("exchange.thread_begun", by=by, about=thread)
    telling.tell_of(post, mentioned=mentioned, by=by)
    return thread


@transaction.atomic
def change(thread: Thread, *, values: dict[str, Any], revision: int, by: Member) -> Thread:
    """Title, kind, topic and audience, where nobody else wrote since ``revision`` was read."""
    require(rules.may_change, by, thread)
    fields = _checked(values, by, thread)
    before = {name: getattr(thread, name) for name in fields}
    if fields["scope"] != thread.scope:
        _refuse_wider(thread, fields["audience"])
    mine = Thread.objects.filter(pk=thread.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, **fields):
        thread.refresh_from_db()
        raise Conflict(CHANGED)
    thread.refresh_from_db()
    _follow_up(thread, before)
    changed = audit.changes(before, {name: getattr(thread, name) for name in fields})
    if changed:
        audit.record("exchange.thread_changed", by=by, about=thread, details=changed)
    return thread


@transaction.atomic
def delete(thread: Thread, *, by: Member) -> None:
    """One's own, as long as nobody else has written in it."""
    require(rules.is_author, by, thread)
    Thread.objects.select_for_update().get(pk=thread.pk)
    if has_others(thread):
        raise Refused(OTHERS)
    finding.remove_thread(thread)
    for post in thread.posts.all():
        for file in attachments.of(finding.POST, str(post.pk)):
            attachments.remove(file)
    links.forget(finding.THREAD, str(thread.pk))
    me_too.forget(finding.THREAD, str(thread.pk))
    following.forget_thread(thread)
    audit.record("exchange.thread_deleted", by=by, about=thread)
    thread.delete()


def has_others(thread: Thread) -> bool:
    """Somebody else than its author has written in it."""
    return Post.objects.filter(thread=thread).exclude(author=thread.author_id).exists()


def _checked(values: dict[str, Any], by: Member, thread: Thread | None = None) -> dict[str, Any]:
    title = texts.line(str(values["title"]))
    if texts.is_blank(title):
        raise Refused("Der Titel ist leer. Sagen Sie in einem Satz, worum es geht.")
    if values["topic"] not in TOPICS or values["kind"] not in ThreadKind.values:
        raise Refused("Wählen Sie eine Art und ein Themenfeld aus der Liste.")
    group: Group | None = values.get("group")
    in_group = values["audience"] == Audience.GROUP
    return {
        "title": title[:150],
        "kind": values["kind"],
        "topic": values["topic"],
        "audience": values["audience"],
        "group": group if in_group else None,
        "scope": _scope(values["audience"], group, by, thread),
    }


def _scope(audience: str, group: Group | None, by: Member, thread: Thread | None) -> str:
    """In the organisation of the thread, whoever changes it."""
    if audience == Audience.ORGANISATION and by.organisation.kind == OrganisationKind.EXPERTS:
        raise Refused("Fachleute haben keine gemeinsame Organisation. Wählen Sie einen Kreis.")
    if audience != Audience.GROUP:
        organisation = thread.organisation_id if thread else by.organisation_id
        return key_for(audience, organisation_id=organisation)
    if group is None:
        raise Refused("Wählen Sie die Arbeitsgruppe, die mitlesen darf.")
    kept = thread is not None and thread.group_id == group.pk
    if not kept and not by.groups.filter(pk=group.pk).exists():
        raise Refused("Sie gehören nicht zu dieser Arbeitsgruppe. Wählen Sie eine andere.")
    return key_for(audience, organisation_id=by.organisation_id, group_id=group.pk)


def _refuse_wider(thread: Thread, audience: str) -> None:
    if has_others(thread) and WIDTH[Audience(audience)] >= WIDTH[Audience(thread.audience)]:
        raise Refused(WIDER)


def _follow_up(thread: Thread, before: dict[str, Any]) -> None:
    if thread.scope != before["scope"]:
        finding.rescope(thread)
        keys = [str(pk) for pk in thread.posts.values_list("pk", flat=True)]
        Report.objects.filter(kind=finding.POST, key__in=keys).update(scope=thread.scope)
    if thread.title != before["title"]:
        finding.put_thread(thread)
        first = Post.objects.filter(thread=thread, number=1).select_related("thread").first()
        if first:
            finding.put_post(first)
