"""One stop: to another crew or day, and locked there. By form, or dragged in the calendar."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import changing
from allmende.portal.tours.enums import StopLock
from allmende.portal.tours.forms.planning.plans import ChangeForm, MoveForm
from allmende.portal.tours.models import Plan, Stop
from allmende.portal.tours.views.planning import saving
from allmende.portal.tours.views.planning.access import plan_view, stop_or_404

LOCKED = {
    StopLock.NONE: "„{}“ ist wieder frei.",
    StopLock.CREW: "„{}“ bleibt bei dieser Kolonne.",
    StopLock.DAY: "„{}“ bleibt an diesem Tag.",
    StopLock.BOTH: "„{}“ bleibt bei dieser Kolonne an diesem Tag.",
}


@plan_view(rules.may_plan)
def move(request: MemberRequest, plan: Plan, stop: int) -> HttpResponse:
    found = stop_or_404(plan, stop)

    def action(form: ChangeForm) -> Plan:
        return changing.move(
            found, revision=form.cleaned_data["revision"], by=request.member, **form.values
        )

    return saving.change_page(
        request,
        plan,
        MoveForm,
        action,
        initial={"crew": found.tour.crew_id, "day": found.tour.day},
        title=f"„{found.label}“ verschieben",
        intro=(
            f"Jetzt am {found.tour.day:%d.%m.%Y} bei {found.tour.crew}.{_allowed(found)} Dort, "
            "wohin Sie den Einsatz verschieben, bleibt er festgelegt. Es entsteht eine neue "
            "Version."
        ),
        submit="Verschieben",
    )


def _allowed(stop: Stop) -> str:
    """What the rule or the order says; empty for versions that are older than these fields."""
    if not (stop.due and stop.earliest and stop.latest):
        return ""
    days = f"{stop.earliest:%d.%m.} bis {stop.latest:%d.%m.%Y}"
    return f" Fällig am {stop.due:%d.%m.%Y}, erlaubt vom {days}."


@plan_view(rules.may_plan)
@require_POST
def lock(request: MemberRequest, plan: Plan, stop: int) -> HttpResponse:
    found = stop_or_404(plan, stop)
    how = request.POST.get("wie", "")
    wanted = StopLock(how) if how in StopLock.values else StopLock.NONE
    saving.press(
        request,
        lambda revision: changing.lock(found, how=wanted, revision=revision, by=request.member),
        LOCKED[wanted].format(found.label),
    )
    back = request.POST.get("zurueck", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("tours-tour", plan.pk, found.tour_id)
