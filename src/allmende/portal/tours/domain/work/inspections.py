"""Inspections that the law wants: what is due, what is overdue, and its last proof."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.work import queries, today
from allmende.portal.tours.models import Rule, Site, TaskType

AHEAD = 28  # days

type Of = tuple[int, int]  # site and task


@dataclass(frozen=True, slots=True)
class Inspection:
    site: Site
    task_type: TaskType
    last: date | None
    latest: date | None  # None: never done, so nobody knows since when it has been due
    days: int  # until the latest day; negative: overdue by so many
    planned: date | None = None  # in the tours that hold

    @property
    def is_overdue(self) -> bool:
        return self.latest is None or self.days < 0

    @property
    def is_planned_late(self) -> bool:
        return bool(self.planned and self.latest and self.planned > self.latest)

    @property
    def state(self) -> str:
        if self.latest is None:
            return "noch nie nachgewiesen"
        if self.days < 0:
            return f"seit {-self.days} {'Tag' if self.days == -1 else 'Tagen'} überfällig"
        soon = {0: "heute fällig", 1: "morgen fällig"}
        return soon.get(self.days, f"fällig in {self.days} Tagen")


def due(organisation: Organisation, *, on: date, ahead: int = AHEAD) -> list[Inspection]:
    """Overdue and due within ``ahead`` days, the most urgent first."""
    last = queries.last_done(organisation)
    found = _all(organisation, last, on)
    near = [one for one in found if one.is_overdue or one.days <= ahead]
    planned = _planned(organisation, last, on, on + timedelta(days=ahead)) if near else {}
    urgent = [replace(one, planned=planned.get((one.site.pk, one.task_type.pk))) for one in near]
    return sorted(urgent, key=lambda one: (one.latest or date.min, one.site.name))


def _planned(
    organisation: Organisation, last: Mapping[Of, date], first: date, end: date
) -> dict[Of, date]:
    """The next day on which a tour has it; what is done already does not count."""
    found: dict[Of, date] = {}
    for day, stop in today.ahead(organisation, first, end):
        if stop.site_id and stop.task_type_id:
            of = stop.site_id, stop.task_type_id
            if day > last.get(of, date.min):
                found.setdefault(of, day)
    return found


def _all(organisation: Organisation, last: Mapping[Of, date], on: date) -> Iterator[Inspection]:
    for wanted in demand.wanted(organisation):
        rule, site, kind = wanted.rule, wanted.site, wanted.task_type
        if rule is None or site is None or not kind.is_statutory or not _in_season(rule, on):
            continue
        done = last.get((site.pk, kind.pk))
        latest = done + timedelta(days=rule.max_gap) if done else None
        yield Inspection(site, kind, done, latest, (latest - on).days if latest else 0)


def _in_season(rule: Rule, on: date) -> bool:
    season = demand.season(rule)
    if season is None:
        return True
    first, last = season
    here = (on.month, on.day)
    return first <= here <= last if first <= last else here >= first or here <= last
