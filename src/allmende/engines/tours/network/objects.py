"""Playgrounds, green areas and trees that the extract itself knows, as a first inventory."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import osmium
import shapely
from osmium.filter import TagFilter

from allmende.engines.tours.model import Point
from allmende.engines.tours.network import extract
from allmende.engines.tours.network.graph import Floats, Plane

WKB = osmium.geom.WKBFactory()


class Kind(StrEnum):
    PLAYGROUND = "playground"
    PARK = "park"
    GARDEN = "garden"
    GRASS = "grass"
    CEMETERY = "cemetery"
    TREE = "tree"


TAGS: Mapping[tuple[str, str], Kind] = {
    ("leisure", "playground"): Kind.PLAYGROUND,
    ("leisure", "park"): Kind.PARK,
    ("leisure", "garden"): Kind.GARDEN,
    ("landuse", "grass"): Kind.GRASS,
    ("landuse", "village_green"): Kind.GRASS,
    ("landuse", "cemetery"): Kind.CEMETERY,
    ("natural", "tree"): Kind.TREE,
}
INTEREST = (
    "access",
    "circumference",
    "diameter_crown",
    "genus",
    "genus:de",
    "height",
    "leaf_type",
    "operator",
    "ref",
    "species",
    "species:de",
    "start_date",
)


@dataclass(frozen=True, slots=True)
class GreenObject:
    """``osm`` is like ``node/17``, ``way/17``, ``relation/17``; a point has no area."""

    osm: str
    kind: Kind
    name: str
    point: Point  # of an area its centre, or a point inside where the centre lies outside
    square_metres: float = 0.0
    tags: Mapping[str, str] = field(default_factory=dict)


def find_objects(
    path: Path, kinds: Collection[Kind] = tuple(Kind), *, largest: int = extract.LARGEST
) -> list[GreenObject]:
    """In the order of the file; raises ``BadNetwork``."""
    extract.check(path, largest=largest)
    wanted = {tag: kind for tag, kind in TAGS.items() if kind in kinds}
    if not wanted:
        return []
    with extract.reading(path):
        return list(_found(path, wanted))


def _found(path: Path, wanted: Mapping[tuple[str, str], Kind]) -> Iterator[GreenObject]:
    """Areas are put together from closed ways and from relations."""
    some = TagFilter(*wanted)
    reader = osmium.FileProcessor(path).with_areas(some).with_filter(some)
    for item in reader:
        tags = dict(item.tags)
        kind = next(kind for (key, value), kind in wanted.items() if tags.get(key) == value)
        if isinstance(item, osmium.osm.Node):
            place = Point(item.location.lon, item.location.lat)
            yield _object(f"node/{item.id}", kind, tags, place, 0.0)
        elif isinstance(item, osmium.osm.Area) and item.num_rings()[0]:  # none: cut by the extract
            origin = "way" if item.from_way() else "relation"
            area = shapely.from_wkb(WKB.create_multipolygon(item), on_invalid="ignore")
            yield _object(f"{origin}/{item.orig_id()}", kind, tags, *_measured(area))


def _object(
    osm: str, kind: Kind, tags: Mapping[str, str], point: Point, square_metres: float
) -> GreenObject:
    interest = {key: tags[key] for key in INTEREST if key in tags}
    return GreenObject(osm, kind, tags.get("name", ""), point, square_metres, interest)


def _measured(area: shapely.Geometry) -> tuple[Point, float]:
    centre = area.centroid
    if not area.contains(centre):
        centre = area.representative_point()
    ground = Plane(centre.x, centre.y)
    flat = shapely.transform(area, lambda at: _flat(ground, at))
    return Point(centre.x, centre.y), float(flat.area)


def _flat(ground: Plane, at: Floats) -> Floats:
    return ground.flat(at[:, 0], at[:, 1])
