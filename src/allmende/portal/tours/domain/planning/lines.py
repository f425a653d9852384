"""Tours on the map: their way along the streets and their stops; see ``tours/map.js``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.core.cache import cache

from allmende.engines.tours.model import Point
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.lines import route_line
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import maps, networks
from allmende.portal.tours.enums import StopKind, VehicleProfile
from allmende.portal.tours.models import Crew, Stop, Tour

WEEK = 7 * 24 * 3600  # seconds; a tour never changes once it is stored

type Address = Callable[[Tour], str]


def of(
    organisation: Organisation, tours: Iterable[Tour], *, address: Address
) -> list[dict[str, Any]]:
    """``tours`` with crew, its depot and vehicle, and stops fetched."""
    tours = list(tours)
    graphs = _graphs(organisation, {tour.day for tour in tours})
    features = []
    for tour in tours:
        stops = [stop for stop in tour.stops.all() if stop.kind != StopKind.BREAK]
        features.append(_line(tour, stops, graphs[tour.day]))
        features += _stops(tour, stops, address(tour))
    return [*features, *maps.surroundings(organisation)]


def _line(tour: Tour, stops: list[Stop], graph: RoadGraph | None) -> dict[str, Any]:
    properties = {
        "kind": "tour",
        "id": f"tour-{tour.pk}",
        "title": f"{tour.crew}, {tour.day:%d.%m.}",
        "look": tour.crew.look,
    }
    geometry = {"type": "LineString", "coordinates": _way(tour, stops, graph)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _stops(tour: Tour, stops: list[Stop], url: str) -> Iterator[dict[str, Any]]:
    for number, stop in enumerate(stops, start=1):
        title = f"{stop.label} ({tour.crew})"
        more = {"number": number, "look": tour.crew.look, "url": url}
        yield maps.point("stop", stop.pk, title, stop.lon, stop.lat, **more)


def _way(tour: Tour, stops: list[Stop], graph: RoadGraph | None) -> list[list[float]]:
    """From the depot and back; straight where there are no streets."""
    depot = tour.crew.depot
    points = [Point(depot.lon, depot.lat), *(Point(s.lon, s.lat) for s in stops)]
    points.append(points[0])
    key = f"tours-way-{tour.pk}-{graph.fingerprint if graph else 'airline'}"[:200]
    known: list[list[float]] | None = cache.get(key)
    if known is None:
        known = [[round(p.lon, 6), round(p.lat, 6)] for p in _along(tour.crew, points, graph)]
        cache.set(key, known, WEEK)
    return known


def _along(crew: Crew, points: list[Point], graph: RoadGraph | None) -> list[Point]:
    if graph is None:
        return points
    kind = crew.vehicle.profile if crew.vehicle else VehicleProfile.CAR
    try:
        return route_line(graph, points, profile=networks.PROFILES[kind])
    except ValueError:  # nothing in the extract is open to this vehicle
        return points


def _graphs(organisation: Organisation, days: set[date]) -> dict[date, RoadGraph | None]:
    """By day, without what is closed then."""
    closed = networks.closed_on(organisation, sorted(days))
    try:
        return {day: networks.graph_of(organisation, closures) for day, closures in closed.items()}
    except BadNetwork:
        return dict.fromkeys(days)
