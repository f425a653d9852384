"""What differs between two versions: stops that moved, came or went, and the figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allmende.portal.tours.domain.planning.versions import last_day
from allmende.portal.tours.enums import StopKind
from allmende.portal.tours.models import Plan, Stop

FIGURES = (  # name, label, unit, whether less is better
    ("driving", "Fahren", "Std.", True),
    ("working", "Arbeiten", "Std.", None),
    ("waiting", "Warten", "Std.", True),
    ("resting", "Pausen", "Std.", None),
    ("km", "Strecke", "km", True),
    ("visits", "Einsätze", "", False),
    ("tours", "Touren", "", None),
    ("unserved", "nicht eingeplant", "", True),
    ("most_to_mean", "Ausgleich: längste Arbeitszeit zum Mittel", "", True),
)


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    unit: str
    before: float | None
    after: float
    word: str  # besser, schlechter or nothing: never by colour alone

    @property
    def digits(self) -> int:
        """Counts are whole, hours have one digit, a ratio has two."""
        return 1 if self.unit else 0 if isinstance(self.after, int) else 2

    @property
    def change(self) -> float | None:
        return None if self.before is None else self.after - self.before


def figures(before: Plan | None, after: Plan) -> list[Figure]:
    """Empty while a plan has none yet."""
    if not after.figures:
        return []
    old = before.figures if before else {}
    found = []
    for name, label, unit, less in FIGURES:
        was, now = old.get(name), after.figures[name]
        found.append(Figure(label, unit, was, now, _word(was, now, less=less)))
    return found


def _word(was: float | None, now: float, *, less: bool | None) -> str:
    if was is None or less is None or round(now - was, 1) == 0:
        return ""
    return "besser" if (now < was) == less else "schlechter"


def moves(before: Plan, after: Plan) -> list[dict[str, Any]]:
    """As ``Plan.moved`` keeps them: key, label, task and the two places, None for nowhere.

    A place is [ISO day, name of the crew]; the order within a tour does not count, and neither
    do days that only one of the plans has.
    """
    days = max(before.first, after.first), min(last_day(before), last_day(after))
    was, now = _where(before, days), _where(after, days)
    found = []
    for key in sorted(was.keys() | now.keys()):
        old, new = was.get(key), now.get(key)
        stop = new or old
        if stop and _place(old) != _place(new):
            found.append(
                {
                    "key": key,
                    "label": stop.label,
                    "task": stop.task_type.name if stop.task_type else "",
                    "before": _place(old),
                    "after": _place(new),
                }
            )
    return sorted(found, key=lambda one: (str(one["after"] or one["before"]), one["label"]))


def _where(plan: Plan, days: tuple[date, date]) -> dict[str, Stop]:
    stops = Stop.objects.filter(tour__plan=plan, tour__day__range=days, kind=StopKind.VISIT)
    return {stop.key: stop for stop in stops.select_related("tour__crew", "task_type")}


def _place(stop: Stop | None) -> list[str] | None:
    return [stop.tour.day.isoformat(), stop.tour.crew.name] if stop else None
