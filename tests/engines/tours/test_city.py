"""The generated city and its comparison."""

import csv
import json

import pytest

from allmende.engines.tours.city import city_on, make_city
from allmende.engines.tours.evaluate_city import evaluate
from allmende.engines.tours.model import Point
from allmende.engines.tours.network.airline import AirlineMatrix

POINTS = [Point(8.8 + 0.001 * n, 48.5 + 0.0007 * (n * 7 % 50)) for n in range(162)]


def city(seed: int = 0):
    return make_city(POINTS, AirlineMatrix().table(POINTS), seed=seed)


def test_the_same_seed_gives_the_same_city():
    assert city(3).rules == city(3).rules
    assert city(3).rules != city(4).rules


def test_crews_have_four_weeks_and_work_for_most_of_it():
    given = city().problem
    assert len({shift.day for shift in given.shifts}) == 20
    assert len(given.shifts) == 2 * 20
    hours = sum(shift.closes - shift.opens - 1800 for shift in given.shifts)
    assert 0.65 < sum(visit.seconds for visit in given.visits) / hours < 0.85


def test_every_task_has_a_crew_for_it():
    given = city().problem
    known = frozenset().union(*(shift.skills for shift in given.shifts))
    assert all(visit.skills <= known for visit in given.visits)


@pytest.mark.data
def test_sites_come_from_a_file_or_the_network(data, tmp_path):
    extract = data / "osm" / "vaihingen-nord.osm.pbf"
    drawn = city_on(extract, "12", seed=1)
    assert len(drawn.rules) == 12
    assert drawn.rules == city_on(extract, 12, seed=1).rules
    table, places = tmp_path / "sites.csv", tmp_path / "sites.geojson"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("lon", "lat"), (9.1, 48.7), (9.11, 48.73)])
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9.1, 48.7]}}
    places.write_text(json.dumps({"type": "FeatureCollection", "features": [point]}))
    assert len(city_on(extract, str(table)).rules) == 2
    assert len(city_on(extract, str(places)).rules) == 1


@pytest.mark.data
def test_ours_and_the_baselines_are_scored_in_one_run(data):
    score = evaluate(40, data / "osm" / "vaihingen-nord.osm.pbf", 1.0)
    figures = score.as_json()
    assert score.lost == 0
    assert score.ours.unserved <= score.random_patterns.unserved
    assert figures["ratio_to_random_patterns"] == pytest.approx(
        score.ours.driving / score.random_patterns.driving, abs=1e-4
    )
    assert "Bezirk je Wochentag" in str(score)
