"""Plans four weeks of a generated city and compares with how towns plan without a planner.

Run: ``allmende evaluate tours --city SITES --network FILE --seconds N``
"""

from dataclasses import dataclass
from pathlib import Path

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.city import city_on
from allmende.engines.tours.model import Plan, Problem
from allmende.engines.tours.planning.baselines import random_patterns, weekday_districts
from allmende.engines.tours.planning.figures import figures
from allmende.engines.tours.planning.plan import make_plan
from allmende.engines.tours.planning.search.search import warm_up


@dataclass(frozen=True, slots=True)
class Line:
    """One way of planning."""

    driving: float  # hours
    unserved: int
    most_to_mean: float  # working time of the busiest crew / of the mean one
    variation: float

    def as_json(self) -> dict[str, float]:
        return {
            "driving_hours": round(self.driving, 2),
            "unserved": self.unserved,
            "balance_max_to_mean": round(self.most_to_mean, 3),
            "balance_variation": round(self.variation, 3),
        }

    def __str__(self) -> str:
        return (
            f"{self.driving:7.1f} h Fahrt  {self.unserved:4d} offen  "
            f"Auslastung max/mittel {self.most_to_mean:.2f}"
        )


@dataclass(frozen=True, slots=True)
class CityScore:
    visits: int
    seconds: float
    ours: Line
    random_patterns: Line
    weekday_districts: Line
    lost: int  # visits that random patterns serve and ours does not

    def as_json(self) -> dict[str, object]:
        return {
            "visits": self.visits,
            "seconds": self.seconds,
            "ours": self.ours.as_json(),
            "random_patterns": self.random_patterns.as_json(),
            "weekday_districts": self.weekday_districts.as_json(),
            "ratio_to_random_patterns": round(self._ratio(self.random_patterns), 4),
            "ratio_to_weekday_districts": round(self._ratio(self.weekday_districts), 4),
            "served_by_random_patterns_only": self.lost,
        }

    def __str__(self) -> str:
        return "\n".join(
            (
                f"{self.visits} Einsätze in vier Wochen, {self.seconds:.0f} s Rechenzeit je Plan",
                f"Allmende             {self.ours}",
                f"Zufällige Tage       {self.random_patterns}"
                f"  Verhältnis {self._ratio(self.random_patterns):.3f}",
                f"Bezirk je Wochentag  {self.weekday_districts}"
                f"  Verhältnis {self._ratio(self.weekday_districts):.3f}",
            )
        )

    def _ratio(self, other: Line) -> float:
        return self.ours.driving / other.driving if other.driving else 1.0


def evaluate(sites: str | int, network: Path, seconds: float, seed: int = 0) -> CityScore:
    """``seconds`` of processor time for each of the three plans."""
    warm_up()
    problem = city_on(network, sites, seed=seed).problem
    ours = make_plan(problem, budget=Budget(seconds=seconds), seed=seed)
    random = random_patterns(problem, budget=Budget(seconds=seconds), seed=seed)
    districts = weekday_districts(problem, budget=Budget(seconds=seconds), seed=seed)
    return CityScore(
        visits=len(problem.visits),
        seconds=seconds,
        ours=_line(ours, problem),
        random_patterns=_line(random, problem),
        weekday_districts=_line(districts, problem),
        lost=len(random.where.keys() - ours.where.keys()),
    )


def _line(plan: Plan, problem: Problem) -> Line:
    found = figures(plan, crews={shift.crew for shift in problem.shifts})
    balance = found.balance
    return Line(found.hours.driving, found.unserved_count, balance.most_to_mean, balance.variation)
