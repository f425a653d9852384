"""What every page of one use case needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import queries
from allmende.portal.register.models import UseCase

type View[**P] = Callable[Concatenate[MemberRequest, UseCase, P], HttpResponseBase]
type Rule = Callable[[Member | None, UseCase], bool]


def use_case_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside the member's scope (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
            use_case = queries.one(request.member, pk)
            if use_case is None:
                raise Http404
            if may:
                require(may, request.member, use_case)
            return view(request, use_case, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def trail(use_case: UseCase) -> list[tuple[str, str]]:
    """The breadcrumb above a page of one use case."""
    return [
        ("Anwendungsfälle", "/anwendungsfaelle/"),
        (use_case.title, f"/anwendungsfaelle/{use_case.pk}/"),
    ]
