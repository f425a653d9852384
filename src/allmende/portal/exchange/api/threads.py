"""Threads and posts by program: what the pages show and allow, and nothing else."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth
from pydantic import ConfigDict

from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.texts import clean
from allmende.portal.exchange.domain.threads import posts, queries, writing
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.enums import ThreadKind
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.enums import TOPICS, Audience
from allmende.portal.organisations.models import Group, Member

A_PAGE = 50
LAST_PAGE = 10_000
HIGHEST = 2**31 - 1

PageNumber = Annotated[int, Query(1, ge=1, le=LAST_PAGE, description="Seite, ab 1")]
router = Router(auth=django_auth, tags=["Austausch"])


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


READING: Any = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
WRITING: Any = {**READING, 400: Problem}


class ThreadOut(Schema):
    id: int
    title: str
    kind: str
    topic: str = Field(description=f"Themenfeld: {', '.join(TOPICS)}")
    audience: str
    state: str
    author: str
    organisation: str
    posts: int
    created: datetime
    last_post: datetime


class ThreadsOut(Schema):
    count: int
    page: int
    threads: list[ThreadOut]


class PostOut(Schema):
    """``text`` ist Markdown; leer, wo der Text entfernt, ausgeblendet oder gelöscht ist."""

    number: int
    author: str
    organisation: str
    text: str
    state: str = Field(description="shown, removed, hidden oder wiped")
    created: datetime
    edited: datetime | None
    solves: bool


class PostsOut(Schema):
    count: int
    page: int
    posts: list[PostOut]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class PostIn(Strict):
    text: str = Field(max_length=posts.LONGEST, description="Markdown")
    mentions: list[Annotated[int, Field(ge=1, le=HIGHEST)]] = Field(
        default_factory=list,
        max_length=100,
        description="Wer gemeint ist, wo mehrere so heißen: Nummern von Personen",
    )


class ThreadIn(PostIn):
    title: str = Field(max_length=150)
    kind: ThreadKind
    topic: str = Field(max_length=40)
    audience: Audience
    group: Annotated[int, Field(ge=1, le=HIGHEST)] | None = None


@router.get(
    "/threads",
    response={200: ThreadsOut, **READING},
    summary="Themen, die man sehen darf, je Seite 50, das neueste zuerst",
)
def listed(
    request: HttpRequest,
    page: PageNumber,
    q: Annotated[str, Query("", max_length=200, description="Wörter; die passendsten zuerst")],
    topic: Annotated[str, Query("", max_length=40)],
    kind: Annotated[str, Query("", max_length=20)],
    state: Annotated[str, Query("", max_length=10)],
) -> dict[str, Any]:
    member = _member(request)
    wanted = Wanted(text=clean(q), topic=clean(topic), kind=clean(kind), state=clean(state))
    start = (page - 1) * A_PAGE
    if wanted.text:
        ids = queries.ranked(member, wanted)
        found = queries.in_order(ids[start : start + A_PAGE], member)
        return {"count": len(ids), "page": page, "threads": [_thread(one) for one in found]}
    rows = queries.narrowed(member, wanted).order_by("-last_post_at", "-pk")
    shown = rows[start : start + A_PAGE]
    return {"count": rows.count(), "page": page, "threads": [_thread(one) for one in shown]}


@router.post(
    "/threads", response={201: ThreadOut, **WRITING}, summary="Ein Thema mit erstem Beitrag"
)
def begin(request: HttpRequest, new: ThreadIn) -> tuple[int, dict[str, Any]]:
    member = _member(request)
    group = Group.objects.filter(members=member, pk=new.group).first() if new.group else None
    values = {
        "title": new.title,
        "kind": new.kind.value,
        "topic": new.topic,
        "audience": new.audience.value,
        "group": group,
    }
    try:
        thread = writing.begin(values=values, text=new.text, chosen=new.mentions, by=member)
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return 201, _thread(thread)


@router.get("/threads/{pk}", response={200: ThreadOut, **READING}, summary="Ein Thema")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _thread(_one(request, pk))


@router.get(
    "/threads/{pk}/posts",
    response={200: PostsOut, **READING},
    summary="Beiträge eines Themas, je Seite 50, der erste zuerst",
)
def posts_of(request: HttpRequest, pk: int, page: PageNumber) -> dict[str, Any]:
    thread = _one(request, pk)
    found = queries.posts(thread, page)
    return {
        "count": thread.post_count,
        "page": page,
        "posts": [_post(one, thread) for one in found],
    }


@router.post("/threads/{pk}/posts", response={201: PostOut, **WRITING}, summary="Antworten")
def reply(request: HttpRequest, pk: int, new: PostIn) -> tuple[int, dict[str, Any]]:
    thread = _one(request, pk)
    try:
        post = posts.reply(thread, text=new.text, chosen=new.mentions, by=_member(request))
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return 201, _post(post, thread)


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member


def _one(request: HttpRequest, pk: int) -> Thread:
    thread = queries.one(_member(request), pk) if 0 < pk < 2**63 else None
    if thread is None:
        raise Http404
    return thread


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.pk,
        "title": thread.title,
        "kind": thread.kind,
        "topic": thread.topic,
        "audience": thread.audience,
        "state": thread.state,
        "author": str(thread.author or thread.author_label),
        "organisation": str(thread.organisation),
        "posts": thread.post_count,
        "created": thread.created_at,
        "last_post": thread.last_post_at,
    }


def _post(post: Post, thread: Thread) -> dict[str, Any]:
    return {
        "number": post.number,
        "author": str(post.author or post.author_label),
        "organisation": str(post.organisation),
        "text": post.text if post.is_shown else "",
        "state": _state(post),
        "created": post.created_at,
        "edited": post.edited_at,
        "solves": thread.solution_id == post.pk,
    }


def _state(post: Post) -> str:
    if post.wiped_at:
        return "wiped"
    if post.hidden_at:
        return "hidden"
    return "removed" if post.removed_at else "shown"
