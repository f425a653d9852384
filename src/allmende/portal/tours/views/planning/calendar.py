"""One week of a plan: a row for each crew, a column for each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from allmende.portal.tours.domain.planning import demand, holidays, problem, queries, versions
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Crew, Plan, Stop, Tour

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """``why`` says why there is no tour and cannot be one."""

    day: date
    crew: Crew
    tour: Tour | None = None
    stops: Sequence[Stop] = ()
    percent: int = 0  # of the shift that is used, breaks included
    why: str = ""
    is_open: bool = False  # stops can be moved here

    @property
    def seconds(self) -> int:
        tour = self.tour
        return tour.driving + tour.working + tour.waiting if tour else 0

    @property
    def statutory(self) -> int:
        return sum(1 for s in self.stops if s.task_type and s.task_type.is_statutory)


@dataclass(frozen=True, slots=True)
class Row:
    crew: Crew
    cells: list[Cell]

    @property
    def seconds(self) -> int:
        return sum(cell.seconds for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Week:
    first: date
    days: list[date]
    rows: list[Row]
    before: date | None
    after: date | None
    free: frozenset[date]


def of(plan: Plan, asked: str) -> Week:
    """The week that ``asked`` (ISO day) lies in, else that of today or of the first day."""
    monday = _monday(_asked(plan, asked))
    last = versions.last_day(plan)
    days = [d for n in range(7) if plan.first <= (d := monday + n * DAY) <= last]
    tours = list(queries.tours_of(plan, days[0], days[-1]).prefetch_related("stops__task_type"))
    free = holidays.between(days[0], days[-1], state=plan.organisation.state)
    crews = _crews(plan, tours)
    at = {(tour.crew_id, tour.day): tour for tour in tours}
    worked = {d for crew in crews for d in days if d.weekday() in crew.weekdays}
    days = [d for d in days if d in worked or d in {tour.day for tour in tours}] or days
    rows = [
        Row(crew, [_cell(plan, crew, d, at.get((crew.pk, d)), free) for d in days])
        for crew in crews
    ]
    return Week(
        first=monday,
        days=days,
        rows=rows,
        before=monday - 7 * DAY if monday > plan.first else None,
        after=monday + 7 * DAY if monday + 7 * DAY <= last else None,
        free=free,
    )


def _crews(plan: Plan, tours: Iterable[Tour]) -> list[Crew]:
    """Those that drive now, and those that have tours."""
    known = {crew.pk: crew for crew in queries.crews_of(plan.organisation).prefetch_related(
        "absences"
    )}  # fmt: skip
    for tour in tours:
        known.setdefault(tour.crew_id, tour.crew)
    return sorted(known.values(), key=lambda crew: crew.name)


def _cell(plan: Plan, crew: Crew, day: date, tour: Tour | None, free: frozenset[date]) -> Cell:
    frozen = day < timezone.localdate() or bool(plan.frozen_until and day <= plan.frozen_until)
    if tour is None:
        why = _why(crew, day, free)
        return Cell(day, crew, why=why, is_open=not why and not frozen)
    stops = [stop for stop in tour.stops.all() if stop.kind == StopKind.VISIT]
    used = demand.seconds(tour.returns) - demand.seconds(tour.leaves)
    shift = demand.seconds(crew.closes) - demand.seconds(crew.opens)
    percent = min(100, round(100 * used / shift)) if shift > 0 else 100
    return Cell(day, crew, tour, stops, percent, is_open=not frozen)


def _why(crew: Crew, day: date, free: frozenset[date]) -> str:
    if day in free:
        return "Feiertag"
    if day.weekday() not in crew.weekdays:
        return "frei"
    return "" if problem.works_on(crew, day, crew.absences.all()) else "fällt aus"


def _asked(plan: Plan, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    return min(max(day, plan.first), versions.last_day(plan))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
