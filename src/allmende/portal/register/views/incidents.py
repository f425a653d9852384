"""Incidents: report, stop, mend, list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import incidents, use_cases
from allmende.portal.register.enums import RUNNING_STATES, Severity
from allmende.portal.register.forms.incidents import IncidentForm, ResolveForm
from allmende.portal.register.forms.lifecycle import RevisionForm
from allmende.portal.register.models import Incident, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

BADGES = {
    Severity.LOW: "info",
    Severity.MEDIUM: "warning",
    Severity.HIGH: "danger",
    Severity.SERIOUS: "danger",
}


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    rows = list(use_case.incidents.all())
    context = {
        "open": [(row, BADGES[Severity(row.severity)]) for row in rows if not row.resolved_at],
        "resolved": sum(1 for row in rows if row.resolved_at),
        "may_report": rules.is_colleague(request.member, use_case),
    }
    return Panel("vorfaelle", "Vorfälle", "register/lifecycle/incidents_panel.html", context)


@use_case_view(may=rules.is_colleague)
def report(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    decides = rules.may_suspend(request.member, use_case)
    form = IncidentForm(posted(request), use_case=use_case, decides=decides)
    if form.is_valid():
        incident = attempt(
            form,
            lambda: incidents.report(
                use_case,
                values=form.values,
                suspend=form.cleaned_data.get("suspend", False),
                by=request.member,
            ),
        )
        if incident:
            messages.success(request, _reported(incident))
            return redirect("incident", use_case.pk, incident.pk)
    context = {
        "use_case": use_case,
        "form": form,
        "trail": trail(use_case),
        "duty": incidents.informing_duty(use_case),
    }
    status = 422 if form.errors else 200
    return render(request, "register/lifecycle/incident_report.html", context, status=status)


@use_case_view(may=rules.is_colleague)
def detail(request: MemberRequest, use_case: UseCase, incident: int) -> HttpResponse:
    """Read it; the form says how it was mended."""
    row = _one(request, use_case, incident)
    form = ResolveForm(posted(request), initial={"revision": row.revision})
    if request.method != "POST":
        return _page(request, row, form)
    require(rules.may_suspend, request.member, use_case)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        incidents.resolve(row, **form.cleaned_data, by=request.member)
    except Refused as refused:
        form.add_error(None, str(refused))
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, row, form, status=status)
    held = " Der Betrieb bleibt ausgesetzt." if row.use_case.is_suspended else ""
    messages.success(request, f"Der Vorfall ist behoben.{held}")
    return redirect("incident", use_case.pk, row.pk)


@use_case_view(may=rules.may_suspend)
@require_POST
def suspend(request: MemberRequest, use_case: UseCase, incident: int) -> HttpResponse:
    row = _one(request, use_case, incident)
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            incidents.suspend(row, **form.cleaned_data, by=request.member)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Der Betrieb ist ausgesetzt.")
    return redirect("incident", use_case.pk, row.pk)


def _page(
    request: MemberRequest, row: Incident, form: ResolveForm, *, status: int = 200
) -> HttpResponse:
    may = rules.may_suspend(request.member, row.use_case)
    is_open = row.resolved_at is None
    runs = row.use_case.state in RUNNING_STATES
    context = {
        "incident": row,
        "use_case": row.use_case,
        "badge": BADGES[Severity(row.severity)],
        "trail": [
            *trail(row.use_case),
            ("Vorfälle", f"{use_cases.address_of(row.use_case)}#vorfaelle"),
        ],
        "form": form if form.errors or (is_open and may) else None,
        "may_suspend": may and is_open and runs and not row.suspends,
        "duty": incidents.informing_duty(row.use_case),
    }
    return render(request, "register/lifecycle/incident.html", context, status=status)


def _reported(incident: Incident) -> str:
    if incident.suspends:
        return "Der Vorfall ist gemeldet und der Betrieb ausgesetzt."
    if incident.proposes_suspension:
        return (
            "Der Vorfall ist gemeldet. Die Verantwortlichen entscheiden, ob der Betrieb "
            "ausgesetzt wird."
        )
    return "Der Vorfall ist gemeldet. Die Verantwortlichen wissen Bescheid."


def _one(request: MemberRequest, use_case: UseCase, pk: int) -> Incident:
    return get_object_or_404(incidents.visible_to(request.member), use_case=use_case, pk=pk)
