"""A generated city: tasks on the streets of a real network, crews, four weeks of work."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from allmende.engines.tours.model import Matrix, Point, Problem, Shift
from allmende.engines.tours.network.profiles import CAR
from allmende.engines.tours.network.providers import network, travel_matrix
from allmende.engines.tours.network.streets import streets
from allmende.engines.tours.planning.occurrences import Rule, as_visits, occurrences

FIRST = date(2026, 6, 1)  # a Monday
DAYS = 28
OPENS, CLOSES = 7 * 3600, 15 * 3600 + 1800
SKILLS = ("Grün", "Baum", "Spielplatz")
TASKS_OF_A_CREW = 80
# every, least and most days; share of the tasks
KINDS = ((7, 4, 10, 0.88), (14, 10, 18, 0.08), (28, 21, 35, 0.04))
USED = 0.78  # of the hours of the crews by work on site


@dataclass(frozen=True, slots=True)
class City:
    problem: Problem
    rules: Sequence[Rule]


def make_city(points: Sequence[Point], matrix: Matrix, *, seed: int = 0) -> City:
    """Rows of ``matrix``: two depots, then one site for each task."""
    dice = np.random.default_rng(seed)
    tasks = len(points) - 2
    crews = max(1, round(tasks / TASKS_OF_A_CREW))
    rules = _rules(tasks, crews, dice)
    found = occurrences(rules, first=FIRST, days=DAYS)
    visits = as_visits(found, first=FIRST, days=DAYS)
    return City(Problem(matrix, DAYS, visits, _shifts(crews)), rules)


def city_on(network_file: Path, sites: str | int, *, seed: int = 0) -> City:
    """``sites``: a number of tasks, or a CSV (lon, lat) or GeoJSON file with their places."""
    given = str(sites)
    nodes = _nodes(network_file)
    dice = np.random.default_rng(seed)
    if given.isdigit():
        chosen = [nodes[i] for i in dice.integers(len(nodes), size=int(given)).tolist()]
    else:
        chosen = _read(Path(given))
    lon, lat = np.median([[p.lon, p.lat] for p in chosen], axis=0).tolist()
    by_distance = sorted(nodes, key=lambda p: (p.lon - lon) ** 2 + (p.lat - lat) ** 2)
    points = [by_distance[0], by_distance[len(by_distance) // 3], *chosen]
    return make_city(points, travel_matrix(network_file).table(points), seed=seed)


def _nodes(network_file: Path) -> list[Point]:
    graph = network(network_file)
    rows = np.unique(graph.source[streets(graph, CAR).main]).tolist()
    return [Point(float(graph.lon[row]), float(graph.lat[row])) for row in rows]


def _read(path: Path) -> list[Point]:
    if path.suffix.lower() in {".json", ".geojson"}:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        ways = (feature["geometry"]["coordinates"] for feature in features)
        return [Point(float(lon), float(lat)) for lon, lat, *_ in ways]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Point(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]


def _rules(tasks: int, crews: int, dice: np.random.Generator) -> list[Rule]:
    kinds = dice.choice(len(KINDS), size=tasks, p=[kind[3] for kind in KINDS])
    skills = dice.choice(len(SKILLS), size=tasks, p=[0.5, 0.25, 0.25])
    visits = sum(DAYS / KINDS[kind][0] for kind in kinds.tolist())
    hours = crews * 20 * (CLOSES - OPENS - 1800) * USED
    minutes = dice.uniform(0.5, 1.5, tasks) * hours / visits / 60
    rules = []
    for task in range(tasks):
        every, least, most, _ = KINDS[int(kinds[task])]
        ago = int(dice.integers(1, every + 1))
        rules.append(
            Rule(
                key=f"{task:04d}",
                place=task + 2,
                seconds=max(60, round(float(minutes[task])) * 60),
                every_days=every,
                min_gap=least,
                max_gap=most,
                skills=frozenset({SKILLS[int(skills[task])]}),
                last_done=FIRST - timedelta(days=ago),
            )
        )
    return rules


def _shifts(crews: int) -> list[Shift]:
    """Every crew can do one kind more than its own; two depots."""
    return [
        Shift(
            crew=f"Kolonne {crew + 1:02d}",
            day=day,
            opens=OPENS,
            closes=CLOSES,
            start=crew % 2,
            end=crew % 2,
            skills=frozenset({SKILLS[0], SKILLS[1 + crew % 2]}),
        )
        for day in range(DAYS)
        if (FIRST + timedelta(days=day)).weekday() < 5
        for crew in range(crews)
    ]
