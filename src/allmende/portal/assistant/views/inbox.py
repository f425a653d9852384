"""Inquiries of citizens, for those who answer them."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.assistant.domain import inquiries, queries
from allmende.portal.assistant.enums import OPEN_STATES
from allmende.portal.assistant.forms import (
    AnswerForm,
    AssignForm,
    CloseForm,
    ForwardForm,
    InboxFilter,
)
from allmende.portal.assistant.models import Inquiry
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest

PER_PAGE = 25
COLUMNS = ["Eingang", "Stand", "Zuständige Stelle", "Zugewiesen an", "Frage", "Antwort", "Grund"]


@role_required(Role.INQUIRIES)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = Paginator(_filtered(request, form), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "assistant/inbox.html", {"filter": form, "page": page})


@role_required(Role.INQUIRIES)
@require_safe
def export(request: MemberRequest) -> HttpResponse:
    """The filtered list without names and contacts: it leaves the house more easily."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="anfragen.csv"'
    response.write("\ufeff")  # Excel reads umlauts only with it
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    for inquiry in _filtered(request, _filter(request)):
        writer.writerow([_harmless(value) for value in _row(inquiry)])
    return response


@role_required(Role.INQUIRIES)
@require_safe
def detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _page(request, _own_or_404(request, pk))


@role_required(Role.INQUIRIES)
@require_POST
def take(request: MemberRequest, pk: UUID) -> HttpResponse:
    inquiry = _own_or_404(request, pk)
    revision = request.POST.get("revision", "")
    try:
        inquiries.assign(
            inquiry,
            to=request.member,
            revision=int(revision) if revision.isdecimal() else 0,
            by=request.member,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("inquiry", pk)


@role_required(Role.INQUIRIES)
@require_POST
def assign(request: MemberRequest, pk: UUID) -> HttpResponse:
    inquiry = _own_or_404(request, pk)
    form = AssignForm(
        request.POST, inquiry=inquiry, colleagues=queries.colleagues(inquiry.organisation_id)
    )
    if not form.is_valid():
        return _page(request, inquiry, assign_form=form, status=422)
    try:
        inquiries.assign(inquiry, by=request.member, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inquiry", pk)
    messages.success(request, f"Zugewiesen an {form.cleaned_data['to'].user}.")
    return redirect("inquiry", pk)


@role_required(Role.INQUIRIES)
@require_POST
def forward(request: MemberRequest, pk: UUID) -> HttpResponse:
    inquiry = _own_or_404(request, pk)
    form = ForwardForm(request.POST, inquiry=inquiry)
    if not form.is_valid():
        return _page(request, inquiry, forward_form=form, status=422)
    office, revision = form.cleaned_data["office"], form.cleaned_data["revision"]
    try:
        inquiries.forward(inquiry, to=office, revision=revision, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inquiry", pk)
    messages.success(request, f"Weitergegeben an: {office}.")
    return redirect("inquiries")


@role_required(Role.INQUIRIES)
@require_POST
def answer(request: MemberRequest, pk: UUID) -> HttpResponse:
    inquiry = _own_or_404(request, pk)
    form = AnswerForm(request.POST, inquiry=inquiry)
    if not form.is_valid():
        return _page(request, inquiry, answer_form=form, status=422)
    text, revision = form.cleaned_data["answer"], form.cleaned_data["revision"]
    try:
        inquiries.answer(inquiry, text=text, revision=revision, by=request.member)
    except Refused as refused:
        again = AnswerForm(initial={"answer": text}, inquiry=inquiry)
        return _refused(request, inquiry, refused, answer_form=again)
    done = "Die Antwort ist verschickt." if inquiry.has_mail else "Der Vermerk ist gespeichert."
    messages.success(request, done)
    return redirect("inquiries")


@role_required(Role.INQUIRIES)
@require_POST
def close(request: MemberRequest, pk: UUID) -> HttpResponse:
    inquiry = _own_or_404(request, pk)
    form = CloseForm(request.POST, inquiry=inquiry)
    if not form.is_valid():
        return _page(request, inquiry, close_form=form, status=422)
    try:
        inquiries.close(inquiry, by=request.member, **form.cleaned_data)
    except Refused as refused:
        again = CloseForm(initial={"reason": form.cleaned_data["reason"]}, inquiry=inquiry)
        return _refused(request, inquiry, refused, close_form=again)
    messages.success(request, "Die Anfrage ist ohne Antwort geschlossen.")
    return redirect("inquiries")


def _page(
    request: MemberRequest, inquiry: Inquiry, *, status: int = 200, **forms: Any
) -> HttpResponse:
    people = queries.colleagues(inquiry.organisation_id)
    context = {
        "inquiry": inquiry,
        "answer_form": AnswerForm(inquiry=inquiry),
        "assign_form": AssignForm(inquiry=inquiry, colleagues=people),
        "forward_form": ForwardForm(inquiry=inquiry),
        "close_form": CloseForm(inquiry=inquiry),
        "history": [(audit.label(entry.action), entry) for entry in audit.history(inquiry)],
    }
    return render(request, "assistant/inquiry.html", context | forms, status=status)


def _refused(
    request: MemberRequest, inquiry: Inquiry, refused: Refused, **forms: Any
) -> HttpResponse:
    """Both texts side by side; the form carries the new revision, so that it can be sent."""
    conflict = isinstance(refused, Conflict)
    return _page(
        request,
        inquiry,
        status=409 if conflict else 503,
        refused=refused,
        conflict=conflict,
        **forms,
    )


def _filter(request: MemberRequest) -> InboxFilter:
    form = InboxFilter(
        request.GET if "stand" in request.GET else {"stand": "open", **request.GET.dict()},
        organisation=request.member.organisation,
    )
    form.is_valid()
    return form


def _filtered(request: MemberRequest, form: InboxFilter) -> QuerySet[Inquiry]:
    chosen = form.cleaned_data
    state, office = chosen.get("stand", ""), chosen.get("stelle")
    found = queries.inquiries(request.member)
    if state == "open":
        found = found.filter(state__in=OPEN_STATES)
    elif state:
        found = found.filter(state=state)
    if office:
        found = found.filter(office=office)
    return found.order_by("-created_at" if chosen.get("reihenfolge") == "neu" else "created_at")


def _row(inquiry: Inquiry) -> list[str]:
    return [
        f"{timezone.localtime(inquiry.created_at):%d.%m.%Y %H:%M}",
        inquiry.get_state_display(),
        str(inquiry.office or ""),
        str(inquiry.assigned_to.user if inquiry.assigned_to else ""),
        inquiry.question,
        inquiry.answer,
        inquiry.reason,
    ]


def _harmless(value: str) -> str:
    """A cell that begins like a formula would be run by the spreadsheet."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _own_or_404(request: MemberRequest, pk: UUID) -> Inquiry:
    return get_object_or_404(queries.inquiries(request.member), pk=pk)
