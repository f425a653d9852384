"""What waits for somebody: sign-offs and reviews."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain import chain, signoffs, waiting
from allmende.portal.register.domain.decisions import BADGES
from allmende.portal.register.forms.lifecycle import InboxFilter
from allmende.portal.register.models import Signoff

ORDERS = {
    "frist": ["due_on"],
    "aufgabe": ["step_title"],
    "fall": ["use_case__title"],
    "stand": ["decision"],
    "angefragt": ["requested_at"],
}
COLUMNS = [
    "Aufgabe",
    "Anwendungsfall",
    "Rolle",
    "Art",
    "Frist",
    "Stand",
    "Entschieden von",
    "Begründung",
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _filtered(request, form), ORDERS))
    today = timezone.localdate()
    context = {
        "filter": form,
        "page": page,
        "rows": [
            (row, BADGES[row.decision], chain.role_label(row.role), row.is_overdue) for row in page
        ],
        "waiting": waiting.for_member(request.member),
        "today": today,
        "is_plain": not request.GET,
    }
    return render(request, "register/lifecycle/inbox.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = _filtered(request, _filter(request)).order_by("due_on", "pk")
    return csv_response("freigaben.csv", header=COLUMNS, rows=_rows(found))


def _rows(found: QuerySet[Signoff]) -> Iterator[list[Any]]:
    for row in found:
        yield [
            row.step_title,
            row.use_case.title,
            chain.role_label(row.role),
            row.get_participation_display(),
            f"{row.due_on:%d.%m.%Y}" if row.due_on else "",
            row.get_decision_display(),
            row.decided_by_label,
            row.reason,
        ]


def _filter(request: MemberRequest) -> InboxFilter:
    given = {"wessen": "mine", "stand": "open", **request.GET.dict()}
    form = InboxFilter(given)
    form.is_valid()
    return form


def _filtered(request: MemberRequest, form: InboxFilter) -> QuerySet[Signoff]:
    chosen = form.cleaned_data
    return signoffs.find(
        request.member,
        whose=chosen.get("wessen") or "mine",
        state=chosen.get("stand", "open"),
        text=chosen.get("suche", ""),
    )
