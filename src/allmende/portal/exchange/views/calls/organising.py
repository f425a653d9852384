"""Pages of the organiser: the call, its form, its jury, open and cancel."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.exchange.domain.calls import organising
from allmende.portal.exchange.forms.calls.organising import (
    CallForm,
    CancelForm,
    CriterionForm,
    QuestionForm,
)
from allmende.portal.exchange.forms.people import PersonForm
from allmende.portal.exchange.forms.rows import Rows
from allmende.portal.exchange.models import Call
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.exchange.views.calls.access import HERE, LIST, call_view, trail
from allmende.portal.exchange.views.trails import EXCHANGE, Trail, status_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


@member_required
def new(request: MemberRequest) -> HttpResponse:
    require(rules.may_organise, request.member)
    form = CallForm(posted(request), member=request.member)
    if form.is_valid():
        made = attempt(
            form,
            lambda: organising.create_call(
                request.member.organisation, values=form.values, by=request.member
            ),
        )
        if made:
            messages.success(request, "Der Entwurf ist angelegt. Prüfen Sie Fragen und Kriterien.")
            return redirect("call-form", made.pk)
    return _form(request, "Aufruf anlegen", form, [EXCHANGE, LIST])


@call_view(may=rules.may_manage)
def edit(request: MemberRequest, call: Call) -> HttpResponse:
    stored = {name: getattr(call, name) for name in (*organising.FIELDS, "revision")}
    form = CallForm(posted(request), member=request.member, kept=call, initial=stored)
    if form.is_valid() and done(form, lambda: _change(form, call, request)):
        messages.success(request, "Gespeichert.")
        return redirect("call", call.pk)
    return _form(request, "Aufruf bearbeiten", form, trail(call))


def _change(form: CallForm, call: Call, request: MemberRequest) -> Call:
    """Moments that the browser shows without seconds mean the stored ones where unchanged."""
    values = form.values
    for name in ("opens_at", "closes_at", "jury_until"):
        stored = getattr(call, name)
        if stored and values[name] == stored.replace(second=0, microsecond=0):
            values[name] = stored
    revision = form.cleaned_data["revision"] or 0
    return organising.change_call(call, values=values, revision=revision, by=request.member)


@call_view(may=rules.may_manage)
def fields(request: MemberRequest, call: Call) -> HttpResponse:
    """Questions and criteria as rows; each button sends the whole form."""
    questions, criteria = Rows(QuestionForm, "fragen"), Rows(CriterionForm, "kriterien")
    refused, revision = "", str(call.revision)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        pressed = [questions.press(request.POST), criteria.press(request.POST)]
        if not pressed[0]:
            questions.read(request.POST)
        if not pressed[1]:
            criteria.read(request.POST)
        if not any(pressed) and all([questions.is_valid(), criteria.is_valid()]):
            try:
                organising.set_form(
                    call,
                    questions=questions.values,
                    criteria=criteria.values,
                    revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
                    by=request.member,
                )
            except Refused as sentence:
                refused = str(sentence)
                if isinstance(sentence, Conflict):
                    revision = str(call.revision)
            else:
                messages.success(request, "Fragen und Kriterien sind gespeichert.")
                return redirect("call", call.pk)
    else:
        questions.load(call.questions)
        criteria.load(call.criteria)
    context = {
        "call": call,
        "questions": questions,
        "criteria": criteria,
        "revision": revision,
        "refused": refused,
        "trail": trail(call),
    }
    status = 422 if refused or _wrong(request, questions, criteria) else 200
    return render(request, "exchange/calls/form.html", context, status=status)


def _wrong(request: MemberRequest, *rows: Rows[Any]) -> bool:
    return "zeile" not in request.POST and any(one.errors for one in rows)


@call_view(may=rules.may_manage)
def jurors(request: MemberRequest, call: Call) -> HttpResponse:
    form = PersonForm(posted(request), member=request.member)
    if form.is_valid():
        juror = attempt(
            form, lambda: organising.add_juror(call, user=form.person(), by=request.member)
        )
        if juror:
            messages.success(request, f"{juror.label} gehört jetzt zur Jury.")
            return redirect("call-jurors", call.pk)
    context = {
        "call": call,
        "form": form,
        "jurors": call.jurors.order_by("label", "pk"),
        "trail": trail(call),
    }
    return render(request, "exchange/calls/jurors.html", context, status=status_of(form))


@call_view(may=rules.may_manage)
@require_POST
def remove_juror(request: MemberRequest, call: Call, juror: int) -> HttpResponse:
    found = call.jurors.filter(pk=juror).first()
    if found is None:
        raise Http404
    try:
        organising.remove_juror(found, by=request.member)
        messages.success(request, f"{found.label} gehört nicht mehr zur Jury.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("call-jurors", call.pk)


@call_view(may=rules.may_manage)
@require_POST
def open_call(request: MemberRequest, call: Call) -> HttpResponse:
    try:
        organising.open_call(call, by=request.member)
        messages.success(request, "Der Aufruf ist veröffentlicht.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("call", call.pk)


@call_view(may=rules.may_manage)
def cancel(request: MemberRequest, call: Call) -> HttpResponse:
    form = CancelForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: organising.cancel(call, reason=form.cleaned_data["reason"], by=request.member),
    ):
        messages.success(request, "Der Aufruf ist abgesagt.")
        return redirect("call", call.pk)
    intro = "Wer ein Profil begonnen oder eingereicht hat, bekommt eine Mitteilung. Das lässt sich "
    context = {
        "title": "Aufruf absagen",
        "intro": f"{intro}nicht zurücknehmen.",
        "form": form,
        "submit": "Aufruf absagen",
        "trail": trail(call),
        "back": f"{HERE}{call.pk}/",
    }
    return render(request, "core/form_page.html", context, status=status_of(form))


def _form(request: MemberRequest, title: str, form: CallForm, steps: Trail) -> HttpResponse:
    context = {"title": title, "form": form, "trail": steps, "back": steps[-1][1]}
    return render(request, "core/form_page.html", context, status=status_of(form))
