"""Reads of threads, always from what somebody may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.threads import finding
from allmende.portal.exchange.domain.threads.addresses import PER_PAGE
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Member

NEW = timedelta(days=7)
BEST = 500  # posts that a search looks at: twenty pages of threads


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list; empty ones do not narrow."""

    text: str = ""
    kind: str = ""
    topic: str = ""
    state: str = ""
    group: int | None = None
    mine: bool = False
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class TopicCount:
    key: str
    name: str
    threads: int
    new: int  # with a post of the last seven days


def visible(reader: Member | None) -> QuerySet[Thread]:
    found = Thread.objects.filter(audience.visible_to(reader), is_hidden=False)
    return found.select_related("author", "organisation", "group")


def one(reader: Member | None, pk: int) -> Thread | None:
    """A thread whose beginning is hidden is left to its author and to those who moderate."""
    found = Thread.objects.filter(audience.visible_to(reader), pk=pk)
    thread = found.select_related("author", "organisation", "group", "solution").first()
    if thread and thread.is_hidden and not rules.may_change(reader, thread):
        return None
    return thread


def narrowed(reader: Member | None, wanted: Wanted) -> QuerySet[Thread]:
    """By all filters but the words; see ``ranked``."""
    found = visible(reader)
    for name in ("kind", "topic", "state"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.group:
        found = found.filter(scope=f"group:{wanted.group}")
    if wanted.mine and reader:
        own = Post.objects.filter(thread=OuterRef("pk"), author=reader.user_id)
        found = found.filter(Q(author=reader.user_id) | Exists(own))
    if wanted.unanswered:
        found = found.filter(post_count=1, state=ThreadState.OPEN)
    return found


def ranked(reader: Member, wanted: Wanted) -> list[int]:
    """Threads in which a post fits the words, those with the best post first."""
    inside: QuerySet[Any] | None = None
    if wanted != Wanted(text=wanted.text):
        within = narrowed(reader, replace(wanted, text=""))
        inside = Post.objects.filter(thread__in=within.order_by().values("pk")).values("pk")
    keys = audience.find_keys(reader)
    best = search.matching(
        wanted.text, kinds=[finding.POST], keys=keys, within=inside, most=BEST
    ).ids
    places = dict(Post.objects.filter(pk__in=best).values_list("pk", "thread_id"))
    return list(dict.fromkeys(places[pk] for pk in best if pk in places))


def in_order(ids: Iterable[int], reader: Member) -> list[Thread]:
    """Those that the reader may see, in the order of their ids."""
    wanted = list(ids)
    found = visible(reader).in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def posts(thread: Thread, page: int) -> list[Post]:
    """However long the thread is, one page costs the same: numbers have no gaps."""
    first = (page - 1) * PER_PAGE + 1
    found = Post.objects.filter(thread=thread, number__range=(first, first + PER_PAGE - 1))
    return list(found.select_related("author", "organisation").prefetch_related("mentions"))


def post(thread: Thread, number: int) -> Post | None:
    found = Post.objects.filter(thread=thread, number=number)
    return found.select_related("author", "organisation", "thread").first()


def last_page(thread: Thread) -> int:
    return max(1, -(-thread.post_count // PER_PAGE))


def topics(reader: Member | None) -> list[TopicCount]:
    """All topic fields with what the reader may see of each, in their own order."""
    since = timezone.now() - NEW
    rows = visible(reader).order_by().values("topic")
    counted = {
        row["topic"]: row
        for row in rows.annotate(n=Count("pk"), new=Count("pk", filter=Q(last_post_at__gte=since)))
    }
    nothing = {"n": 0, "new": 0}
    return [
        TopicCount(key, str(name), (row := counted.get(key, nothing))["n"], row["new"])
        for key, name in TOPICS.items()
    ]
