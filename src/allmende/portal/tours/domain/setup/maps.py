"""What the maps show, as GeoJSON; the format is described in ``static/tours/map.js``."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from allmende.engines.tours.network import geojson, providers
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.models import Closure, Depot, RefillPoint, Site

type Address = Callable[[Site], str]


def roads_version(organisation: Organisation) -> str:
    """Changes with the extract; empty without one."""
    network = networks.network_of(organisation)
    return f"{network.sha256}-{network.attribution}" if network else ""


def roads(organisation: Organisation) -> bytes:
    """All streets with their ``attribution``; raises ``BadNetwork`` where the file is gone."""
    network, path = networks.network_of(organisation), networks.extract_path(organisation)
    if network is None or path is None:
        return _json([])
    return _roads(path, network.attribution)


def sites(found: Iterable[Site], *, address: Address) -> list[dict[str, Any]]:
    """The access point of each site, and its area where one is known."""
    return [feature for site in found for feature in _site(site, address(site))]


def surroundings(organisation: Organisation) -> list[dict[str, Any]]:
    """Depots, water and the closures that were drawn."""
    mine = {"organisation": organisation}
    depots, refills = Depot.objects.filter(**mine), RefillPoint.objects.filter(**mine)
    closures = [one for one in Closure.objects.filter(**mine) if len(one.line) > 1]
    return [
        *(point("depot", one.pk, one.name, one.lon, one.lat) for one in depots),
        *(point("refill", one.pk, one.name, one.lon, one.lat) for one in refills),
        *(_closure(one) for one in closures),
    ]


def collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def point(
    kind: str, pk: int | str, title: str, lon: float, lat: float, **more: Any
) -> dict[str, Any]:
    """``more``: number, look, url, cut_off. Its row in a list has data-map-id="<kind>-<pk>"."""
    properties = {"kind": kind, "id": f"{kind}-{pk}", "title": title, **more}
    return _feature({"type": "Point", "coordinates": [lon, lat]}, properties)


def _site(site: Site, url: str) -> Iterator[dict[str, Any]]:
    more = {} if site.is_reachable else {"cut_off": True}
    named = point("site", site.pk, site.name, site.lon, site.lat, url=url, **more)
    if site.geometry.get("type") in ("Polygon", "MultiPolygon"):
        yield _feature(site.geometry, named["properties"])
    yield named


def _closure(closure: Closure) -> dict[str, Any]:
    properties = {"kind": "closure", "id": f"closure-{closure.pk}", "title": closure.title}
    return _feature({"type": "LineString", "coordinates": closure.line}, properties)


def _feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@lru_cache(maxsize=4)
def _roads(path: Path, attribution: str) -> bytes:
    """The name of the file holds its sha256, so the same path has the same streets."""
    found = geojson.roads(providers.network(path))
    return _json(found["features"], attribution=attribution)


def _json(features: list[dict[str, Any]], **more: str) -> bytes:
    whole = {**collection(features), **more}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
