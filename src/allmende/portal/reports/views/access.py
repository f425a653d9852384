"""Who may open a report: colleagues read, AI officers and the leadership write."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.reports import rules
from allmende.portal.reports.domain import queries
from allmende.portal.reports.models import Report

type View[**P] = Callable[Concatenate[MemberRequest, Report, P], HttpResponseBase]
LIST = ("Berichte", "/berichte/")


def report_view[**P](*, write: bool = False) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside the member's organisation (else 404), check writing (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            report = queries.one(request.member, pk)
            if report is None:
                raise Http404
            if write:
                require(rules.may_write, request.member, report.organisation_id)
            return view(request, report, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def writers_only[**P](view: Callable[Concatenate[MemberRequest, P], HttpResponseBase]) -> Plain:
    """A page for those who write reports of the own organisation."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(rules.may_write, request.member, request.member.organisation_id)
        return view(request, *args, **kwargs)

    return member_required(guarded)


def trail(report: Report) -> list[tuple[str, str]]:
    return [LIST, (report.title, f"/berichte/{report.pk}/")]
