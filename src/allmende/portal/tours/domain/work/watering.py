"""Which trees and beds want water first. A rule of thumb, not a measurement.

A simple water balance from what people enter by hand. The soil holds 100 % of what plants can use.
Each day takes ``LOSS`` of that by evaporation, depending on the month; each millimetre of rain
gives ``PER_MM`` back, since most of a shower runs off sealed ground. A measured value of the soil
moisture replaces the reckoning of its day. A watering fills the soil of its own site. Nobody knows
the start, 21 days back: 60 % is assumed. Below 50 % plants slow down, below 30 % they suffer, as
guides to watering on demand say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import rules
from allmende.portal.tours.domain.planning import demand
from allmende.portal.tours.domain.work import queries
from allmende.portal.tours.models import Site, TaskType, Weather

DAY = timedelta(days=1)
BACK = 21  # days
START = 60.0  # percent
PER_MM = 2.5  # percent of each millimetre of rain
WATERED = 100.0
LOW, VERY_LOW = 50.0, 30.0
# Percent that a day takes, January to December
LOSS = (0.3, 0.5, 1.0, 2.0, 2.8, 3.4, 3.6, 3.2, 2.0, 1.0, 0.5, 0.3)


@dataclass(frozen=True, slots=True)
class Thirst:
    site: Site
    task_type: TaskType
    percent: int
    last: date | None
    reason: str

    @property
    def state(self) -> str:
        if self.percent < VERY_LOW:
            return "sofort wässern"
        return "bald wässern" if self.percent < LOW else "genug Wasser"


@transaction.atomic
def enter(organisation: Organisation, *, values: Mapping[str, Any], by: Member) -> Weather:
    """One entry a day; the same day again replaces it. ``values``: rain_mm, soil_percent, day."""
    require(rules.may_read, by)
    rest = {name: value for name, value in values.items() if name != "day"}
    found, _ = Weather.objects.update_or_create(
        organisation=organisation, day=values["day"], defaults=rest
    )
    audit.record("tours.weather_entered", by=by, about=found)
    return found


def entries(organisation: Organisation, *, on: date) -> list[Weather]:
    """Of the days that count, the newest first."""
    return list(Weather.objects.filter(organisation=organisation, day__range=(on - BACK * DAY, on)))


def priorities(organisation: Organisation, *, on: date) -> list[Thirst]:
    """Sites with a watering rule, the driest first."""
    weather = {one.day: one for one in entries(organisation, on=on)}
    last = queries.last_done(organisation)
    found = []
    for wanted in demand.wanted(organisation):
        kind, site = wanted.task_type, wanted.site
        if wanted.rule is None or site is None or not kind.litres:
            continue
        watered = last.get((site.pk, kind.pk))
        percent = balance(weather, on=on, watered=watered)
        reason = _reason(weather, on, watered)
        found.append(Thirst(site, kind, round(percent), watered, reason))
    return sorted(found, key=lambda one: (one.percent, one.last or date.min, one.site.name))


def balance(weather: Mapping[date, Weather], *, on: date, watered: date | None = None) -> float:
    """Percent of usable soil water on the evening of ``on``, 0 to 100."""
    level = START
    for back in range(BACK, -1, -1):
        day = on - back * DAY
        known = weather.get(day)
        if known and known.soil_percent is not None:
            level = float(known.soil_percent)
        else:
            rain = float(known.rain_mm or 0) if known else 0.0
            level += rain * PER_MM - LOSS[day.month - 1]
        if watered == day:
            level = WATERED
        level = min(100.0, max(0.0, level))
    return level


def _reason(weather: Mapping[date, Weather], on: date, watered: date | None) -> str:
    week = [one.rain_mm for one in weather.values() if one.day > on - 7 * DAY]
    rain = sum(float(amount or 0) for amount in week)
    said = [f"{rain:.0f} mm Regen in 7 Tagen" if week else "kein Regen eingetragen"]
    measured = [one for one in weather.values() if one.soil_percent is not None]
    if measured:
        newest = max(measured, key=lambda one: one.day)
        said.append(f"Bodenfeuchte {newest.soil_percent} % am {newest.day:%d.%m.}")
    said.append(f"zuletzt gewässert am {watered:%d.%m.%Y}" if watered else "noch nie gewässert")
    return ", ".join(said)
