"""One click plans four weeks."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import checking, making
from allmende.portal.tours.forms.planning.plans import NewPlanForm
from allmende.portal.tours.views.access import tours_required
from allmende.portal.tours.views.planning.access import trail


@tours_required(rules.may_plan)
def new(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = NewPlanForm(posted(request))
    if form.is_valid():
        plan = attempt(
            form, lambda: making.start(organisation, by=request.member, **form.cleaned_data)
        )
        if plan:
            return redirect("tours-plan", plan.pk)
    context = {
        "title": "Vier Wochen planen",
        "form": form,
        "submit": "Planen",
        "checked": checking.check(organisation),
        "trail": trail(),
        "back": "/werkzeuge/touren/",
    }
    status = 422 if form.errors else 200
    return render(request, "tours/planning/new.html", context, status=status)
