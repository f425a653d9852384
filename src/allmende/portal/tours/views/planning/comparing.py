"""Two versions side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import comparing
from allmende.portal.tours.forms.planning.plans import CompareForm
from allmende.portal.tours.models import Plan
from allmende.portal.tours.views.planning.access import plan_view, trail


@plan_view(rules.may_read)
@require_safe
def compare(request: MemberRequest, plan: Plan) -> HttpResponse:
    """``?mit=`` names the other one; by default the version that this one was made from."""
    wanted = request.GET if "mit" in request.GET else {"mit": plan.parent_id}
    form = CompareForm(wanted, plan=plan)
    other: Plan | None = form.cleaned_data["mit"] if form.is_valid() else None
    moves = comparing.moves(other, plan) if other else []
    context = {
        "plan": plan,
        "other": other,
        "form": form,
        "figures": comparing.figures(other, plan) if other else [],
        "page": page_of(request, moves),
        "trail": trail(plan),
    }
    return render(request, "tours/planning/compare.html", context)
