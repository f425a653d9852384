"""Matrices: the list, one of them, its words, its rows, copy, print, delete."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.exchange.domain import linking, sharing
from allmende.portal.exchange.domain.responsibilities import matrices, printing, queries
from allmende.portal.exchange.domain.responsibilities.matrices import COLUMNS, WORDS
from allmende.portal.exchange.domain.responsibilities.queries import KIND
from allmende.portal.exchange.enums import Level, Part
from allmende.portal.exchange.forms.responsibilities.matrix import (
    MatrixFilter,
    MatrixForm,
    TaskForm,
)
from allmende.portal.exchange.forms.rows import Rows
from allmende.portal.exchange.models import Matrix
from allmende.portal.exchange.rules import responsibilities as rules
from allmende.portal.exchange.views import trails
from allmende.portal.exchange.views.trails import EXCHANGE, Trail, status_of
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member

type View[**P] = Callable[Concatenate[MemberRequest, Matrix, P], HttpResponseBase]
type Rule = Callable[[Member | None, Matrix], bool]

HERE = "/austausch/zustaendigkeiten/"
LIST = ("Zuständigkeiten", HERE)
ORDERS = {
    "titel": ["title"],
    "vereinbart": ["-agreed_on"],
    "organisation": ["organisation__name", "title"],
}
BADGES = {Part.LEADS.value: "success", Part.HELPS.value: "info"}


def matrix_view[**P](*, may: Rule | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside what the member may see (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            matrix = queries.one(request.member, pk)
            if matrix is None:
                raise Http404
            if may:
                require(may, request.member, matrix)
            return view(request, matrix, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _found(request, form), ORDERS))
    context = {"filter": form, "page": page, "narrowed": any(form.cleaned_data.values())}
    return render(request, "exchange/responsibilities/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """Every task of every matrix of the filtered list."""
    found = ordered(request, _found(request, _filter(request)), ORDERS)
    header = ["Übersicht", "Organisation", "Vereinbart am", "Aufgabe", *_levels(), "Anmerkung"]
    return csv_response("zustaendigkeiten.csv", header=header, rows=_lines(found))


@member_required
def new(request: MemberRequest) -> HttpResponse:
    form = MatrixForm(posted(request), member=request.member)
    if form.is_valid():
        made = attempt(
            form,
            lambda: matrices.create_matrix(
                request.member.organisation, values=form.values, by=request.member
            ),
        )
        if made:
            messages.success(request, "Angelegt mit zehn üblichen Aufgaben. Passen Sie sie an.")
            return redirect("matrix-tasks", made.pk)
    intro = "Sie beginnen mit zehn üblichen Aufgaben und passen sie danach an."
    return _form(request, "Zuständigkeiten klären", form, [EXCHANGE, LIST], intro)


@matrix_view()
@require_safe
def detail(request: MemberRequest, matrix: Matrix) -> HttpResponse:
    context = {
        "matrix": matrix,
        "author": sharing.name_of(matrix),
        "levels": _levels(),
        "rows": [_row(task) for task in matrix.tasks.all()],
        "may_edit": rules.may_edit(request.member, matrix),
        "may_delete": _may_delete(request.member, matrix),
        "tied": linking.tied(request.member, (KIND, str(matrix.pk))),
        "history": trails.history(matrix),
    }
    return render(request, "exchange/responsibilities/detail.html", context)


@matrix_view(may=rules.may_edit)
def edit(request: MemberRequest, matrix: Matrix) -> HttpResponse:
    stored = {name: getattr(matrix, name) for name in (*matrices.FIELDS, "revision")}
    form = MatrixForm(posted(request), member=request.member, kept=matrix, initial=stored)
    if form.is_valid() and done(
        form,
        lambda: matrices.change_matrix(
            matrix,
            values=form.values,
            revision=form.cleaned_data["revision"] or 0,
            by=request.member,
        ),
    ):
        messages.success(request, "Gespeichert.")
        return redirect("matrix", matrix.pk)
    return _form(request, "Angaben bearbeiten", form, _trail(matrix))


@matrix_view(may=rules.may_edit)
def tasks(request: MemberRequest, matrix: Matrix) -> HttpResponse:
    """Rows with buttons; where somebody else was faster, theirs stand beside the form."""
    rows = Rows(TaskForm, "aufgaben")
    refused, theirs, revision = "", [], str(matrix.revision)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        if not rows.press(request.POST) and rows.read(request.POST).is_valid():
            try:
                matrices.set_tasks(
                    matrix,
                    tasks=rows.values,
                    revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
                    by=request.member,
                )
            except Refused as sentence:
                refused = str(sentence)
                if isinstance(sentence, Conflict):
                    revision, theirs = str(matrix.revision), list(matrix.tasks.all())
            else:
                messages.success(request, "Die Aufgaben sind gespeichert.")
                return redirect("matrix", matrix.pk)
    else:
        rows.load(matrix.tasks.values("title", *COLUMNS, "note"))
    wrong = refused or (rows.errors and "zeile" not in request.POST)
    context = {
        "matrix": matrix,
        "rows": rows,
        "revision": revision,
        "refused": refused,
        "wrong": wrong,
        "levels": _levels(),
        "theirs": [_row(task) for task in theirs],
        "trail": _trail(matrix),
    }
    status = 409 if theirs else 422 if wrong else 200
    return render(request, "exchange/responsibilities/tasks.html", context, status=status)


@matrix_view()
@require_POST
def copy(request: MemberRequest, matrix: Matrix) -> HttpResponse:
    made = matrices.copy_matrix(matrix, by=request.member)
    messages.success(request, "Das ist Ihre Kopie. Nur Ihre Organisation sieht sie.")
    return redirect("matrix-edit", made.pk)


@matrix_view()
@require_safe
def document(_: MemberRequest, matrix: Matrix, kind: str) -> HttpResponse:
    if kind not in Format:
        raise Http404
    return respond(printing.as_document(matrix), Format(kind))


@matrix_view(may=rules.may_edit)
def delete(request: MemberRequest, matrix: Matrix) -> HttpResponse:
    if not _may_delete(request.member, matrix):
        raise PermissionDenied("Löschen kann nur die Organisation, die es begonnen hat.")
    if request.method == "POST":
        matrices.delete_matrix(matrix, by=request.member)
        messages.success(request, f"„{matrix.title}“ ist gelöscht.")
        return redirect("matrices")
    context = {
        "title": "Zuständigkeiten löschen",
        "text": f"„{matrix.title}“ wird gelöscht. Im Protokoll bleibt nachlesbar, was dort stand.",
        "losses": ["alle Aufgaben", "Verknüpfungen mit anderem"],
        "action": "Löschen",
        "trail": _trail(matrix),
        "back": f"{HERE}{matrix.pk}/",
    }
    return render(request, "core/confirm.html", context)


def _may_delete(member: Member, matrix: Matrix) -> bool:
    return rules.may_edit(member, matrix) and member.organisation_id == matrix.organisation_id


def _levels() -> list[str]:
    return [str(level.label) for level in Level]


def _row(task: Any) -> tuple[Any, list[tuple[str, str]]]:
    parts = [getattr(task, name) for name in COLUMNS]
    return task, [(WORDS[part] if part else "", BADGES.get(part, "info")) for part in parts]


def _filter(request: MemberRequest) -> MatrixFilter:
    form = MatrixFilter(request.GET)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: MatrixFilter) -> QuerySet[Matrix]:
    chosen = form.cleaned_data
    return queries.find(
        request.member, text=chosen.get("suche", ""), own=bool(chosen.get("eigene"))
    )


def _lines(found: QuerySet[Matrix]) -> Iterator[list[Any]]:
    for matrix in found.prefetch_related("tasks"):
        agreed = f"{matrix.agreed_on:%d.%m.%Y}" if matrix.agreed_on else ""
        for task in matrix.tasks.all():
            parts = [WORDS[getattr(task, name)] for name in COLUMNS]
            yield [matrix.title, str(matrix.organisation), agreed, task.title, *parts, task.note]


def _trail(matrix: Matrix) -> Trail:
    return [EXCHANGE, LIST, (matrix.title, f"{HERE}{matrix.pk}/")]


def _form(
    request: MemberRequest, title: str, form: MatrixForm, steps: Trail, intro: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "trail": steps, "back": steps[-1][1], "intro": intro}
    return render(request, "core/form_page.html", context, status=status_of(form))
