"""The first page of the tool: the current plan and what is to do next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import (
    checking,
    comparing,
    making,
    publishing,
    queries,
    versions,
)
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Crew, Rule, Site
from allmende.portal.tours.views.access import tours_required
from allmende.portal.tours.views.planning.access import BADGES


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    text: str
    url: str
    is_done: bool


@tours_required(rules.may_enter)
@require_safe
def start(request: MemberRequest) -> HttpResponse:
    member = request.member
    if not rules.may_read(member):
        return redirect("/werkzeuge/touren/heute/")
    making.settle_orphans()
    organisation = member.organisation
    plan = versions.current(organisation)
    published = versions.published(organisation)
    may_plan = rules.may_plan(member)
    context: dict[str, Any] = {
        "plan": plan,
        "published": published,
        "badge": BADGES[PlanState(plan.state)] if plan else "",
        "figures": comparing.figures(plan.parent, plan) if plan else [],
        "may_plan": may_plan,
        "steps": _steps(organisation) if may_plan else [],
        "checked": checking.check(organisation) if may_plan else None,
    }
    return render(request, "tours/planning/start.html", context)


@tours_required(rules.may_read)
@require_safe
def plans(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    page = page_of(request, queries.plans_of(organisation))
    context = {
        "page": page,
        "rows": [(plan, BADGES[PlanState(plan.state)]) for plan in page],
        "may_plan": rules.may_plan(request.member),
        "old": len(publishing.old_drafts(organisation)),
    }
    return render(request, "tours/planning/plans.html", context)


def _steps(organisation: Organisation) -> list[Step]:
    """From nothing to a plan, in this order."""
    mine = {"organisation": organisation}
    rows = (
        ("Straßennetz laden", "Ein OSM-Auszug Ihrer Gemeinde, für Fahrzeiten und Karte.",
         "tours-network", networks.network_of(organisation) is not None),
        ("Orte anlegen", "Aus einem Verzeichnis einlesen oder aus dem Auszug übernehmen.",
         "tours-sites", Site.objects.filter(**mine).exists()),
        ("Regeln festlegen", "Was wird wie oft getan, wie lange dauert es?",
         "tours-rules", Rule.objects.filter(**mine).exists()),
        ("Kolonnen anlegen", "Betriebshof, Arbeitszeiten, Fähigkeiten, Fahrzeuge.",
         "tours-crews", Crew.objects.filter(**mine).exists()),
        ("Vier Wochen planen", "Ein Klick. Danach ändern Sie von Hand, was anders sein soll.",
         "tours-plan-new", versions.of(organisation).exists()),
    )  # fmt: skip
    return [Step(title, text, _address(name), done) for title, text, name, done in rows]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
