"""What the head of department wants to know. Nothing here is about single persons."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import charts, inspections, months, watering
from allmende.portal.tours.forms.work.proofs import WeatherForm
from allmende.portal.tours.views.access import TRAIL, tours_required

DRIEST = 25
MONTHS_BACK = 12


@tours_required(rules.may_read)
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    organisation, today = request.member.organisation, timezone.localdate()
    due = inspections.due(organisation, on=today)
    overdue = sum(one.is_overdue for one in due)
    rows = months.of(organisation, month=_month(request))
    thirsty = watering.priorities(organisation, on=today)
    context = {
        "due": page_of(request, due),
        "overdue": f"{overdue} überfällig" if overdue else "",
        "month": _month(request),
        "months": _months(today),
        "rows": rows,
        "total": months.total(rows),
        "bars": charts.bars((row.kind, row.planned_hours, row.done_hours) for row in rows),
        "chart_height": max(charts.STEP * len(rows), charts.STEP),
        "thirsty": thirsty[:DRIEST],
        "thirsty_count": len(thirsty),
        "weather": watering.entries(organisation, on=today)[:7],
    }
    return render(request, "tours/work/overview.html", context)


@tours_required(rules.may_read)
def weather(request: MemberRequest) -> HttpResponse:
    form = WeatherForm(posted(request), initial={"day": timezone.localdate()})
    organisation = request.member.organisation
    if form.is_valid() and done(
        form,
        lambda: watering.enter(organisation, values=form.cleaned_data, by=request.member),
    ):
        messages.success(request, "Das Wetter ist eingetragen.")
        return redirect("tours-overview")
    context = {
        "title": "Wetter eintragen",
        "intro": "Regen oder Bodenfeuchte genügt. Derselbe Tag noch einmal ersetzt den Eintrag.",
        "form": form,
        "submit": "Eintragen",
        "trail": [*TRAIL, ("Übersicht", reverse("tours-overview"))],
        "back": reverse("tours-overview"),
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@tours_required(rules.may_read)
@require_safe
def export(request: MemberRequest, table: str) -> HttpResponseBase:
    if table not in TABLES:
        raise Http404
    header, rows = TABLES[table]
    return csv_response(f"{table}.csv", header=header, rows=rows(request))


def _inspection_rows(request: MemberRequest) -> Iterable[list[Any]]:
    for one in inspections.due(request.member.organisation, on=timezone.localdate()):
        kind = one.task_type
        yield [
            one.site.name,
            one.site.number,
            kind.name,
            kind.basis,
            one.last,
            one.latest,
            one.planned,
            one.state,
        ]


def _month_rows(request: MemberRequest) -> Iterable[list[Any]]:
    for row in months.of(request.member.organisation, month=_month(request)):
        figures = (row.planned_hours, row.done_hours, row.planned_cost, row.done_cost)
        yield [row.kind, *(number_format(figure, 2, use_l10n=True) for figure in figures)]


def _watering_rows(request: MemberRequest) -> Iterable[list[Any]]:
    for one in watering.priorities(request.member.organisation, on=timezone.localdate()):
        yield [
            one.site.name,
            one.site.number,
            one.task_type.name,
            one.percent,
            one.state,
            one.reason,
        ]


TABLES: dict[str, tuple[list[str], Callable[[MemberRequest], Iterable[list[Any]]]]] = {
    "kontrollen": (
        ["Ort", "Nummer", "Kontrolle", "Grundlage", "Zuletzt", "Spätestens", "Geplant", "Stand"],
        _inspection_rows,
    ),
    "stunden": (
        ["Art", "Stunden geplant", "Stunden getan", "Kosten geplant", "Kosten getan"],
        _month_rows,
    ),
    "wasser": (["Ort", "Nummer", "Art", "Bodenwasser in %", "Rang", "Grund"], _watering_rows),
}


def _month(request: MemberRequest) -> date:
    """``?monat=2026-05``; otherwise this one."""
    try:
        return date.fromisoformat(f"{request.GET.get('monat', '')}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _months(today: date) -> list[date]:
    """This one and those before it, the newest first."""
    found = [today.replace(day=1)]
    while len(found) <= MONTHS_BACK:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
