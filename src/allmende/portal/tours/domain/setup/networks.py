"""The streets of an organisation: which extract, which graph, which travel times."""

import os
import shutil
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q

from allmende.engines.tours.model import Point
from allmende.engines.tours.network import closures as engine
from allmende.engines.tours.network import providers
from allmende.engines.tours.network.extract import ENDINGS
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.profiles import CAR, TRUCK, Profile
from allmende.engines.tours.network.providers import NamedMatrix
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.enums import VehicleProfile
from allmende.portal.tours.models import Closure, RoadNetwork

PROFILES: dict[str, Profile] = {VehicleProfile.CAR: CAR, VehicleProfile.TRUCK: TRUCK}


def network_of(organisation: Organisation) -> RoadNetwork | None:
    return RoadNetwork.objects.filter(organisation=organisation).first()


def folder() -> Path:
    """What can be made again from the stored files: prepared networks and tables."""
    return Path(settings.MEDIA_ROOT).parent / "tours"


def readable(stored: str, file_name: str) -> Path:
    """A path with the ending by which the format is known; a stored file has none."""
    ending = next((e for e in ENDINGS if file_name.lower().endswith(e)), "")
    path = folder() / "networks" / f"{stored.rsplit('/', 1)[-1]}{ending}"
    if not path.exists() and default_storage.exists(stored):
        path.parent.mkdir(parents=True, exist_ok=True)
        _link(Path(default_storage.path(stored)), path)
    return path


def forget(stored: str) -> None:
    """What was made from a file that is gone."""
    for path in folder().glob(f"*/{stored.rsplit('/', 1)[-1]}.*"):
        path.unlink(missing_ok=True)


def extract_path(organisation: Organisation) -> Path | None:
    """None: the town has not brought its streets yet."""
    network = network_of(organisation)
    return readable(network.file, network.file_name) if network else None


def graph_of(organisation: Organisation) -> RoadGraph | None:
    """All streets, without closures; raises ``BadNetwork`` where the file is gone."""
    path = extract_path(organisation)
    return graph_at(path) if path else None


def closed_between(organisation: Organisation, first: date, last: date) -> list[engine.Closure]:
    """Whatever is closed on at least one of the days, both included."""
    found = Closure.objects.filter(organisation=organisation, starts_on__lte=last)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    return [
        engine.Closure(street=one.street, line=tuple(Point(*at) for at in one.line))
        for one in found
    ]


def travel_matrix(
    organisation: Organisation,
    *,
    first: date,
    last: date | None = None,
    profile: str = VehicleProfile.CAR,
) -> NamedMatrix:
    """Travel times from ``first`` to ``last`` (none: that day), closed streets left out.

    One table serves all the days, so a street that is closed on one of them is not used on any.
    Raises ``BadNetwork``.
    """
    return providers.travel_matrix(
        extract_path(organisation),
        profile=PROFILES[profile],
        closures=closed_between(organisation, first, last or first),
        cache=folder() / "tables",
    )


def snaps(organisation: Organisation, points: Sequence[Point]) -> list[Snap] | None:
    """Where the crews stop for each point; None without streets."""
    graph = graph_of(organisation)
    try:
        return snap(graph, points) if graph else None
    except ValueError:  # nothing in the extract is open to a vehicle
        return None


@lru_cache(maxsize=4)
def graph_at(path: Path) -> RoadGraph:
    """The name of the file holds its sha256, so the same path is the same network.

    Raises ``BadNetwork``.
    """
    return providers.network(path)


def _link(source: Path, target: Path) -> None:
    """Without a second copy where the disk allows it; whole or not at all."""
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        os.link(source, part)
    except OSError:
        shutil.copyfile(source, part)
    part.replace(target)
