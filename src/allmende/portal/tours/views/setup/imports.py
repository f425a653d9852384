"""A register on its way in: upload, columns and preview, errors, taking over, taking back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.engines.tours.inventory.coordinates import SYSTEMS
from allmende.engines.tours.inventory.records import Reading
from allmende.engines.tours.inventory.table import Table
from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import importing, queries, registers
from allmende.portal.tours.enums import ImportState, SiteKind
from allmende.portal.tours.forms.setup.sites import ColumnsForm, RegisterForm
from allmende.portal.tours.models import SiteImport
from allmende.portal.tours.rules import may_plan
from allmende.portal.tours.views.access import TRAIL, tours_required

PREVIEW = 5
KINDS = dict(SiteKind.choices)


@tours_required(may_plan)
def upload(request: MemberRequest) -> HttpResponse:
    form = RegisterForm()
    if request.method == "POST":
        form = RegisterForm(request.POST, request.FILES)
        if form.is_valid():
            organisation, file = request.member.organisation, form.cleaned_data["file"]
            one = attempt(
                form, lambda: registers.upload(organisation, file=file, by=request.member)
            )
            if one:
                return redirect("tours-import", one.pk)
    context = {"form": form, "imports": queries.imports_of(request.member.organisation)[:10]}
    status = 422 if form.errors else 200
    return render(request, "tours/setup/import_new.html", context, status=status)


@tours_required(may_plan)
def detail(request: MemberRequest, pk: str) -> HttpResponse:
    """Columns, preview and errors before it is taken; afterwards what came of it."""
    one = _mine(request, pk)
    if one.state != ImportState.NEW:
        last = queries.last_import(request.member.organisation)
        context = {
            "one": one,
            "sentence": importing.sentence(one),
            "may_undo": last is not None and last.pk == one.pk,
        }
        return render(request, "tours/setup/import_done.html", context)
    try:
        table = registers.table_of(one)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tours-import-new")
    form = _columns(request, one, table)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        registers.assign(
            one,
            columns=form.assigned,
            kind=chosen["kind_for_all"],
            epsg=chosen["epsg"],
            by=request.member,
        )
        return redirect(f"{reverse('tours-import', args=[one.pk])}#ergebnis")
    context = _context(request, one, table, form)
    status = 422 if form.errors else 200
    return render(request, "tours/setup/import.html", context, status=status)


@tours_required(may_plan)
@require_POST
def take(request: MemberRequest, pk: str) -> HttpResponse:
    one = _mine(request, pk)
    try:
        one = importing.take(one, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tours-import", one.pk)
    if one.job_id:
        return redirect("job", one.job_id)
    messages.success(request, importing.sentence(one))
    return redirect("tours-sites")


@tours_required(may_plan)
@require_safe
def problems(request: MemberRequest, pk: str) -> HttpResponseBase:
    one = _mine(request, pk)
    try:
        found = registers.reading_of(one, registers.table_of(one)).problems
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tours-import", one.pk)
    rows = ([problem.line, problem.column, problem.message] for problem in found)
    return csv_response("fehler.csv", header=("Zeile", "Spalte", "Was zu tun ist"), rows=rows)


@tours_required(may_plan)
def undo(request: MemberRequest, pk: str) -> HttpResponse:
    one = _mine(request, pk)
    if request.method == "POST":
        try:
            importing.undo(one, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Das Einlesen ist zurückgenommen.")
        return redirect("tours-sites")
    context = {
        "title": "Einlesen zurücknehmen",
        "text": f"Zurückgenommen wird „{one}“. Pläne und Nachweise bleiben erhalten.",
        "losses": [
            f"{one.created} neue Orte werden gelöscht, mit ihren eigenen Regeln",
            f"{one.updated} Orte sind wieder wie vorher",
        ],
        "action": "Zurücknehmen",
        "back": reverse("tours-import", args=[one.pk]),
        "trail": _trail(),
    }
    return render(request, "core/confirm.html", context)


def _columns(request: MemberRequest, one: SiteImport, table: Table) -> ColumnsForm:
    return ColumnsForm(
        request.POST if request.method == "POST" else None,
        columns=table.columns,
        has_geometry=table.has_geometry,
        initial={**one.columns, "kind_for_all": one.kind, "epsg": one.epsg},
    )


def _context(
    request: MemberRequest, one: SiteImport, table: Table, form: ColumnsForm
) -> dict[str, Any]:
    reading = registers.reading_of(one, table)
    shown = table.columns[:12]
    return {
        "one": one,
        "form": form,
        "columns": shown,
        "rows": [
            (row.line, [row.values.get(name, "") for name in shown]) for row in table.rows[:PREVIEW]
        ],
        "total": len(table.rows),
        "reading": reading,
        "records": _records(reading),
        "page": lists.page_of(request, reading.problems),
        "system": SYSTEMS.get(reading.epsg, f"EPSG:{reading.epsg}"),
        "in_background": len(table.rows) > importing.AT_ONCE,
    }


def _records(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "line": record.line,
            "number": record.number,
            "name": record.name,
            "kind": KINDS[record.kind],
            "place": f"{record.lon:.5f} / {record.lat:.5f}",
            "square_metres": record.square_metres,
        }
        for record in reading.records[:PREVIEW]
    ]


def _mine(request: MemberRequest, pk: str) -> SiteImport:
    return get_object_or_404(SiteImport, organisation=request.member.organisation, pk=pk)


def _trail() -> list[tuple[str, str]]:
    return [*TRAIL, ("Orte", reverse("tours-sites"))]
