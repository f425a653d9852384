"""Travel times by OSRM, the own graph and the air line: python -m benchmarks.matrix."""

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from allmende.engines.tours.model import NEVER, Matrix, Point
from allmende.engines.tours.network.airline import AirlineMatrix
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.matrix import TravelMatrix
from allmende.engines.tours.network.osm import read_network
from allmende.engines.tours.network.osrm import prepared
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR
from benchmarks import material, measure

EXTRACT = material.DATA / "osm" / "herrenberg-and-around.osm.pbf"
NAMES = {"osrm": "OSRM", "graph": "eigener Graph", "airline": "Luftlinie x 1,3"}
AIMS = {"osrm": 2.0, "graph": 10.0}  # seconds for 1,000 points; the graph with reading
AIM_POINTS = 1_000
NEAR = 60  # seconds; shorter ways say little about agreement


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matrix", description=__doc__)
    parser.add_argument("--network", type=Path, default=EXTRACT)
    parser.add_argument("--points", nargs="+", type=int, default=[100, 300, AIM_POINTS])
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print figures as JSON only")
    options = parser.parse_args()
    figures = measured(options.network, options.points, options.seed)
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{options.network.name}, Rechenzeit in Sekunden. {measure.load()}.")
    print("Vorbereitung: " + ", ".join(f"{k} {v:.2f}" for k, v in figures["preparation"].items()))
    for count, engines in figures["tables"].items():
        print(f"\n{count} x {count}")
        for name, figure in engines.items():
            print(line(name, figure, engines["graph"]))
    for name, aim in AIMS.items():
        print(f"Ziel {AIM_POINTS} x {AIM_POINTS}, {NAMES[name]}: < {aim:.0f} s")


def line(name: str, figure: dict[str, float], graph: dict[str, float]) -> str:
    return (
        f"{NAMES[name]:18}{figure['seconds']:8.3f} s"
        f"{figure['seconds'] / graph['seconds']:8.3f} x eigener Graph"
        f"   Fahrzeiten im Median {figure['agreement']:.3f} x"
        f" (5 bis 95 %: {figure['low']:.3f} bis {figure['high']:.3f})"
    )


def measured(network: Path, counts: list[int], seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as cache:
        reading, graph = timed(lambda: read_network(network))
        first, own = timed(lambda: ready(GraphMatrix(graph, CAR), graph))
        preparing, osrm = timed(lambda: prepared(graph, CAR, cache=Path(cache)))
        engines: dict[str, TravelMatrix] = {"graph": own, "osrm": osrm, "airline": AirlineMatrix()}
        tables = {str(count): compare(engines, some_points(graph, count, seed)) for count in counts}
    preparation = {"lesen": reading, "zusammenziehen": first, "OSRM": preparing}
    return {"preparation": preparation, "tables": tables}


def ready(own: GraphMatrix, graph: RoadGraph) -> GraphMatrix:
    """Chains and the tree for snapping are made with the first table."""
    own.table(some_points(graph, 2, 0))
    return own


def some_points(graph: RoadGraph, count: int, seed: int) -> list[Point]:
    """Some steps beside any node of the network."""
    dice = np.random.default_rng(seed)
    nodes = dice.integers(0, len(graph.lon), count)
    beside = dice.normal(scale=2e-4, size=(2, count))
    lon, lat = graph.lon[nodes] + beside[0], graph.lat[nodes] + beside[1]
    return [Point(*place) for place in zip(lon.tolist(), lat.tolist(), strict=True)]


def compare(engines: dict[str, TravelMatrix], points: list[Point]) -> dict[str, dict[str, float]]:
    taken: dict[str, tuple[float, Matrix]] = {
        name: timed(lambda engine=engine: engine.table(points))  # type: ignore[misc]
        for name, engine in engines.items()
    }
    own = taken["graph"][1].seconds
    counted = (own >= NEAR) & (own < NEVER)
    return {
        name: {"seconds": seconds, **agreement(table.seconds[counted] / own[counted])}
        for name, (seconds, table) in taken.items()
    }


def agreement(ratios: np.ndarray) -> dict[str, float]:
    low, middle, high = np.quantile(ratios, [0.05, 0.5, 0.95]).tolist()
    return {"agreement": middle, "low": low, "high": high}


def timed[T](work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, of the programs that it starts as well."""
    started = processor()
    done = work()
    return processor() - started, done


def processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
