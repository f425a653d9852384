"""Key figures of a plan, and what one plan has more or less than another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import sqrt

from allmende.engines.tours.model import Plan, Tour, Why

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours and kilometres of some tours; ``total`` is working time, breaks not included."""

    driving: float
    working: float  # on site, refilling included
    waiting: float
    resting: float
    km: float
    visits: int
    tours: int

    @property
    def total(self) -> float:
        return self.driving + self.working + self.waiting

    def __sub__(self, other: "Hours") -> "Hours":
        names = [field.name for field in fields(Hours)]
        return Hours(*(getattr(self, name) - getattr(other, name) for name in names))


@dataclass(frozen=True, slots=True)
class Balance:
    """Of the working time of the crews; 1 and 0 are even."""

    most_to_mean: float
    variation: float  # standard deviation / mean


@dataclass(frozen=True, slots=True)
class Figures:
    hours: Hours
    by_crew: Mapping[str, Hours]
    balance: Balance
    unserved: Mapping[Why, int]

    @property
    def unserved_count(self) -> int:
        return sum(self.unserved.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """After minus before."""

    hours: Hours
    by_crew: Mapping[str, Hours]
    unserved: int
    moved: int  # visits of both plans with another day or crew


def figures(plan: Plan, *, crews: Iterable[str] = ()) -> Figures:
    """``crews``: all of them, so that idle ones count in the balance."""
    tours: dict[str, list[Tour]] = defaultdict(list)
    for crew in crews:
        tours[crew] = []
    for tour in plan.tours:
        tours[tour.crew].append(tour)
    by_crew = {crew: _hours(own) for crew, own in sorted(tours.items())}
    return Figures(
        hours=_hours(plan.tours),
        by_crew=by_crew,
        balance=_balance([hours.total for hours in by_crew.values()]),
        unserved=dict(Counter(one.why for one in plan.unplanned)),
    )


def compare(before: Plan, after: Plan) -> Comparison:
    old, new = figures(before), figures(after)
    crews = sorted(old.by_crew.keys() | new.by_crew.keys())
    none = _hours(())
    was, now = before.where, after.where
    return Comparison(
        hours=new.hours - old.hours,
        by_crew={c: new.by_crew.get(c, none) - old.by_crew.get(c, none) for c in crews},
        unserved=new.unserved_count - old.unserved_count,
        moved=sum(was[key] != now[key] for key in was.keys() & now.keys()),
    )


def _hours(tours: Sequence[Tour]) -> Hours:
    return Hours(
        driving=sum(tour.driving for tour in tours) / HOUR,
        working=sum(tour.working for tour in tours) / HOUR,
        waiting=sum(tour.waiting for tour in tours) / HOUR,
        resting=sum(tour.resting for tour in tours) / HOUR,
        km=sum(tour.metres for tour in tours) / 1000,
        visits=sum(len(tour.visits) for tour in tours),
        tours=len(tours),
    )


def _balance(hours: Sequence[float]) -> Balance:
    mean = sum(hours) / len(hours) if hours else 0.0
    if not mean:
        return Balance(1.0, 0.0)
    spread = sqrt(sum((one - mean) ** 2 for one in hours) / len(hours))
    return Balance(max(hours) / mean, spread / mean)
