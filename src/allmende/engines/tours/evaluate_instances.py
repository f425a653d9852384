"""Holds the search of our days against instances whose best solution is known.

CVRPLIB (``.vrp``, ways rounded to whole numbers) and Solomon or Gehring and Homberger (``.txt``,
ways cut after one decimal, as the best known solutions are counted). The solution of an instance
lies beside it under the same name (``.sol``). The same search with the same parameters as
``PyVrpSolver``; only the instances have loads that a day does not know.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import vrplib
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, read

from allmende.engines.tours.budget import Budget
from allmende.engines.tours.days.pyvrp_search import solve_data

TENTHS = 10  # Solomon's numbers are counted in tenths


@dataclass(frozen=True, slots=True)
class InstanceScore:
    name: str
    cost: float | None  # none: nothing feasible was found
    best_known: float
    seconds: float  # of processor time

    @property
    def gap(self) -> float | None:
        """Percent above the best known."""
        return None if self.cost is None else 100 * (self.cost / self.best_known - 1)

    def __str__(self) -> str:
        if self.cost is None or self.gap is None:
            return f"{self.name}: keine Lösung (beste bekannte {self.best_known:g})"
        return (
            f"{self.name}: {self.cost:g} statt {self.best_known:g} "
            f"(+{self.gap:.2f} %), {self.seconds:.1f} s"
        )


@dataclass(frozen=True, slots=True)
class InstancesScore:
    instances: tuple[InstanceScore, ...]
    seconds: float  # allowed, by instance
    seed: int

    @property
    def unsolved(self) -> int:
        return sum(one.cost is None for one in self.instances)

    @property
    def mean_gap(self) -> float | None:
        """Percent; none if an instance is unsolved."""
        gaps = [one.gap for one in self.instances if one.gap is not None]
        return None if self.unsolved else fmean(gaps)

    def as_json(self) -> dict[str, Any]:
        rows = [{**asdict(one), "gap_percent": one.gap} for one in self.instances]
        return {**asdict(self), "instances": rows, "mean_gap_percent": self.mean_gap}

    def __str__(self) -> str:
        mean = "–" if self.mean_gap is None else f"{self.mean_gap:.2f} %"
        head = (
            f"{len(self.instances)} Instanzen, je {self.seconds:g} s Rechenzeit: "
            f"im Mittel {mean} über der besten bekannten Lösung, {self.unsolved} ungelöst"
        )
        return "\n".join([head, *map(str, self.instances)])


def evaluate(folder: Path, seconds: float, *, seed: int = 0) -> InstancesScore:
    """Solve all instances below the folder, each for ``seconds`` of processor time.

    Raises ``ValueError`` (a sentence) if there are none or if one cannot be read.
    """
    files = sorted(file for file in folder.rglob("*") if _is_instance(file))
    if not files:
        raise ValueError(
            f"{folder}: keine Instanzen. Erwartet werden Dateien auf .vrp oder .txt, "
            "daneben die Lösung unter demselben Namen auf .sol."
        )
    scores = [_score(file, seconds, seed=seed) for file in files]
    return InstancesScore(tuple(scores), seconds, seed)


def _is_instance(file: Path) -> bool:
    return file.suffix in READERS and file.with_suffix(".sol").is_file()


def _score(file: Path, seconds: float, *, seed: int) -> InstanceScore:
    reader, scale = READERS[file.suffix]
    try:
        data = reader(file)
        best_known = float(vrplib.read_solution(file.with_suffix(".sol"))["cost"])
    except (ValueError, KeyError, IndexError, TypeError, RuntimeError) as problem:
        raise ValueError(
            f"{file.name} oder die Lösung dazu ist nicht lesbar: {problem}"
        ) from problem
    budget = Budget(seconds=seconds)
    found = solve_data(data, budget=budget, seed=seed)
    cost = found.distance() / scale if found.is_feasible() else None
    return InstanceScore(file.stem, cost, best_known, budget.used)


def _cvrplib(file: Path) -> ProblemData:
    return read(file, round_func="round")


def _solomon(file: Path) -> ProblemData:
    raw = vrplib.read_instance(file, instance_format="solomon")
    ways = (raw["edge_weight"] * TENTHS).astype(np.int64)
    windows = (raw["time_window"] * TENTHS).astype(np.int64).tolist()
    service = (raw["service_time"] * TENTHS).astype(np.int64).tolist()
    demand = raw["demand"].tolist()
    vehicle = VehicleType(
        num_available=raw["vehicles"],
        capacity=[raw["capacity"]],
        tw_early=windows[0][0],
        tw_late=windows[0][1],
    )
    return ProblemData(
        locations=[Location(float(x), float(y)) for x, y in raw["node_coord"]],
        clients=[
            Client(
                location=number,
                delivery=[demand[number]],
                service_duration=service[number],
                tw_early=windows[number][0],
                tw_late=windows[number][1],
            )
            for number in range(1, len(demand))
        ],
        depots=[Depot(location=0)],
        vehicle_types=[vehicle],
        distance_matrices=[ways],
        duration_matrices=[ways],
    )


# by ending: the reader, and how many units of its ways are one unit of the best known cost
READERS: dict[str, tuple[Callable[[Path], ProblemData], int]] = {
    ".vrp": (_cvrplib, 1),
    ".txt": (_solomon, TENTHS),
}
