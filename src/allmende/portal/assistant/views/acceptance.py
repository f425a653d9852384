"""The acceptance test: its questions, its runs, its score."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.assistant.domain.acceptance import questions, running, tables
from allmende.portal.assistant.forms.acceptance import (
    AcceptanceFilter,
    AcceptanceForm,
    ImportForm,
    as_initial,
)
from allmende.portal.assistant.models import AcceptanceQuestion, AcceptanceRun
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest

ORDERS = {"frage": ["text"], "fragt": ["audience", "text"], "quelle": ["document__title", "text"]}
STOP_POLLING = 286  # htmx's own status code
RECENT = 5
tester_required = role_required(Role.EDITOR, Role.AI_OFFICER)


@tester_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = _filter(request)
    chosen = form.cleaned_data
    found = questions.find(
        organisation,
        text=chosen.get("suche", ""),
        asker=chosen.get("fragt", ""),
        state=chosen.get("stand", ""),
    )
    page = page_of(request, ordered(request, found, ORDERS))
    runs = list(running.runs_of(organisation)[:RECENT])
    rights = _rights(runs)
    context = {
        "filter": form,
        "page": page,
        "rows": [(one, rights.get(one.pk)) for one in page],
        "any": bool(page.paginator.count) or questions.questions_of(organisation).exists(),
        "runs": runs,
        "may_start": running.askable(organisation).exists(),
    }
    return render(request, "assistant/acceptance/listing.html", context)


@tester_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    rows = tables.rows(request.member.organisation)
    return csv_response("prueffragen.csv", header=tables.HEADER, rows=rows)


@tester_required
def new(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = AcceptanceForm(posted(request), organisation=organisation)
    if form.is_valid() and done(
        form, lambda: questions.add(organisation, wanted=form.wanted, by=request.member)
    ):
        messages.success(request, "Die Prüffrage ist gespeichert.")
        return redirect("acceptance")
    return _form_page(request, form, "Prüffrage anlegen")


@tester_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    question = _own_or_404(request, pk)
    form = AcceptanceForm(
        posted(request), organisation=question.organisation, initial=as_initial(question)
    )
    status, theirs = 0, None
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            questions.change(question, wanted=form.wanted, revision=revision, by=request.member)
        except Conflict as conflict:
            form.data = request.POST.copy()
            form.data["revision"] = str(question.revision)
            status, theirs = 409, {"sentence": str(conflict), "question": question}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Die Prüffrage ist gespeichert.")
            return redirect("acceptance")
    dangers = [(reverse("acceptance-delete", args=[pk]), "Prüffrage löschen")]
    more = {"dangers": dangers, "theirs": theirs}
    return _form_page(request, form, "Prüffrage bearbeiten", status=status, **more)


@tester_required
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    question = _own_or_404(request, pk)
    if request.method == "POST":
        questions.delete(question, by=request.member)
        messages.success(request, "Die Prüffrage ist gelöscht.")
        return redirect("acceptance")
    context = {
        "title": "Prüffrage löschen",
        "text": f"„{question.text}“ wird bei künftigen Prüfungen nicht mehr gestellt. Ergebnisse "
        "früherer Prüfungen behalten die Frage. Vorübergehend genügt es, sie nicht zu stellen.",
        "action": "Löschen",
        "trail": _trail(),
        "back": reverse("acceptance-edit", args=[pk]),
    }
    return render(request, "core/confirm.html", context)


@tester_required
def take_in(request: MemberRequest) -> HttpResponse:
    form = ImportForm(posted(request), request.FILES or None)
    outcome = None
    if form.is_valid():
        content = form.cleaned_data["datei"].read(tables.LARGEST + 1)
        organisation = request.member.organisation
        outcome = attempt(
            form, lambda: tables.take_in(organisation, content=content, by=request.member)
        )
    if outcome and not outcome.problems:
        messages.success(request, f"{outcome.added} neu, {outcome.changed} geändert.")
        return redirect("acceptance")
    context = {"form": form, "outcome": outcome, "trail": _trail(), "header": tables.HEADER}
    status = 422 if form.errors else 200
    return render(request, "assistant/acceptance/import.html", context, status=status)


@tester_required
@require_POST
def start(request: MemberRequest) -> HttpResponse:
    try:
        run = running.start(request.member.organisation, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("acceptance")
    return redirect("acceptance-run", run.pk)


@tester_required
@require_safe
def result(request: MemberRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(running.runs_of(request.member.organisation), pk=pk)
    is_over = run.job is None or run.job.is_over
    if request.GET.get("teil"):
        return _polled(request, run, is_over=is_over)
    rows = sorted(run.rows, key=lambda row: (row["right"], row["text"]))  # wrong ones first
    context = _run_context(request, run, is_over=is_over) | {"page": page_of(request, rows)}
    return render(request, "assistant/acceptance/run.html", context)


def _polled(request: MemberRequest, run: AcceptanceRun, *, is_over: bool) -> HttpResponse:
    if not is_over:
        context = _run_context(request, run, is_over=False)
        return render(request, "assistant/acceptance/run.html#progress", context)
    response = HttpResponse(status=STOP_POLLING)
    response["HX-Refresh"] = "true"  # now the whole page tells the result
    return response


def _run_context(request: MemberRequest, run: AcceptanceRun, *, is_over: bool) -> dict[str, Any]:
    mine = bool(run.job and run.job.started_by_id == request.user.pk)
    return {"run": run, "is_over": is_over, "may_cancel": mine and not is_over, "trail": _trail()}


def _form_page(
    request: MemberRequest, form: AcceptanceForm, title: str, *, status: int = 0, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "trail": _trail(), **more}
    context["back"] = reverse("acceptance")
    status = status or (422 if form.errors else 200)
    return render(request, "assistant/acceptance/form.html", context, status=status)


def _filter(request: MemberRequest) -> AcceptanceFilter:
    form = AcceptanceFilter(request.GET)
    form.is_valid()
    return form


def _rights(runs: list[AcceptanceRun]) -> dict[int, bool]:
    """How the last finished run judged each question."""
    last = next((run for run in runs if run.finished_at), None)
    return {row["question"]: row["right"] for row in last.rows} if last else {}


def _own_or_404(request: MemberRequest, pk: int) -> AcceptanceQuestion:
    return get_object_or_404(questions.questions_of(request.member.organisation), pk=pk)


def _trail() -> list[tuple[str, str]]:
    return [("Wissen", reverse("collections")), ("Prüffragen", reverse("acceptance"))]
