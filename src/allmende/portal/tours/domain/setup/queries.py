"""What an organisation has entered. Everything is filtered by it; nothing else leaks in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.enums import ImportState, SiteKind
from allmende.portal.tours.models import (
    Closure,
    Crew,
    Depot,
    RefillPoint,
    Rule,
    Site,
    SiteImport,
    Skill,
    TaskType,
    Vehicle,
)


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """``reachable`` and ``active``: None means all."""

    text: str = ""
    kind: str = ""
    reachable: bool | None = None
    active: bool | None = True


def sites_of(organisation: Organisation, *, only: SiteFilter | None = None) -> QuerySet[Site]:
    """Those that are kept up, unless ``only`` says otherwise."""
    wanted = only or SiteFilter()
    found = Site.objects.filter(organisation=organisation)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.active is not None:
        found = found.filter(is_active=wanted.active)
    if wanted.reachable is not None:
        found = found.filter(is_reachable=wanted.reachable)
    for word in wanted.text.split():
        found = found.filter(
            Q(name__icontains=word) | Q(number__icontains=word) | Q(street__icontains=word)
        )
    return found


def kinds_of(organisation: Organisation) -> list[tuple[SiteKind, int]]:
    """Kinds that have sites, with how many are kept up."""
    rows = Site.objects.filter(organisation=organisation, is_active=True)
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind, counts[kind]) for kind in SiteKind if kind in counts]


def rules_of(organisation: Organisation, *, active: bool = True) -> QuerySet[Rule]:
    found = Rule.objects.filter(organisation=organisation)
    if active:
        found = found.filter(is_active=True)
    return found.select_related("task_type", "site", "preferred_crew").prefetch_related(
        "task_type__skills"
    )


def tasks_of(organisation: Organisation) -> QuerySet[TaskType]:
    return (
        TaskType.objects.filter(organisation=organisation)
        .prefetch_related("skills")
        .annotate(rule_count=Count("rules"))
    )


def crews_of(organisation: Organisation, *, active: bool = True) -> QuerySet[Crew]:
    found = Crew.objects.filter(organisation=organisation)
    if active:
        found = found.filter(is_active=True)
    return found.select_related("vehicle", "depot").prefetch_related(
        "skills", "vehicle__skills", "absences", "members__user"
    )


def vehicles_of(organisation: Organisation) -> QuerySet[Vehicle]:
    return Vehicle.objects.filter(organisation=organisation).prefetch_related("skills", "crews")


def depots_of(organisation: Organisation) -> QuerySet[Depot]:
    return Depot.objects.filter(organisation=organisation).annotate(crew_count=Count("crews"))


def refills_of(organisation: Organisation) -> QuerySet[RefillPoint]:
    return RefillPoint.objects.filter(organisation=organisation)


def skills_of(organisation: Organisation) -> QuerySet[Skill]:
    return Skill.objects.filter(organisation=organisation)


def closures_of(organisation: Organisation) -> QuerySet[Closure]:
    return Closure.objects.filter(organisation=organisation).order_by("-starts_on", "pk")


def imports_of(organisation: Organisation) -> QuerySet[SiteImport]:
    return SiteImport.objects.filter(organisation=organisation)


def last_import(organisation: Organisation) -> SiteImport | None:
    """The only one that can be taken back."""
    done = imports_of(organisation).filter(state=ImportState.TAKEN)
    return done.order_by("-taken_at").first()


def skills_of_crew(crew: Crew) -> set[int]:
    """People, equipment and vehicle together."""
    own: Iterable[Skill] = crew.skills.all()
    on_board: Iterable[Skill] = crew.vehicle.skills.all() if crew.vehicle else ()
    return {skill.pk for skill in (*own, *on_board)}
