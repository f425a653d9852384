"""What an organisation enters, each with its form."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import queries, wording
from allmende.portal.tours.forms.setup import crews, rules, sites, streets
from allmende.portal.tours.models import Crew, Rule, Site, TaskType
from allmende.portal.tours.views.setup.keeping import Area


def _site_of(request: MemberRequest) -> dict[str, Any]:
    """A rule for one site only: ``?ort=`` names it."""
    wanted = request.GET.get("ort", "")
    if not wanted:
        return {}
    mine = Site.objects.filter(organisation=request.member.organisation)
    site = mine.filter(pk=wanted).first() if wanted.isdecimal() else None
    if site is None:
        raise Http404
    return {"site": site}


def _rule_page(request: MemberRequest, rule: Rule | None) -> dict[str, Any]:
    site = rule.site if rule else _site_of(request).get("site")
    if site is None:
        return {}
    return {
        "intro": f"Diese Regel gilt nur für „{site}“ und geht dort der Regel für die Art vor.",
        "back": reverse("tours-site", args=[site.pk]),
    }


def _rule_said(rule: Rule) -> str:
    return f"Gespeichert: {rule.task_type} ({wording.where(rule)}), {wording.sentence(rule)}."


def _task_losses(task: TaskType) -> list[str]:
    return [f"Regel: {wording.where(rule)}, {wording.sentence(rule)}" for rule in task.rules.all()]


def _site_losses(site: Site) -> list[str]:
    return [f"Eigene Regel: {rule}" for rule in site.rules.select_related("task_type")]


def _crew_page(request: MemberRequest, crew: Crew | None) -> dict[str, Any]:
    del request
    if crew is None:
        return {}
    absences = [(one, wording.days(one.starts_on, one.ends_on)) for one in crew.absences.all()]
    return {"crew": crew, "absences": absences, "absence_form": crews.AbsenceForm()}


def _no_depot(request: MemberRequest, crew: Crew | None) -> dict[str, Any]:
    page = _crew_page(request, crew)
    if not queries.depots_of(request.member.organisation).exists():
        page["intro"] = "Legen Sie zuerst den Betriebshof an: Dort beginnen und enden die Touren."
    return page


SITES = Area(
    "tours-site", "orte/", sites.SiteForm, "Ort anlegen", "tours-sites", "Orte", "sites",
    losses=_site_losses, detail=True, edit_at="bearbeiten/",
)  # fmt: skip
RULES = Area(
    "tours-rule", "regeln/", rules.RuleForm, "Regel anlegen", "tours-rules", "Regeln", "rules",
    options=_site_of, more=_rule_page, said=_rule_said,
)  # fmt: skip
TASKS = Area(
    "tours-task", "arbeiten/", rules.TaskForm, "Art der Arbeit anlegen", "tours-rules", "Regeln",
    "rules", losses=_task_losses,
)  # fmt: skip
SKILLS = Area(
    "tours-skill", "faehigkeiten/", rules.SkillForm, "Fähigkeit anlegen", "tours-crews",
    "Kolonnen", "crews",
)  # fmt: skip
CREWS = Area(
    "tours-crew", "kolonnen/", crews.CrewForm, "Kolonne anlegen", "tours-crews", "Kolonnen",
    "crews", more=_no_depot,
)  # fmt: skip
VEHICLES = Area(
    "tours-vehicle", "fahrzeuge/", crews.VehicleForm, "Fahrzeug anlegen", "tours-crews",
    "Kolonnen", "crews",
)  # fmt: skip
DEPOTS = Area(
    "tours-depot", "betriebshof/", crews.DepotForm, "Betriebshof anlegen", "tours-depots",
    "Betriebshof und Wasser", "crews",
)  # fmt: skip
REFILLS = Area(
    "tours-refill", "betriebshof/wasser/", crews.RefillForm, "Wasserstelle anlegen",
    "tours-depots", "Betriebshof und Wasser", "crews",
)  # fmt: skip
CLOSURES = Area(
    "tours-closure", "strassen/sperrungen/", streets.ClosureForm, "Sperrung eintragen",
    "tours-network", "Straßen", "sites",
)  # fmt: skip
AREAS = (SITES, RULES, TASKS, SKILLS, CREWS, VEHICLES, DEPOTS, REFILLS, CLOSURES)
