"""Playgrounds, green areas and trees that the town's own extract knows."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

from allmende.engines.tours.inventory.records import Record
from allmende.engines.tours.model import Point
from allmende.engines.tours.network.objects import GreenObject, Kind, find_objects
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import networks
from allmende.portal.tours.enums import SiteKind

KINDS = {
    Kind.PLAYGROUND: SiteKind.PLAYGROUND,
    Kind.PARK: SiteKind.PARK,
    Kind.GARDEN: SiteKind.BED,
    Kind.GRASS: SiteKind.MEADOW,
    Kind.CEMETERY: SiteKind.CEMETERY,
    Kind.TREE: SiteKind.TREE,
}
WORDS = {
    Kind.PLAYGROUND: "Spielplätze",
    Kind.PARK: "Grünanlagen",
    Kind.GARDEN: "Gärten und Beete",
    Kind.GRASS: "Rasenflächen",
    Kind.CEMETERY: "Friedhöfe",
    Kind.TREE: "Bäume",
}
TAGS = {
    "access": "Zugang",
    "circumference": "Stammumfang in m",
    "diameter_crown": "Kronendurchmesser in m",
    "genus": "Gattung, botanisch",
    "genus:de": "Gattung",
    "height": "Höhe in m",
    "leaf_type": "Belaubung",
    "operator": "Betreiber",
    "ref": "Nummer vor Ort",
    "species": "Art, botanisch",
    "species:de": "Art",
    "start_date": "Gepflanzt oder gebaut",
}
NOT_PUBLIC = {"private", "no"}
MOST = 50_000  # at once


def find(path: Path) -> list[GreenObject]:
    """All that is open to the public; kept beside the network, so that it is read once."""
    kept = networks.folder() / "green" / f"{path.name}.json"
    if kept.exists():
        return [_back(one) for one in json.loads(kept.read_text())]
    found = [one for one in find_objects(path) if one.tags.get("access") not in NOT_PUBLIC]
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".new")
    part.write_text(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    part.replace(kept)
    return found


def of(organisation: Organisation) -> list[GreenObject]:
    """Empty without streets; raises ``BadNetwork``."""
    path = networks.extract_path(organisation)
    return find(path) if path else []


def counts(found: Collection[GreenObject]) -> dict[Kind, int]:
    numbers = Counter(one.kind for one in found)
    return {kind: numbers[kind] for kind in Kind}


def records(
    organisation: Organisation, found: Collection[GreenObject], *, kinds: Collection[Kind]
) -> list[Record]:
    """As sites whose number is the one of OpenStreetMap; a nameless one is called by its street."""
    chosen = [one for one in found if one.kind in kinds]
    snaps = networks.snaps(organisation, [one.point for one in chosen]) if chosen else []
    streets = [snap.street for snap in snaps] if snaps else [""] * len(chosen)
    return [_record(one, street) for one, street in zip(chosen, streets, strict=True)]


def _record(one: GreenObject, street: str) -> Record:
    kind = KINDS[one.kind]
    species = one.tags.get("species:de") or one.tags.get("genus:de") or one.tags.get("species", "")
    what = f"{kind.label} ({species})" if species else kind.label
    return Record(
        line=0,
        number=one.osm,
        name=(one.name or (f"{what}, {street}" if street else what))[:150],
        kind=kind,
        lon=round(one.point.lon, 7),
        lat=round(one.point.lat, 7),
        square_metres=round(one.square_metres, 1),
        details={TAGS.get(key, key): value[:100] for key, value in one.tags.items()},
    )


def _back(stored: dict[str, object]) -> GreenObject:
    fields = dict(stored)
    point, kind = fields.pop("point"), fields.pop("kind")
    return GreenObject(kind=Kind(kind), point=Point(**point), **fields)  # type: ignore[arg-type]
