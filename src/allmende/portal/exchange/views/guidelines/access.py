"""What every page of one guideline needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404
from django.http.response import HttpResponseBase

from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.models import Consultation, Guideline, GuidelineVersion
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views.trails import EXCHANGE, Trail
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Guideline, P], HttpResponseBase]
type Rule = Callable[[Member | None, Guideline], bool]

HERE = "/austausch/leitlinien/"
LIST = ("Leitlinien", HERE)


def guideline_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside what the member may see (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            guideline = queries.one(request.member, pk)
            if guideline is None:
                raise Http404
            if may:
                require(may, request.member, guideline)
            return view(request, guideline, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def consultation_or_404(request: MemberRequest, guideline: Guideline, window: int) -> Consultation:
    writes = rules.may_write(request.member, guideline)
    found = queries.consultations_of(guideline, writes=writes).filter(pk=window).first()
    if found is None:
        raise Http404
    found.guideline = guideline
    return found


def version_or_404(guideline: Guideline, number: int) -> GuidelineVersion:
    found = queries.version(guideline, number)
    if found is None:
        raise Http404
    found.guideline = guideline
    return found


def trail(guideline: Guideline) -> Trail:
    return [EXCHANGE, LIST, (guideline.title, f"{HERE}{guideline.pk}/")]
