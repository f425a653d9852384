"""Hours and cost of a month by kind of work, planned against done. Never by person.

Hours done are those between start and end. An entry without a start counts with the minutes that
were planned for its stop. Driving is known only from the plan; it is shared out by the hours at
the sites of the same tour. Cost = crew hours x euro per hour + kilometres x euro per kilometre.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.work import queries, today
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Execution, Stop, Tour

HOUR = 3600
LONGEST = 12 * HOUR  # seconds; a longer entry has a wrong clock
EXTRA = "Ohne Art"


@dataclass(slots=True)
class Row:
    """Hours at sites, and euros with driving."""

    kind: str
    planned_hours: float = 0
    done_hours: float = 0
    planned_cost: float = 0
    done_cost: float = 0


def of(organisation: Organisation, *, month: date) -> list[Row]:
    """By kind of work, in alphabetical order; ``month``: any day of it."""
    first = month.replace(day=1)
    end = (first + timedelta(days=32)).replace(day=1)
    rows: dict[str, Row] = {}
    tours = today.tours_between(organisation, first, end)
    for tour in tours:
        _add_planned(rows, tour)
    _add_done(rows, organisation, tours, first, end)
    return sorted(rows.values(), key=lambda row: row.kind)


def total(rows: Iterable[Row]) -> Row:
    found = Row("Zusammen")
    for row in rows:
        found.planned_hours += row.planned_hours
        found.done_hours += row.done_hours
        found.planned_cost += row.planned_cost
        found.done_cost += row.done_cost
    return found


def _add_planned(rows: dict[str, Row], tour: Tour) -> None:
    stops = [stop for stop in tour.stops.all() if stop.kind == StopKind.VISIT]
    for stop in stops:
        row = _row(rows, _kind(stop))
        row.planned_hours += _length(stop) / HOUR
        row.planned_cost += _cost(tour, _length(stop), stops)


def _add_done(
    rows: dict[str, Row], organisation: Organisation, tours: list[Tour], first: date, end: date
) -> None:
    entries = queries.valid(organisation).filter(
        is_done=True, ended_at__gte=queries.midnight(first), ended_at__lt=queries.midnight(end)
    )
    by_day = {(tour.crew_id, tour.day): tour for tour in tours}
    shares: dict[tuple[int | None, date], list[tuple[Execution, float]]] = defaultdict(list)
    for entry in entries.select_related("crew__vehicle", "stop"):
        day = timezone.localdate(entry.ended_at)
        shares[entry.crew_id, day].append((entry, _worked(entry)))
    for (crew, day), done in shares.items():
        tour = by_day.get((crew, day)) if crew else None
        whole = sum(seconds for _, seconds in done) or 1
        for entry, seconds in done:
            row = _row(rows, entry.task_label or EXTRA)
            row.done_hours += seconds / HOUR
            row.done_cost += _done_cost(entry, seconds, tour, seconds / whole)


def _done_cost(entry: Execution, seconds: float, tour: Tour | None, share: float) -> float:
    if entry.crew is None:
        return 0.0
    hourly = float(entry.crew.cost_per_hour)
    return hourly * seconds / HOUR + (_on_the_road(tour) * share if tour else 0.0)


def _cost(tour: Tour, seconds: float, stops: list[Stop]) -> float:
    whole = sum(map(_length, stops)) or 1
    at_site = float(tour.crew.cost_per_hour) * seconds / HOUR
    return at_site + _on_the_road(tour) * seconds / whole


def _on_the_road(tour: Tour) -> float:
    """Euros for driving and waiting, and for the kilometres."""
    vehicle = tour.crew.vehicle
    hours = (tour.driving + tour.waiting) / HOUR
    per_km = float(vehicle.cost_per_km) if vehicle else 0.0
    return float(tour.crew.cost_per_hour) * hours + per_km * tour.metres / 1000


def _worked(entry: Execution) -> float:
    """Seconds."""
    if entry.started_at:
        return min((entry.ended_at - entry.started_at).total_seconds(), LONGEST)
    return _length(entry.stop) if entry.stop else 0.0


def _length(stop: Stop) -> float:
    return (_moment(stop.ends) - _moment(stop.begins)).total_seconds()


def _moment(clock: time) -> datetime:
    return datetime.combine(date.min, clock)


def _kind(stop: Stop) -> str:
    return stop.task_type.name if stop.task_type else EXTRA


def _row(rows: dict[str, Row], kind: str) -> Row:
    return rows.setdefault(kind, Row(kind))
