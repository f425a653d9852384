"""The day of one crew."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import queries, versions
from allmende.portal.tours.enums import PlanState, StopLock
from allmende.portal.tours.models import Plan, Tour
from allmende.portal.tours.views.planning.access import BADGES, plan_view, trail
from allmende.portal.tours.views.planning.plan import is_open


@plan_view(rules.may_enter)
@require_safe
def show(request: MemberRequest, plan: Plan, tour: int) -> HttpResponse:
    found = tour_or_404(request.member, plan, tour)
    context = {
        "plan": plan,
        "badge": BADGES[PlanState(plan.state)],
        "tour": found,
        "stops": list(queries.stops_of(found)),
        "locks": StopLock.choices,
        "may_change": rules.may_plan(request.member) and is_open(plan),
        "last": versions.last_day(plan),
        "trail": trail(plan),
    }
    return render(request, "tours/planning/tour.html", context)


def tour_or_404(member: Member, plan: Plan, pk: int) -> Tour:
    """Crews see their own tours of the plan that holds, readers all of them."""
    found = queries.tour_of(plan, pk)
    if found is None:
        raise Http404
    if rules.may_read(member):
        return found
    if plan.state != PlanState.PUBLISHED or not rules.may_drive(member, found.crew):
        raise PermissionDenied
    return found
