"""Room assignment beside an exact solver: python -m benchmarks.rooms [--people 500] [--rooms 12]

Printed: seconds of ours and of scipy's integer programming (HiGHS) for the same crowds, and the
ratio of what the results cost; 1 is optimal.
"""

import argparse
import time

from allmende.portal.events.domain.attending.assignment import assign
from benchmarks import measure
from tests.portal.events.domain.attending.exact import best_cost, cost_of, crowd


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rooms", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rooms", type=int, default=12)
    parser.add_argument("--crowds", type=int, default=5)
    options = parser.parse_args()
    print(f"{options.people} Personen, {options.rooms} Räume. {measure.load()}.")
    for seed in range(options.crowds):
        people, wishes, capacities = crowd(options.people, options.rooms, seed=seed)
        started = time.perf_counter()
        placed = assign(people, wishes, capacities, seed=seed)
        ours = time.perf_counter() - started
        started = time.perf_counter()
        best = best_cost(people, wishes, capacities)
        exact = time.perf_counter() - started
        ratio = cost_of(placed, wishes, len(people)) / best if best else 1.0
        print(
            f"Los {seed}: {ours:.3f} s, HiGHS {exact:.3f} s, Güte {ratio:.6f}, "
            f"{len(placed)} gesetzt"
        )


if __name__ == "__main__":
    main()
