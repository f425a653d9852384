"""The sign-off chain of the own organisation, for its AI officers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import posted
from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain import chain
from allmende.portal.register.enums import State, StepCondition
from allmende.portal.register.forms.lifecycle import ChainStepForm, RevisionForm
from allmende.portal.register.models import ChainStep

REGISTER = ("Anwendungsfälle", "/anwendungsfaelle/")


@role_required(Role.AI_OFFICER)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    steps = chain.whole_chain(request.member.organisation_id)
    groups = [
        (
            State(state).label,
            [
                (step, chain.role_label(step.role), _condition(step))
                for step in steps
                if step.before_state == state
            ],
        )
        for state in chain.ORDER[1:]
    ]
    context = {"groups": groups, "trail": [REGISTER]}
    return render(request, "register/lifecycle/chain.html", context)


@role_required(Role.AI_OFFICER)
def add(request: MemberRequest) -> HttpResponse:
    form = ChainStepForm(posted(request))
    if form.is_valid():
        organisation = request.member.organisation
        chain.add(organisation, values=form.values, by=request.member)
        messages.success(request, "Der Schritt ist ergänzt. Er gilt für alles, was noch aussteht.")
        return redirect("chain")
    return _form_page(request, form, "Schritt ergänzen")


@role_required(Role.AI_OFFICER)
def change(request: MemberRequest, step: int) -> HttpResponse:
    row = _one(request, step)
    form = ChainStepForm(posted(request), instance=row)
    if form.is_valid():
        stands = _one(request, step)
        try:
            chain.change(
                stands,
                values=form.values,
                revision=form.cleaned_data["revision"] or 0,
                by=request.member,
            )
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            return _form_page(request, form, row.title, status=409)
        messages.success(
            request, "Der Schritt ist geändert. Gestellte Anfragen bleiben, wie sie sind."
        )
        return redirect("chain")
    return _form_page(request, form, row.title)


@role_required(Role.AI_OFFICER)
@require_POST
def move(request: MemberRequest, step: int) -> HttpResponse:
    chain.move(_one(request, step), up=request.POST.get("richtung") == "hoch", by=request.member)
    return redirect(f"{reverse('chain')}#schritt-{step}")


@role_required(Role.AI_OFFICER)
@require_POST
def switch(request: MemberRequest, step: int) -> HttpResponse:
    form = RevisionForm(request.POST)
    row = _one(request, step)
    if not form.is_valid():
        return redirect("chain")
    try:
        chain.switch(
            row,
            on=request.POST.get("an") == "ja",
            revision=form.cleaned_data["revision"],
            by=request.member,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        word = "eingeschaltet" if row.is_active else "abgeschaltet"
        messages.success(request, f"„{row.title}“ ist {word}.")
    return redirect(f"{reverse('chain')}#schritt-{step}")


def _form_page(
    request: HttpRequest, form: ChainStepForm, title: str, *, status: int = 0
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": title,
        "form": form,
        "trail": [REGISTER, ("Freigabekette", reverse("chain"))],
        "back": reverse("chain"),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "core/form_page.html", context, status=status)


def _condition(step: ChainStep) -> str:
    return f"nur wenn {StepCondition(step.condition).label}" if step.condition else ""


def _one(request: MemberRequest, pk: int) -> ChainStep:
    own = ChainStep.objects.filter(organisation_id=request.member.organisation_id)
    return get_object_or_404(own, pk=pk)
