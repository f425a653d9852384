"""The map of a printed sheet as SVG: streets, the way, the stops with their numbers. No tiles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from allmende.engines.tours.network import geojson
from allmende.engines.tours.network.extract import BadNetwork
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import networks

WIDTH, HEIGHT = 1000.0, 640.0
MARGIN = 0.12  # of the extent on each side
LEAST = 0.004  # degrees, so that a single stop has surroundings
MOST_WAYS = 4000
WIDE = {"motorway", "trunk", "primary", "secondary", "tertiary"}

type Place = tuple[float, float]  # lon, lat


@dataclass(frozen=True, slots=True)
class Frame:
    box: geojson.Box

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies on the paper; the box keeps its shape and is centred."""
        box, squeeze = self.box, cos(radians((self.box.south + self.box.north) / 2))
        wide, high = (box.east - box.west) * squeeze, box.north - box.south
        scale = min(WIDTH / wide, HEIGHT / high)
        x = (lon - box.west) * squeeze * scale + (WIDTH - wide * scale) / 2
        y = (box.north - lat) * scale + (HEIGHT - high * scale) / 2
        return round(x, 1), round(y, 1)


def draw(
    organisation: Organisation, *, stops: Sequence[Place], depot: Place, way: Sequence[Place]
) -> SafeString:
    frame = Frame(_box([*stops, depot, *way]))
    drawn = [*_roads(organisation, frame), _line(frame, way, "#1f4796", 5)]
    drawn.append(_mark(frame, depot, "B", "#171a2b"))
    drawn += [_mark(frame, place, str(n), "#1f4796") for n, place in enumerate(stops, 1)]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'aria-label="Karte der Tour; die Halte stehen mit ihren Nummern in der Liste">{}</svg>',
        int(WIDTH), int(HEIGHT), format_html_join("", "{}", ((part,) for part in drawn)),
    )  # fmt: skip


def _box(places: Sequence[Place]) -> geojson.Box:
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    wide = max(max(lons) - min(lons), LEAST) * MARGIN
    high = max(max(lats) - min(lats), LEAST) * MARGIN
    return geojson.Box(min(lons) - wide, min(lats) - high, max(lons) + wide, max(lats) + high)


def _roads(organisation: Organisation, frame: Frame) -> Iterable[SafeString]:
    try:
        graph = networks.graph_of(organisation)
    except BadNetwork:
        return
    if graph is None:
        return
    for feature in geojson.roads(graph, frame.box, most=MOST_WAYS)["features"]:
        geometry, kind = feature["geometry"], feature["properties"]["class"]
        single = geometry["type"] == "LineString"
        for line in [geometry["coordinates"]] if single else geometry["coordinates"]:
            yield _line(
                frame, [(lon, lat) for lon, lat in line], "#9aa0ad", 3 if kind in WIDE else 1
            )


def _line(frame: Frame, places: Sequence[Place], colour: str, width: float) -> SafeString:
    points = " ".join(f"{x},{y}" for x, y in (frame.at(lon, lat) for lon, lat in places))
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}"/>', points, colour, width
    )


def _mark(frame: Frame, place: Place, text: str, colour: str) -> SafeString:
    x, y = frame.at(*place)
    return format_html(
        '<circle cx="{0}" cy="{1}" r="15" fill="{2}" stroke="#fff" stroke-width="2"/>'
        '<text x="{0}" y="{3}" text-anchor="middle" font-size="17" font-weight="600" '
        'fill="#fff">{4}</text>',
        x, y, colour, y + 6, text,
    )  # fmt: skip
