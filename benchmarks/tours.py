"""Tours: four weeks for a large town, and a plan repaired: python -m benchmarks.tours NETWORK

Printed: processor seconds, memory, driving and unserved of 2,000 tasks on 20 days; then, for one
day of 140 tasks, seconds of a repair after one crew is lost and 5 urgent tasks have come, and the
tasks with another crew than before, those of the lost crew not counted. The peer of the repair,
in the same run, is planning the changed day anew with the same budget.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.city import city_on
from allmende.engines.tours.model import Plan, Problem, Visit
from allmende.engines.tours.planning.plan import make_plan
from allmende.engines.tours.planning.repair import compared, repair
from allmende.engines.tours.planning.search.search import warm_up
from benchmarks import measure

SEED = 0
TASKS_OF_DAY = 140


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tours", description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--tasks", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=300)
    options = parser.parse_args()
    print(f"{measure.load()}.")
    warm_up()
    _repairing(options.network)
    _planning(options.network, options.tasks, options.seconds)


def _planning(network: Path, tasks: int, seconds: float) -> None:
    used, problem = _timed(lambda: city_on(network, tasks, seed=SEED).problem)
    print(f"{tasks} Aufgaben, {len(problem.visits)} Einsätze, Fahrzeiten in {used:.1f} s")
    used, plan = _timed(lambda: make_plan(problem, budget=Budget(seconds=seconds), seed=SEED))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"geplant in {used:.0f} s, {plan.driving / 3600:.1f} h Fahrt, "
        f"{len(plan.unplanned)} offen, höchstens {peak:.0f} MiB"
    )


def _repairing(network: Path) -> None:
    given, urgent = _day(city_on(network, 600, seed=SEED).problem)
    before = make_plan(given, budget=Budget(rounds=2000), seed=SEED)
    lost = before.tours[0].crew
    changed = replace(
        given,
        visits=[*given.visits, *urgent],
        shifts=[shift for shift in given.shifts if shift.crew != lost],
    )
    used, done = _timed(lambda: repair(changed, before, seed=SEED))
    _print("ausgebessert", used, done.plan, before, changed, lost)
    used, anew = _timed(lambda: make_plan(changed, budget=Budget(seconds=10), seed=SEED))
    _print("neu geplant", used, anew, before, changed, lost)


def _day(city: Problem) -> tuple[Problem, list[Visit]]:
    """140 visits that may be done on the first day, and 5 that come as urgent."""
    first = [visit for visit in city.visits if 0 in visit.days]
    first = [replace(visit, days=frozenset({0}), seconds=900) for visit in first]
    urgent = [replace(visit, priority=1) for visit in first[TASKS_OF_DAY : TASKS_OF_DAY + 5]]
    shifts = [shift for shift in city.shifts if shift.day == 0]
    return replace(city, visits=first[:TASKS_OF_DAY], shifts=shifts, days=1), urgent


def _print(what: str, used: float, plan: Plan, before: Plan, problem: Problem, lost: str) -> None:
    moved = compared(plan, before, problem).moved
    others = sum(one.before[1] != lost for one in moved)
    print(
        f"{what} in {used:.2f} s: {plan.driving / 60:.0f} min Fahrt "
        f"(vorher {before.driving / 60:.0f}), {len(plan.unplanned)} offen, {others} verschoben, "
        f"dazu {len(moved) - others} der ausgefallenen Kolonne"
    )


def _timed[T](make: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    made = make()
    return time.process_time() - started, made


if __name__ == "__main__":
    main()
