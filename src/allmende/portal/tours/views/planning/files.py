"""The stops of a plan as files, and what its maps show."""

from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from allmende.portal.core.exports import FORMULA_STARTS, csv_response
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import lines
from allmende.portal.tours.domain.setup import maps
from allmende.portal.tours.forms.planning.plans import StopFilter
from allmende.portal.tours.models import Plan, Stop, Tour
from allmende.portal.tours.views.planning.access import plan_view
from allmende.portal.tours.views.planning.plan import chosen_day, narrowed
from allmende.portal.tours.views.planning.tour import tour_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEOJSON = "application/geo+json"
HEADER = [
    "Tag",
    "Kolonne",
    "Nr.",
    "Ort",
    "Nummer",
    "Art der Arbeit",
    "Ankunft",
    "Beginn",
    "Ende",
    "Fahrt in Minuten",
    "Fahrt in km",
    "Liter",
    "Fällig",
    "Festgelegt",
]


@plan_view(rules.may_read)
@require_safe
def csv_file(request: MemberRequest, plan: Plan) -> HttpResponseBase:
    rows = _rows(narrowed(plan, StopFilter(request.GET, plan=plan)))
    name = f"plan-{plan.number}-einsaetze.csv"
    return csv_response(name, header=HEADER, rows=([_german(cell) for cell in row] for row in rows))


@plan_view(rules.may_read)
@require_safe
def xlsx_file(request: MemberRequest, plan: Plan) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Einsätze")
    sheet.freeze_panes = "A2"
    sheet.append(HEADER)
    for row in _rows(narrowed(plan, StopFilter(request.GET, plan=plan))):
        sheet.append([_harmless(cell) for cell in row])
    out = BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = f"plan-{plan.number}-einsaetze.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@gzip_page
@plan_view(rules.may_read)
@require_safe
def map_data(request: MemberRequest, plan: Plan) -> HttpResponse:
    """One day: all crews, or the one that ``?kolonne=`` names."""
    days = sorted(set(plan.tours.values_list("day", flat=True)))
    day = chosen_day(days, request.GET.get("tag", ""))
    found = plan.tours.filter(day=day) if day else plan.tours.none()
    if (crew := request.GET.get("kolonne", "")).isdigit():
        found = found.filter(crew_id=crew)
    return _map(plan, found)


@gzip_page
@plan_view(rules.may_enter)
@require_safe
def tour_map(request: MemberRequest, plan: Plan, tour: int) -> HttpResponse:
    return _map(plan, plan.tours.filter(pk=tour_or_404(request.member, plan, tour).pk))


def _map(plan: Plan, tours: QuerySet[Tour]) -> HttpResponse:
    found = tours.select_related("crew__depot", "crew__vehicle").prefetch_related(
        Prefetch("stops", Stop.objects.order_by("sequence"))
    )
    features = lines.of(
        plan.organisation,
        found,
        address=lambda tour: reverse("tours-tour", args=[plan.pk, tour.pk]),
    )
    response = JsonResponse(maps.collection(features), content_type=GEOJSON)
    response["Cache-Control"] = "private, no-cache"
    return response


def _rows(stops: QuerySet[Stop]) -> Iterator[list[Any]]:
    for stop in stops.iterator(chunk_size=500):
        yield [
            stop.tour.day,
            stop.tour.crew.name,
            stop.sequence,
            stop.label,
            stop.site.number if stop.site else "",
            stop.task_type.name if stop.task_type else "",
            stop.arrives,
            stop.begins,
            stop.ends,
            round(stop.drive_seconds / 60),
            round(stop.drive_metres / 1000, 1),
            stop.litres,
            stop.due,
            stop.get_lock_display() if stop.lock else "",
        ]


def _german(cell: Any) -> Any:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return f"{cell}".replace(".", ",") if isinstance(cell, float) else cell


def _harmless(cell: Any) -> Any:
    """What a spreadsheet would run as a formula is quoted."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
