"""What every page of one call needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.calls import queries
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.exchange.views.trails import EXCHANGE, Trail
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Call, P], HttpResponseBase]
type Rule = Callable[[Member | None, Call], bool]

HERE = "/austausch/aufrufe/"
LIST = ("Aufrufe", HERE)


def call_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside what the member may see (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            call = queries.one(request.member, pk)
            if call is None:
                raise Http404
            if may:
                require(may, request.member, call)
            return view(request, call, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def own_or_404(request: MemberRequest, call: Call, pk: int) -> Submission:
    found = queries.own_one(request.member, call, pk)
    if found is None:
        raise Http404
    found.call = call
    return found


def trail(call: Call) -> Trail:
    return [EXCHANGE, LIST, (call.title, f"{HERE}{call.pk}/")]
