"""One thread, fifty posts a page; public ones are read without log-in, too."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import attachments
from allmende.portal.core.enums import FollowLevel
from allmende.portal.core.markdown import posted
from allmende.portal.exchange.domain import linking
from allmende.portal.exchange.domain.threads import (
    addresses,
    finding,
    following,
    me_too,
    queries,
    writing,
)
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.forms.threads.writing import PostForm
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.exchange.rules import moderation
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.exchange.views.threads import composing
from allmende.portal.exchange.views.threads.access import thread_or_404
from allmende.portal.exchange.views.threads.writing import quoted, reply_draft
from allmende.portal.organisations.enums import TOPICS, Audience
from allmende.portal.organisations.middleware import MemberRequest, VisitorRequest
from allmende.portal.organisations.models import Member

BADGES = {ThreadState.OPEN: "info", ThreadState.SOLVED: "success", ThreadState.CLOSED: "warning"}
LEVELS = [
    ("", "wie beim Themenfeld"),
    (FollowLevel.ALL.value, "alles"),
    (FollowLevel.MUTE.value, "nichts"),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as the page shows it."""

    post: Post
    who: str
    html: str
    files: list[Any]  # Attachment
    may: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Pages:
    number: int
    last: int

    @property
    def previous(self) -> int:
        return self.number - 1 if self.number > 1 else 0

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.last else 0


@require_safe
def detail(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Who is not signed in is asked to, unless the thread is public."""
    member = request.member
    thread = queries.one(member, pk) if member is None else thread_or_404(member, pk)
    if thread is None:
        signed_in = request.user.is_authenticated
        return (
            redirect("no-organisation") if signed_in else redirect_to_login(request.get_full_path())
        )
    pages = _pages(request, thread)
    context: dict[str, Any] = {
        "thread": thread,
        "topic": str(TOPICS.get(thread.topic, "")),
        "topic_url": addresses.topic_url(thread.topic),
        "badge_kind": BADGES[ThreadState(thread.state)],
        "who": _who(member, thread),
        "rows": _rows(member, thread, queries.posts(thread, pages.number)),
        "pages": pages,
        "trail": [("Austausch", addresses.EXCHANGE)],
        "solution": (solution := _solution(member, thread)),
        "solution_url": addresses.post_url(pk, solution.post.number) if solution else "",
        "concerned": me_too.organisations(finding.THREAD, str(pk)),
    }
    if member is None:
        return render(request, "exchange/threads/public.html", context)
    return _for_member(request, member, thread, context)  # type: ignore[arg-type]


def _for_member(
    request: MemberRequest, member: Member, thread: Thread, context: dict[str, Any]
) -> HttpResponse:
    key = reply_draft(thread)
    draft, values = composing.kept(request, key)
    initial = values or {"text": quoted(thread, request.GET.get("zitat", ""))}
    context |= {
        "may": _may(member, thread),
        "said": me_too.said(finding.THREAD, str(thread.pk), by=member),
        "level": following.level_of_thread(member, thread) or "",
        "levels": LEVELS,
        "tied": linking.tied(member, (finding.THREAD, str(thread.pk))),
        "is_public": thread.audience == Audience.PUBLIC,
        "draft": draft,
        "draft_key": key,
        "composing": composing.Composing(PostForm(initial=initial)),
    }
    return render(request, "exchange/threads/detail.html", context)


def _pages(request: VisitorRequest, thread: Thread) -> Pages:
    """A page that does not exist becomes the nearest; "letzte" is the last one."""
    last, wanted = queries.last_page(thread), request.GET.get("seite", "")
    if wanted == "letzte":
        return Pages(last, last)
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
    return Pages(min(max(number, 1), last), last)


def _rows(member: Member | None, thread: Thread, posts: list[Post]) -> list[Shown]:
    keys = [str(post.pk) for post in posts if post.is_shown]
    files = attachments.of_many(finding.POST, keys)
    may_change = rules.may_change(member, thread)
    return [
        Shown(
            post,
            _who(member, post),
            posted(post.text, [one.name for one in post.mentions.all()]) if post.is_shown else "",
            files.get(str(post.pk), []),
            _may_with(member, post, may_change=may_change),
        )
        for post in posts
    ]


def _may_with(member: Member | None, post: Post, *, may_change: bool) -> dict[str, bool]:
    own = rules.may_edit(member, post)
    return {
        "edit": own,
        "restore": rules.may_restore(member, post),
        "solve": may_change and post.is_shown and post.number > 1,
        "report": member is not None and not own and post.is_shown,
    }


def _may(member: Member, thread: Thread) -> dict[str, bool]:
    return {
        "reply": rules.may_reply(member, thread),
        "change": rules.may_change(member, thread),
        "moderate": moderation.decides_in(member, thread.scope, thread.organisation_id),
        "pin": rules.may_moderate(member),
        "delete": rules.is_author(member, thread) and not writing.has_others(thread),
    }


def _who(member: Member | None, written: Thread | Post) -> str:
    """The public reads for which organisation somebody wrote, not who it was."""
    if member is None:
        return str(written.organisation)
    return f"{written.author or written.author_label} ({written.organisation})"


def _solution(member: Member | None, thread: Thread) -> Shown | None:
    post = queries.post(thread, thread.solution.number) if thread.solution else None
    if post is None or not post.is_shown:
        return None
    names = [one.name for one in post.mentions.all()]
    return Shown(post, _who(member, post), posted(post.text, names), [], {})
