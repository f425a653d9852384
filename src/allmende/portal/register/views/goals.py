"""Goals with indicator, baseline and target."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import queries, use_cases
from allmende.portal.register.forms.goals import GoalFormSet, values
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import trail, use_case_view


@use_case_view(may=rules.may_edit)
def edit(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    formset = GoalFormSet(posted(request), queryset=queries.goals_of(use_case), prefix="ziel")
    conflict = ""
    if request.method == "POST" and formset.is_valid():
        revision = request.POST.get("revision", "")
        try:
            use_cases.change_goals(
                use_case,
                goals=values(formset),
                revision=int(revision) if revision.isdecimal() else 0,
                by=request.member,
            )
        except Conflict as refused:
            conflict = str(refused)
        else:
            messages.success(request, "Die Ziele sind gespeichert.")
            return redirect(f"{reverse('use-case', args=[use_case.pk])}#ziele")
    context = {
        "use_case": use_case,
        "formset": formset,
        "trail": trail(use_case),
        "conflict": conflict,
        "theirs": queries.goals_of(use_case) if conflict else [],
    }
    status = 409 if conflict else 422 if formset.is_bound else 200
    return render(request, "register/goals.html", context, status=status)
