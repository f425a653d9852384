"""From the coordinates of a register to WGS 84."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

WGS84, UTM32, UTM33, WEB = 4326, 25832, 25833, 3857
UTM32_ZONED, UTM33_ZONED = 4647, 5650  # the zone stands before the easting: 32 497 123
GAUSS_KRUEGER = {2: 31466, 3: 31467, 4: 31468, 5: 31469}
SYSTEMS = {
    WGS84: "WGS 84, Grad (EPSG:4326)",
    UTM32: "ETRS89 / UTM 32 (EPSG:25832)",
    UTM33: "ETRS89 / UTM 33 (EPSG:25833)",
    UTM32_ZONED: "ETRS89 / UTM 32 mit Zone davor (EPSG:4647)",
    UTM33_ZONED: "ETRS89 / UTM 33 mit Zone davor (EPSG:5650)",
    WEB: "Web-Mercator (EPSG:3857)",
    31466: "Gauß-Krüger 2 (EPSG:31466)",
    31467: "Gauß-Krüger 3 (EPSG:31467)",
    31468: "Gauß-Krüger 4 (EPSG:31468)",
    31469: "Gauß-Krüger 5 (EPSG:31469)",
}
GERMANY = (5.5, 47.0, 15.6, 55.3)  # west, south, east, north
NORTHINGS = (5_200_000, 6_130_000)

type Floats = NDArray[np.float64]


def detect(xs: Sequence[float], ys: Sequence[float], near: tuple[float, float] | None) -> int:
    """The EPSG code that the numbers look like; WGS 84 where they look like nothing.

    UTM 32 and 33 use the same numbers: ``near`` (longitude, latitude of the town) decides,
    without it it is 32, in which most of Germany lies.
    """
    if not len(xs):
        return WGS84
    x, y = float(np.median(np.abs(xs))), float(np.median(np.abs(ys)))
    if x <= 180 and y <= 180:
        return WGS84
    if x >= 31_000_000:
        return UTM33_ZONED if x >= 33_000_000 else UTM32_ZONED
    if NORTHINGS[0] <= y <= NORTHINGS[1]:
        if 2_000_000 <= x < 6_000_000:
            return GAUSS_KRUEGER[int(x // 1_000_000)]
        if x < 835_000:
            return _zone(x, y, near)
    return WEB if x < 2_000_000 and 5_900_000 <= y <= 7_500_000 else WGS84


def _zone(x: float, y: float, near: tuple[float, float] | None) -> int:
    if near is None:
        return UTM32
    away = {
        epsg: abs(to_wgs84(np.array([[x, y]]), epsg)[0, 0] - near[0]) for epsg in (UTM32, UTM33)
    }
    return min(away, key=lambda epsg: away[epsg])


def to_wgs84(at: Floats, epsg: int) -> Floats:
    """Longitudes and latitudes, shape (places, 2); infinite where that is not possible.

    Degrees in the wrong order are turned: in Germany the latitude is always the larger one.
    """
    if epsg != WGS84:
        return np.column_stack(_transformer(epsg).transform(at[:, 0], at[:, 1]))
    west, south, east, north = GERMANY
    turned = (at[:, 0] >= south) & (at[:, 0] <= north) & (at[:, 1] >= west) & (at[:, 1] <= east)
    return np.where(turned[:, None], at[:, ::-1], at)


def geometry_to_wgs84(geometry: shapely.Geometry, epsg: int) -> shapely.Geometry:
    return shapely.transform(geometry, lambda at: to_wgs84(at, epsg))


def is_in_germany(lon: float, lat: float) -> bool:
    west, south, east, north = GERMANY
    return west <= lon <= east and south <= lat <= north


def square_metres(geometry: shapely.Geometry) -> float:
    """Of a geometry in WGS 84; 0 for points and lines."""
    if geometry.geom_type not in {"Polygon", "MultiPolygon"}:
        return 0.0
    area, _ = pyproj.Geod(ellps="GRS80").geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area))


@lru_cache(maxsize=16)
def _transformer(epsg: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(epsg, WGS84, always_xy=True)
