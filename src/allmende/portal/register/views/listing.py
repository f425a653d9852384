"""The register of the own organisation as a list."""

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
from allmende.portal.register.domain import queries, record
from allmende.portal.register.enums import STATE_BADGES
from allmende.portal.register.forms.record import RegisterFilter
from allmende.portal.register.models import UseCase

ORDERS = {
    "geaendert": ["-updated_at"],
    "titel": ["title"],
    "nummer": ["number"],
    "stand": ["state", "title"],
    "amt": ["office__name", "title"],
    "kosten": ["cost_yearly"],
    "beginn": ["starts_on"],
}


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _filtered(request, form), ORDERS))
    context = {
        "filter": form,
        "page": page,
        "rows": [(case, STATE_BADGES[case.state]) for case in page],
        "any": bool(page.paginator.count) or queries.own(request.member).exists(),
    }
    return render(request, "register/listing.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """Every field of the filtered list, in the order of the record."""
    found = _filtered(request, _filter(request)).order_by("number")
    header = ["Nummer", "Stand", *map(record.label, record.FIELDS)]
    return csv_response("anwendungsfaelle.csv", header=header, rows=_rows(found))


def _rows(found: QuerySet[UseCase]) -> Iterator[list[Any]]:
    for case in found:
        yield [
            case.reference,
            case.get_state_display(),
            *(record.display(case, name) for name in record.FIELDS),
        ]


def _filter(request: MemberRequest) -> RegisterFilter:
    form = RegisterFilter(
        request.GET if request.GET else {"stand": "active"},
        organisation=request.member.organisation,
    )
    form.is_valid()
    return form


def _filtered(request: MemberRequest, form: RegisterFilter) -> QuerySet[UseCase]:
    chosen = form.cleaned_data
    office = chosen.get("amt")
    return queries.find(
        request.member,
        text=chosen.get("suche", ""),
        state=chosen.get("stand", ""),
        field=chosen.get("feld", ""),
        office=str(office.pk) if office else "",
        mine=bool(chosen.get("meine")),
    )
