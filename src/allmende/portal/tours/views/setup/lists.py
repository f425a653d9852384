"""The pages on which everything stands that was entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import keeping, queries, templates, warnings, wording
from allmende.portal.tours.forms.setup.crews import AbsenceForm
from allmende.portal.tours.forms.setup.rules import TemplatesForm
from allmende.portal.tours.models import Crew, CrewAbsence
from allmende.portal.tours.rules import may_plan, may_read
from allmende.portal.tours.views.access import tours_required


@tours_required(may_read)
@require_safe
def rules(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    page = lists.page_of(request, queries.rules_of(organisation, active=False))
    context = {
        "page": page,
        "rows": [(rule, wording.where(rule), wording.sentence(rule)) for rule in page],
        "tasks": queries.tasks_of(organisation),
        "missing": len(templates.missing(organisation)),
        "warnings": warnings.warnings_of(organisation),
        "may_plan": may_plan(request.member),
    }
    return render(request, "tours/setup/rules.html", context)


@tours_required(may_plan)
def take_templates(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    offered = templates.missing(organisation)
    initial = {"keys": [one.key for one in offered if one.key != "watering"]}
    form = TemplatesForm(posted(request), offered=offered, initial=initial)
    if form.is_valid():
        keys = form.cleaned_data["keys"]
        made = attempt(form, lambda: templates.take(organisation, keys=keys, by=request.member))
        if made:
            messages.success(
                request, f"{len(made)} Regeln sind angelegt. Prüfen Sie Abstände und Minuten."
            )
            return redirect("tours-rules")
    rows = [(one, wording.where(one.rule), wording.sentence(one.rule)) for one in offered]
    context = {"form": form, "rows": rows, "chosen": form["keys"].value() or []}
    status = 422 if form.errors else 200
    return render(request, "tours/setup/templates.html", context, status=status)


@tours_required(may_read)
@require_safe
def crews(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    page = lists.page_of(request, queries.crews_of(organisation, active=False))
    context = {
        "page": page,
        "rows": [(crew, wording.weekdays(crew.weekdays)) for crew in page],
        "vehicles": queries.vehicles_of(organisation),
        "skills": queries.skills_of(organisation),
        "may_plan": may_plan(request.member),
    }
    return render(request, "tours/setup/crews.html", context)


@tours_required(may_plan)
@require_POST
def add_absence(request: MemberRequest, pk: int) -> HttpResponse:
    crew = _crew(request, pk)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tragen Sie den ersten und den letzten Tag des Ausfalls ein.")
        return redirect("tours-crew", crew.pk)
    try:
        keeping.add_absence(crew, absence=form.instance, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Der Ausfall ist eingetragen.")
    return redirect("tours-crew", crew.pk)


@tours_required(may_plan)
@require_POST
def remove_absence(request: MemberRequest, pk: int, absence: int) -> HttpResponse:
    crew = _crew(request, pk)
    found = get_object_or_404(CrewAbsence, crew=crew, pk=absence)
    keeping.remove_absence(found, by=request.member)
    messages.success(request, "Der Ausfall ist entfernt.")
    return redirect("tours-crew", crew.pk)


@tours_required(may_read)
@require_safe
def depots(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    refills = queries.refills_of(organisation)
    context = {
        "depots": queries.depots_of(organisation),
        "rows": [(one, wording.window(one.opens, one.closes)) for one in refills],
        "may_plan": may_plan(request.member),
    }
    return render(request, "tours/setup/depots.html", context)


def _crew(request: MemberRequest, pk: int) -> Crew:
    return get_object_or_404(Crew, organisation=request.member.organisation, pk=pk)
