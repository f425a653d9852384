"""One version of the plan, seen in five ways."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import comparing, queries, reasons, versions
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.forms.planning.plans import StopFilter
from allmende.portal.tours.models import Crew, Plan, Stop
from allmende.portal.tours.views.planning import calendar
from allmende.portal.tours.views.planning.access import BADGES, plan_view, trail

type Context = dict[str, Any]

WAYS = (
    ("kalender", "Kalender"),
    ("tabelle", "Tabelle"),
    ("karte", "Karte"),
    ("zahlen", "Kennzahlen"),
    ("offen", "Nicht eingeplant"),
    ("neu", "Was sich geändert hat"),
)


@plan_view(rules.may_read)
@require_safe
def show(request: MemberRequest, plan: Plan) -> HttpResponse:
    way = request.GET.get("ansicht", "")
    way = way if way in dict(WAYS) else "kalender"
    context: Context = {
        "plan": plan,
        "last": versions.last_day(plan),
        "badge": BADGES[PlanState(plan.state)],
        "way": way,
        "ways": WAYS,
        "is_planning": plan.state == PlanState.PLANNING,
        "may_plan": rules.may_plan(request.member),
        "may_change": rules.may_plan(request.member) and is_open(plan),
        "open_count": plan.unplanned.count(),
        "trail": trail(),
    }
    fill = {"tabelle": _table, "karte": _map, "zahlen": _figures, "offen": _open, "neu": _news}
    context |= fill.get(way, _calendar)(request, plan)
    return render(request, "tours/planning/plan.html", context)


def narrowed(plan: Plan, form: StopFilter) -> QuerySet[Stop]:
    """Unknown values are ignored."""
    form.is_valid()
    chosen = form.cleaned_data
    found = queries.visits_of(plan)
    if text := chosen.get("suche"):
        found = found.filter(label__icontains=text)
    if crew := chosen.get("kolonne"):
        found = found.filter(tour__crew=crew)
    if day := chosen.get("tag"):
        found = found.filter(tour__day=day)
    if kind := chosen.get("art"):
        found = found.filter(task_type=kind)
    return found


def is_open(plan: Plan) -> bool:
    """By hand one changes drafts and the plan that holds."""
    over = versions.last_day(plan) < timezone.localdate()
    return plan.state in {PlanState.DRAFT, PlanState.PUBLISHED} and not over


def _calendar(request: MemberRequest, plan: Plan) -> Context:
    return {"week": calendar.of(plan, request.GET.get("woche", ""))}


def _table(request: MemberRequest, plan: Plan) -> Context:
    form = StopFilter(request.GET, plan=plan)
    page = page_of(request, narrowed(plan, form))
    return {"filter": form, "page": page, "stops": page.object_list}


def _map(request: MemberRequest, plan: Plan) -> Context:
    days = sorted(set(plan.tours.values_list("day", flat=True)))
    day = chosen_day(days, request.GET.get("tag", ""))
    crews = Crew.objects.filter(tours__plan=plan, tours__day=day).distinct() if day else []
    wanted = request.GET.get("kolonne", "")
    tours = []
    if day:
        found = plan.tours.filter(day=day).select_related("crew").prefetch_related("stops")
        tours = list(found.filter(crew_id=wanted) if wanted.isdigit() else found)
    query = urlencode({"tag": day.isoformat() if day else "", "kolonne": wanted})
    return {
        "days": days,
        "day": day,
        "crews": crews,
        "crew": wanted,
        "tours": tours,
        "map_url": f"{reverse('tours-plan-map', args=[plan.pk])}?{query}",
    }


def chosen_day(days: list[date], text: str) -> date | None:
    """The one asked for, else the next one with tours."""
    asked = next((day for day in days if day.isoformat() == text), None)
    today = timezone.localdate()
    return asked or next((day for day in days if day >= today), days[-1] if days else None)


def _figures(request: MemberRequest, plan: Plan) -> Context:
    del request
    crews = {str(crew.pk): crew for crew in Crew.objects.filter(organisation=plan.organisation)}
    by_crew = plan.figures.get("by_crew", {})
    rows = [(crews[pk], _with_total(hours)) for pk, hours in by_crew.items() if pk in crews]
    most = max((hours["total"] for _, hours in rows), default=0) or 1
    return {
        "figures": comparing.figures(plan.parent, plan),
        "by_crew": [
            (crew, hours, round(100 * hours["total"] / most))
            for crew, hours in sorted(rows, key=lambda row: row[0].name)
        ],
    }


def _with_total(hours: dict[str, float]) -> dict[str, float]:
    return hours | {"total": hours["driving"] + hours["working"] + hours["waiting"]}


def _open(request: MemberRequest, plan: Plan) -> Context:
    page = page_of(request, queries.unplanned_of(plan))
    return {
        "page": page,
        "rows": [(one, reasons.sentence(one), reasons.remedy(one)) for one in page],
    }


def _news(request: MemberRequest, plan: Plan) -> Context:
    return {"page": page_of(request, plan.moved)}
