"""The entrance of the exchange, and one topic field."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import topic_sections
from allmende.portal.core.enums import FollowLevel
from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.exchange.domain.threads import addresses, following, queries
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.forms.threads.filtering import ThreadFilter
from allmende.portal.exchange.models import Thread
from allmende.portal.exchange.views.threads.detail import BADGES
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.middleware import MemberRequest

ORDERS = {
    "neu": ["-last_post_at"],
    "titel": ["title"],
    "antworten": ["-post_count"],
    "begonnen": ["-created_at"],
    "stand": ["state", "-last_post_at"],
}
COLUMNS = [
    "Titel",
    "Art",
    "Themenfeld",
    "Stand",
    "Von",
    "Organisation",
    "Antworten",
    "Begonnen",
    "Letzter Beitrag",
    "Adresse",
]
FOLLOW = [("", "nicht folgen"), *FollowLevel.choices]


@member_required
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page, threads = _page(request, form.wanted)
    context = {
        "filter": form,
        "page": page,
        "rows": [_row(thread) for thread in threads],
        "by_words": _by_words(request, form.wanted),
        "narrowed": form.wanted != Wanted(),
        "topics": _topics(request),
    }
    return render(request, "exchange/threads/overview.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    wanted = _filter(request).wanted
    found = queries.narrowed(request.member, wanted)
    if wanted.text:
        found = found.filter(pk__in=queries.ranked(request.member, wanted))
    rows = _lines(request, ordered(request, found, ORDERS))
    return csv_response("austausch.csv", header=COLUMNS, rows=rows)


@member_required
@require_safe
def topic(request: MemberRequest, topic: str) -> HttpResponse:
    """Threads of one topic field, and what other parts of the platform have on it."""
    if topic not in TOPICS:
        raise Http404
    found = queries.narrowed(request.member, Wanted(topic=topic))
    page = page_of(request, found.order_by("-is_pinned", "-last_post_at", "-pk"))
    context = {
        "topic": topic,
        "name": str(TOPICS[topic]),
        "group_name": "#KoKI" if topic.startswith("koki:") else "URBAN.KI",
        "page": page,
        "rows": [_row(thread) for thread in page],
        "sections": topic_sections.sections(request.member, topic),
        "level": following.level_of_topic(request.member, topic) or "",
        "levels": FOLLOW,
    }
    return render(request, "exchange/threads/topic.html", context)


def _filter(request: MemberRequest) -> ThreadFilter:
    form = ThreadFilter(request.GET, member=request.member)
    form.is_valid()
    return form


def _page(request: MemberRequest, wanted: Wanted) -> tuple[Page[Any], list[Thread]]:
    """By relevance the ids are paged and fetched; any other order pages the rows themselves."""
    if _by_words(request, wanted):
        page = page_of(request, queries.ranked(request.member, wanted))
        return page, queries.in_order(page.object_list, request.member)
    found: QuerySet[Thread] = queries.narrowed(request.member, wanted)
    if wanted.text:
        found = found.filter(pk__in=queries.ranked(request.member, wanted))
    if "sortierung" not in request.GET:
        page = page_of(request, found.order_by("-is_pinned", "-last_post_at", "-pk"))
    else:
        page = page_of(request, ordered(request, found, ORDERS))
    return page, list(page.object_list)


def _by_words(request: MemberRequest, wanted: Wanted) -> bool:
    return bool(wanted.text) and "sortierung" not in request.GET


def _row(thread: Thread) -> dict[str, Any]:
    return {
        "thread": thread,
        "url": addresses.thread_url(thread.pk),
        "topic": str(TOPICS.get(thread.topic, "")),
        "topic_url": addresses.topic_url(thread.topic),
        "badge": BADGES[ThreadState(thread.state)],
        "who": thread.author or thread.author_label,
        "replies": thread.post_count - 1,
        "last_url": addresses.post_url(thread.pk, max(1, thread.post_count)),
        "is_new": timezone.now() - thread.last_post_at < queries.NEW,
    }


def _topics(request: MemberRequest) -> list[tuple[str, list[dict[str, Any]]]]:
    """The two sets of fields, each with counts and with what the reader follows."""
    followed = following.topics_of(request.member)
    drawn = [
        {
            "count": one,
            "url": addresses.topic_url(one.key),
            "follows": followed.get(one.key, FollowLevel.MUTE) != FollowLevel.MUTE,
        }
        for one in queries.topics(request.member)
    ]
    return [
        (title, [one for one in drawn if _of(one, prefix)])
        for title, prefix in (("#KoKI", "koki:"), ("URBAN.KI", "urban:"))
    ]


def _of(drawn: dict[str, Any], prefix: str) -> bool:
    return bool(drawn["count"].key.startswith(prefix))


def _lines(request: MemberRequest, found: Iterable[Thread]) -> Iterator[list[Any]]:
    for thread in found:
        yield [
            thread.title,
            thread.get_kind_display(),
            str(TOPICS.get(thread.topic, "")),
            thread.get_state_display(),
            str(thread.author or thread.author_label),
            thread.organisation.name,
            thread.post_count - 1,
            f"{timezone.localtime(thread.created_at):%d.%m.%Y}",
            f"{timezone.localtime(thread.last_post_at):%d.%m.%Y %H:%M}",
            request.build_absolute_uri(addresses.thread_url(thread.pk)),
        ]
