"""What is to be done: rules, sites and orders -> rules of the engine, with what they stand for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from allmende.engines.tours.model import Window
from allmende.engines.tours.planning import occurrences as engine
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.enums import OrderState
from allmende.portal.tours.models import Order, Rule, Site, TaskType

DAY = timedelta(days=1)
MIDNIGHT = 24 * 3600


@dataclass(frozen=True, slots=True)
class Wanted:
    """One rule at one site, or one order."""

    key: str  # of the rule of the engine
    task_type: TaskType
    label: str
    lon: float
    lat: float
    rule: Rule | None = None
    site: Site | None = None
    order: Order | None = None

    @property
    def minutes(self) -> float:
        if self.order:
            return float(self.order.minutes)
        area = self.site.square_metres if self.site else 0
        kind = self.task_type
        return float(kind.minutes) + float(kind.minutes_per_100m2) * area / 100


def wanted(organisation: Organisation) -> list[Wanted]:
    """A rule of a site goes before those of its kind for the same task."""
    sites = list(Site.objects.filter(organisation=organisation, is_active=True).order_by("pk"))
    rules = list(
        Rule.objects.filter(organisation=organisation, is_active=True)
        .select_related("task_type")
        .prefetch_related("task_type__skills")
        .order_by("pk")
    )
    orders = (
        Order.objects.filter(organisation=organisation, state=OrderState.OPEN)
        .select_related("site", "task_type")
        .prefetch_related("task_type__skills")
        .order_by("pk")
    )
    return [*_of_rules(sites, rules), *map(_of_order, orders)]


def _of_rules(sites: Iterable[Site], rules: Iterable[Rule]) -> Iterator[Wanted]:
    own: dict[int, list[Rule]] = defaultdict(list)
    of_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.site_id:
            own[rule.site_id].append(rule)
        else:
            of_kind[rule.site_kind].append(rule)
    for site in sites:
        special = {rule.task_type_id for rule in own[site.pk]}
        general = [rule for rule in of_kind[site.kind] if rule.task_type_id not in special]
        for rule in [*own[site.pk], *general]:
            yield Wanted(
                f"r{rule.pk}s{site.pk}",
                rule.task_type,
                site.name,
                site.lon,
                site.lat,
                rule=rule,
                site=site,
            )


def _of_order(order: Order) -> Wanted:
    return Wanted(
        f"o{order.pk}",
        order.task_type,
        order.title,
        order.lon,
        order.lat,
        site=order.site,
        order=order,
    )


def as_rule(one: Wanted, *, place: int, last: date | None, workdays: frozenset[int]) -> engine.Rule:
    """``workdays``: weekdays on which any crew works, where the rule names none."""
    bare = engine.Rule(
        key=one.key,
        place=place,
        seconds=max(60, round(one.minutes * 60)),
        weekdays=workdays,
        skills=frozenset(skill.name for skill in one.task_type.skills.all()),
        litres=one.task_type.litres,
    )
    if one.rule:
        return _repeated(bare, one.rule, last)
    return _once(bare, one.order, last) if one.order else bare


def _once(bare: engine.Rule, order: Order, last: date | None) -> engine.Rule:
    return replace(
        bare,
        priority=order.priority,
        last_done=last,
        earliest=order.earliest,
        latest=order.latest,
    )


def _repeated(bare: engine.Rule, rule: Rule, last: date | None) -> engine.Rule:
    return replace(
        bare,
        every_days=rule.every_days,
        min_gap=rule.min_gap,
        max_gap=rule.max_gap,
        season=season(rule),
        weekdays=frozenset(rule.weekdays) or bare.weekdays,
        windows=windows(rule),
        priority=rule.priority,
        is_statutory=rule.task_type.is_statutory,
        preferred_crew=str(rule.preferred_crew_id) if rule.preferred_crew_id else None,
        last_done=last,
    )


def season(rule: Rule) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if not (rule.season_from and rule.season_to):
        return None
    return _month_day(rule.season_from), _month_day(rule.season_to)


def windows(rule: Rule) -> tuple[Window, ...]:
    if rule.opens is None and rule.closes is None:
        return ()
    return (Window(seconds(rule.opens, 0), seconds(rule.closes, MIDNIGHT)),)


def seconds(value: time | None, otherwise: int = 0) -> int:
    """Since midnight."""
    if value is None:
        return otherwise
    return value.hour * 3600 + value.minute * 60 + value.second


def _month_day(text: str) -> tuple[int, int]:
    """From German order: 01.04. is (4, 1)."""
    day, month = text.strip().strip(".").split(".")[:2]
    return int(month), int(day)
