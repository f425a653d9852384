"""An urgent order, a crew that is away, a closed street; and back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import changing
from allmende.portal.tours.forms.planning.plans import (
    AbsenceForm,
    ChangeForm,
    ClosureForm,
    OrderForm,
)
from allmende.portal.tours.models import Plan
from allmende.portal.tours.views.planning import saving
from allmende.portal.tours.views.planning.access import plan_view


@plan_view(rules.may_plan)
def order(request: MemberRequest, plan: Plan) -> HttpResponse:
    def action(form: ChangeForm) -> Plan:
        revision = form.cleaned_data["revision"]
        return changing.add_order(plan, values=form.values, revision=revision, by=request.member)

    return saving.change_page(
        request,
        plan,
        OrderForm,
        action,
        title="Eilauftrag",
        intro="Der Auftrag kommt in die Tour, in der er am wenigsten stört.",
        submit="Einplanen",
        map_lon="id_lon",
        map_lat="id_lat",
    )


@plan_view(rules.may_plan)
def absence(request: MemberRequest, plan: Plan) -> HttpResponse:
    def action(form: ChangeForm) -> Plan:
        revision = form.cleaned_data["revision"]
        return changing.drop_crew(plan, revision=revision, by=request.member, **form.values)

    return saving.change_page(
        request,
        plan,
        AbsenceForm,
        action,
        title="Kolonne fällt aus",
        intro="Die anderen übernehmen, was sie können. Warum die Kolonne ausfällt, steht nirgends.",
        submit="Umplanen",
    )


@plan_view(rules.may_plan)
def closure(request: MemberRequest, plan: Plan) -> HttpResponse:
    def action(form: ChangeForm) -> Plan:
        revision = form.cleaned_data["revision"]
        return changing.close_street(plan, values=form.values, revision=revision, by=request.member)

    return saving.change_page(
        request,
        plan,
        ClosureForm,
        action,
        title="Straße sperren",
        intro="An den Tagen der Sperrung fährt niemand durch diese Straße.",
        submit="Umplanen",
    )


@plan_view(rules.may_plan)
@require_POST
def undo(request: MemberRequest, plan: Plan) -> HttpResponse:
    done = f"Zurück bei {plan.parent}. {plan} liegt beiseite und lässt sich wiederherstellen."
    pressed = saving.press(
        request, lambda revision: changing.undo(plan, revision=revision, by=request.member), done
    )
    return redirect("tours-plan", plan.parent_id if pressed else plan.pk)


@plan_view(rules.may_plan)
@require_POST
def redo(request: MemberRequest, plan: Plan) -> HttpResponse:
    saving.press(
        request,
        lambda revision: changing.redo(plan, revision=revision, by=request.member),
        f"{plan} ist wieder ein Entwurf, an dem gearbeitet wird.",
    )
    return redirect("tours-plan", plan.pk)
