"""Publish, freeze days, delete a draft, tidy up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import publishing, versions
from allmende.portal.tours.forms.planning.plans import ChangeForm, FrozenDaysForm
from allmende.portal.tours.models import Plan
from allmende.portal.tours.views.access import tours_required
from allmende.portal.tours.views.planning import saving
from allmende.portal.tours.views.planning.access import plan_view, trail


@plan_view(rules.may_plan)
def publish(request: MemberRequest, plan: Plan) -> HttpResponse:
    def action(form: ChangeForm) -> Plan:
        publishing.publish(
            plan, revision=form.cleaned_data["revision"], by=request.member, **form.values
        )
        return plan

    holds = versions.published(plan.organisation)
    replaced = f" {holds} ist dann abgelöst." if holds and holds.pk != plan.pk else ""
    left = plan.unplanned.count()
    missing = f" {left} Einsätze sind darin nicht eingeplant." if left else ""
    return saving.change_page(
        request,
        plan,
        FrozenDaysForm,
        action,
        title=f"{plan} veröffentlichen",
        intro=f"Die Kolonnen sehen ab jetzt diesen Plan und erhalten eine Mitteilung."
        f"{replaced}{missing}",
        submit="Veröffentlichen",
        done=f"{plan} gilt. Die Kolonnen sehen ihn.",
    )


@plan_view(rules.may_plan)
def freeze(request: MemberRequest, plan: Plan) -> HttpResponse:
    def action(form: ChangeForm) -> Plan:
        publishing.freeze(
            plan,
            until=form.cleaned_data["frozen_until"],
            revision=form.cleaned_data["revision"],
            by=request.member,
        )
        return plan

    return saving.change_page(
        request,
        plan,
        FrozenDaysForm,
        action,
        title="Tage festhalten",
        intro="Neue Planungen ändern nicht, was die Kolonnen für diese Tage schon wissen.",
        submit="Festhalten",
        done="Gespeichert.",
    )


@plan_view(rules.may_plan)
def delete(request: MemberRequest, plan: Plan) -> HttpResponse:
    if request.method == "POST":
        try:
            publishing.delete(plan, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("tours-plan", plan.pk)
        messages.success(request, f"{plan} ist gelöscht.")
        return redirect("tours-plans")
    context = {
        "title": f"{plan} löschen",
        "text": "Das lässt sich nicht zurücknehmen. Andere Versionen bleiben erhalten.",
        "action": "Löschen",
        "trail": trail(plan),
        "back": f"/werkzeuge/touren/plaene/{plan.pk}/",
    }
    return render(request, "core/confirm.html", context)


@tours_required(rules.may_plan)
@require_POST
def tidy(request: MemberRequest) -> HttpResponse:
    count = publishing.delete_old(request.member.organisation, by=request.member)
    messages.success(request, f"{count} alte Entwürfe sind gelöscht.")
    return redirect("tours-plans")
