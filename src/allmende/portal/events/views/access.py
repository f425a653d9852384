"""Fetching a session inside the member's scope."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.planning import names, queries
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Series, Session
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Session, P], HttpResponseBase]
type SeriesView[**P] = Callable[Concatenate[MemberRequest, Series, P], HttpResponseBase]
type Rule = Callable[[Member | None, Any], bool]

BADGES = {
    SessionState.DRAFT: "warning",
    SessionState.PUBLISHED: "info",
    SessionState.CANCELLED: "danger",
    SessionState.DONE: "success",
}


def session_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside the member's scope (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            session = queries.one(request.member, pk)
            if session is None:
                raise Http404
            if may:
                require(may, request.member, session)
            return view(request, session, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def series_view[**P](*, may: Rule | None = None) -> Callable[[SeriesView[P]], Plain]:
    def decorate(view: SeriesView[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            series = queries.one_series(request.member, pk)
            if series is None:
                raise Http404
            if may:
                require(may, request.member, series)
            return view(request, series, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def trail(session: Session, *, plan: bool = False) -> list[tuple[str, str]]:
    """The breadcrumb above a page of one session; ``plan``: under its agenda."""
    steps = [
        ("Veranstaltungen", "/veranstaltungen/"),
        (session.title, names.address_of(session)),
    ]
    return [*steps, ("Programm", f"{names.address_of(session)}programm/")] if plan else steps
