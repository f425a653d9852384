"""The incidents of the own organisation as a list."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain import incidents
from allmende.portal.register.enums import Severity
from allmende.portal.register.forms.incidents import IncidentFilter
from allmende.portal.register.models import Incident
from allmende.portal.register.views.incidents import BADGES

ORDERS = {
    "tag": ["-occurred_on"],
    "vorfall": ["title"],
    "fall": ["use_case__title"],
    "stand": ["resolved_at"],
}
COLUMNS = [
    "Vorfall",
    "Anwendungsfall",
    "Schwere",
    "Tag",
    "Stand",
    "Betroffen",
    "Maßnahmen",
    "Lösung",
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _filtered(request, form), ORDERS))
    context = {
        "filter": form,
        "page": page,
        "rows": [(row, BADGES[Severity(row.severity)]) for row in page],
        "any": bool(page.paginator.count) or incidents.visible_to(request.member).exists(),
    }
    return render(request, "register/lifecycle/incidents.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = _filtered(request, _filter(request)).order_by("-occurred_on", "-pk")
    return csv_response("vorfaelle.csv", header=COLUMNS, rows=_rows(found))


def _rows(found: QuerySet[Incident]) -> Iterator[list[Any]]:
    for row in found:
        yield [
            row.title,
            row.use_case.title,
            row.get_severity_display(),
            f"{row.occurred_on:%d.%m.%Y}",
            "behoben" if row.resolved_at else "offen",
            row.affected,
            row.measures,
            row.resolution,
        ]


def _filter(request: MemberRequest) -> IncidentFilter:
    form = IncidentFilter(
        request.GET if "stand" in request.GET else {"stand": "open", **request.GET.dict()}
    )
    form.is_valid()
    return form


def _filtered(request: MemberRequest, form: IncidentFilter) -> QuerySet[Incident]:
    chosen = form.cleaned_data
    return incidents.find(
        request.member,
        state=chosen.get("stand", ""),
        severity=chosen.get("schwere", ""),
        text=chosen.get("suche", ""),
    )
