"""What every page of one thread needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.exchange.domain.threads import addresses, queries
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Thread, P], HttpResponseBase]
type Trail = list[tuple[str, str]]


def thread_view[**P](view: View[P]) -> Plain:
    """Fetch ``pk`` inside what the member may see, else 404."""

    @wraps(view)
    def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        return view(request, thread_or_404(request.member, pk), **kwargs)  # type: ignore[call-arg]

    return member_required(guarded)  # type: ignore[arg-type]


def thread_or_404(reader: Member | None, pk: int) -> Thread:
    thread = queries.one(reader, pk)
    if thread is None:
        raise Http404
    return thread


def post_or_404(thread: Thread, number: int) -> Post:
    post = queries.post(thread, number)
    if post is None:
        raise Http404
    return post


def trail(thread: Thread) -> Trail:
    return [
        ("Austausch", addresses.EXCHANGE),
        (thread.title, addresses.thread_url(thread.pk)),
    ]
