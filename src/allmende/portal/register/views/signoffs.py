"""One sign-off: read, decide, hand on, take back, talk about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import chain, signoffs, use_cases
from allmende.portal.register.domain.decisions import BADGES, passes
from allmende.portal.register.domain.needs import Facts
from allmende.portal.register.enums import Decision
from allmende.portal.register.forms.lifecycle import (
    DecisionForm,
    DelegateForm,
    ReasonForm,
    RevisionForm,
)
from allmende.portal.register.forms.record import CommentForm
from allmende.portal.register.models import Signoff, UseCase
from allmende.portal.register.views.access import trail, use_case_view


@use_case_view(may=rules.is_colleague)
def detail(request: MemberRequest, use_case: UseCase, signoff: int) -> HttpResponse:
    row = _one(request, use_case, signoff)
    form = DecisionForm(posted(request), signoff=row)
    if request.method != "POST":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        signoffs.decide(row, **form.cleaned_data, by=request.member)
    except Refused as refused:
        form.add_error(None, str(refused))
        lost = not rules.may_sign(request.member, row)
        status = 409 if isinstance(refused, Conflict) else 403 if lost else 422
        return _page(request, row, form, status=status)
    messages.success(request, f"Ihre Entscheidung ist gespeichert: {row.get_decision_display()}.")
    return redirect("signoffs")


@use_case_view(may=rules.is_colleague)
@require_POST
def delegate(request: MemberRequest, use_case: UseCase, signoff: int) -> HttpResponse:
    row = _one(request, use_case, signoff)
    require(rules.holds_signoff, request.member, row)
    form = DelegateForm(request.POST, signoff=row)
    if form.is_valid() and done(
        form, lambda: signoffs.delegate(row, **form.cleaned_data, by=request.member)
    ):
        to = form.cleaned_data["to"]
        messages.success(
            request,
            f"Übertragen an {to.user}." if to else "Die Aufgabe liegt wieder bei der Rolle.",
        )
        return redirect("signoff", use_case.pk, row.pk)
    return _page(request, row, DecisionForm(signoff=row), delegate_form=form, status=422)


@use_case_view(may=rules.is_colleague)
def withdraw(request: MemberRequest, use_case: UseCase, signoff: int) -> HttpResponse:
    row = _one(request, use_case, signoff)
    require(rules.holds_signoff, request.member, row)
    form = ReasonForm(posted(request), initial={"revision": row.revision})
    if form.is_valid() and done(
        form, lambda: signoffs.withdraw(row, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Freigabe ist zurückgezogen. Die Aufgabe ist wieder offen.")
        return redirect("signoff", use_case.pk, row.pk)
    context = {
        "title": f"Zurückziehen: {row.step_title}",
        "intro": "Die frühere Entscheidung bleibt lesbar, gilt aber nicht mehr. Läuft der "
        "Anwendungsfall schon, wird der Betrieb sofort ausgesetzt, bis neu entschieden ist.",
        "form": form,
        "submit": "Freigabe zurückziehen",
        "trail": _trail(row),
        "back": signoffs.address_of(row),
    }
    status = 422 if form.errors else 200
    return render(request, "core/form_page.html", context, status=status)


@use_case_view(may=rules.may_steer)
@require_POST
def resubmit(request: MemberRequest, use_case: UseCase, signoff: int) -> HttpResponse:
    row = _one(request, use_case, signoff)
    try:
        row = signoffs.resubmit(row, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Die Freigabe ist erneut angefragt.")
    return redirect("signoff", use_case.pk, row.pk)


@use_case_view(may=rules.may_comment)
@require_POST
def comment(request: MemberRequest, use_case: UseCase, signoff: int) -> HttpResponse:
    row = _one(request, use_case, signoff)
    form = CommentForm(request.POST)
    if form.is_valid():
        signoffs.comment(row, text=form.cleaned_data["text"], by=request.member)
        messages.success(request, "Ihr Kommentar ist gespeichert.")
    else:
        messages.error(request, " ".join(map(str, form.errors["text"])))
    return redirect(f"{reverse('signoff', args=[use_case.pk, row.pk])}#kommentare")


def _page(
    request: MemberRequest, row: Signoff, form: DecisionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    is_open, holds = row.decision == Decision.OPEN, rules.holds_signoff(request.member, row)
    others = signoffs.visible_to(request.member).filter(use_case=row.use_case, step=row.step)
    is_current = row.round == row.use_case.round
    facts = Facts(row.use_case)
    context = {
        "signoff": row,
        "use_case": row.use_case,
        "trail": _trail(row)[:-1],
        "role": chain.role_label(row.role),
        "badge": BADGES[row.decision],
        "is_open": is_open,
        "is_doubtful": chain.is_doubtful(row.role, facts.assessment),
        "is_current": is_current,
        # What was typed is shown again even where it can no longer be sent.
        "form": form if form.errors or (is_open and rules.may_sign(request.member, row)) else None,
        "delegate_form": DelegateForm(signoff=row) if is_open and holds else None,
        "may_withdraw": holds and is_current and passes(row),
        "again": RevisionForm(initial={"revision": row.revision})
        if row.decision == Decision.REJECTED
        and is_current
        and rules.may_steer(request.member, row.use_case)
        else None,
        "comments": row.comments.all(),
        "comment_form": CommentForm(),
        "others": [(other, BADGES[other.decision]) for other in others.exclude(pk=row.pk)],
        "kinds": sorted(facts.impact_kinds),
    }
    return render(request, "register/lifecycle/signoff.html", context | more, status=status)


def _one(request: MemberRequest, use_case: UseCase, pk: int) -> Signoff:
    return get_object_or_404(signoffs.visible_to(request.member), use_case=use_case, pk=pk)


def _trail(row: Signoff) -> list[tuple[str, str]]:
    base = use_cases.address_of(row.use_case)
    return [
        *trail(row.use_case),
        ("Freigaben", f"{base}freigaben/"),
        (row.step_title, signoffs.address_of(row)),
    ]
