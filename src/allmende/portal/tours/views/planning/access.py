"""Fetching a plan inside the member's organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from allmende.portal.organisations.access import Plain
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.planning import queries
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Plan, Stop
from allmende.portal.tours.views.access import TRAIL, Rule, tours_required

type PlanView[**P] = Callable[Concatenate[MemberRequest, Plan, P], HttpResponseBase]

BADGES = {
    PlanState.PLANNING: "info",
    PlanState.DRAFT: "warning",
    PlanState.PUBLISHED: "success",
    PlanState.REPLACED: "info",
}


def plan_view(rule: Rule) -> Callable[[PlanView[...]], Plain]:
    """The plan ``pk`` of the own organisation, else 404."""

    def decorate(view: PlanView[...]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponse:
            plan = queries.plan_of(request.member.organisation, pk)
            if plan is None:
                raise Http404
            return view(request, plan, **kwargs)  # type: ignore[return-value]

        return tours_required(rule)(guarded)

    return decorate


def stop_or_404(plan: Plan, pk: int) -> Stop:
    stop = queries.stop_of(plan, pk)
    if stop is None:
        raise Http404
    return stop


def trail(plan: Plan | None = None) -> list[tuple[str, str]]:
    """The breadcrumb above a page of the plans."""
    own = [(str(plan), f"/werkzeuge/touren/plaene/{plan.pk}/")] if plan else []
    return [*TRAIL, *own]
