"""The streets of an organisation: which extract, which graph, which travel times."""

import difflib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from allmende.engines.tours.model import Point
from allmende.engines.tours.network import cached, providers
from allmende.engines.tours.network import closures as engine
from allmende.engines.tours.network.extract import ENDINGS, BadNetwork
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.profiles import CAR, TRUCK, Profile
from allmende.engines.tours.network.providers import NamedMatrix
from allmende.engines.tours.network.snapping import Snap, snap
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.enums import VehicleProfile
from allmende.portal.tours.models import Closure, RoadNetwork

TABLES = "tables"
UNUSED_DAYS = 60

PROFILES: dict[str, Profile] = {VehicleProfile.CAR: CAR, VehicleProfile.TRUCK: TRUCK}


def network_of(organisation: Organisation) -> RoadNetwork | None:
    return RoadNetwork.objects.filter(organisation=organisation).first()


def folder() -> Path:
    """What can be made again from the stored files: prepared networks and tables."""
    return Path(settings.MEDIA_ROOT).parent / "tours"


def readable(stored: str, file_name: str) -> Path:
    """A path with the ending by which the format is known; a stored file has none."""
    path = folder() / "networks" / _name(stored, file_name)
    if not path.exists() and default_storage.exists(stored):
        path.parent.mkdir(parents=True, exist_ok=True)
        _link(Path(default_storage.path(stored)), path)
    return path


def _name(stored: str, file_name: str) -> str:
    ending = next((e for e in ENDINGS if file_name.lower().endswith(e)), "")
    return f"{stored.rsplit('/', 1)[-1]}{ending}"


def sweep() -> int:
    """Delete travel times that nobody has asked for in two months. Run daily."""
    return cached.sweep(folder() / TABLES, days=UNUSED_DAYS)


def said(problem: BadNetwork, organisation: Organisation) -> str:
    """Its sentence about the streets in force."""
    network = network_of(organisation)
    return said_of(problem, network.file, network.file_name) if network else problem.message


def said_of(problem: BadNetwork, stored: str, file_name: str) -> str:
    """Its sentence with the name under which the file was brought, not that of our copy."""
    return problem.message.replace(_name(stored, file_name), file_name)


def forget(stored: str) -> None:
    """What was made from a file that is gone."""
    for path in folder().glob(f"*/{stored.rsplit('/', 1)[-1]}.*"):
        path.unlink(missing_ok=True)


def extract_path(organisation: Organisation) -> Path | None:
    """None: the town has not brought its streets yet."""
    network = network_of(organisation)
    return readable(network.file, network.file_name) if network else None


def graph_of(
    organisation: Organisation, closures: Sequence[engine.Closure] = ()
) -> RoadGraph | None:
    """All streets that are open; raises ``BadNetwork`` where the file is gone."""
    path = extract_path(organisation)
    if path is None:
        return None
    return providers.network(path, closures=closures) if closures else graph_at(path)


def misses(closure: Closure) -> str:
    """Why it would close nothing; empty where it does, or where there are no streets to ask."""
    try:
        graph = graph_of(closure.organisation)
    except BadNetwork:
        return ""
    if graph is None:
        return ""
    barrier = _barrier(closure)
    if barrier.street and not engine.segments(graph, replace(barrier, line=())).any():
        known = {name.casefold(): name for name in graph.names if name}
        near = difflib.get_close_matches(barrier.street.casefold(), known, n=1)
        hint = f"Meinten Sie „{known[near[0]]}“?" if near else "Prüfen Sie die Schreibweise."
        return f"„{barrier.street}“ steht nicht auf Ihrer Karte. {hint}"
    if barrier.line and not engine.segments(graph, replace(barrier, street="")).any():
        return "Die Linie berührt keine Straße Ihrer Karte. Ziehen Sie sie entlang der Straße."
    return ""


def closed_on(
    organisation: Organisation, days: Sequence[date]
) -> dict[date, tuple[engine.Closure, ...]]:
    """By day what is closed, in the same order on every day; days without closures as well."""
    found = Closure.objects.filter(organisation=organisation).order_by("pk")
    return {
        day: tuple(
            _barrier(one)
            for one in found
            if one.starts_on <= day and (one.ends_on is None or one.ends_on >= day)
        )
        for day in days
    }


def _barrier(closure: Closure) -> engine.Closure:
    return engine.Closure(
        street=closure.street.strip(), line=tuple(Point(*at) for at in closure.line)
    )


def travel_matrix(
    organisation: Organisation,
    *,
    profile: str = VehicleProfile.CAR,
    closures: Sequence[engine.Closure] = (),
    own: bool = False,
) -> NamedMatrix:
    """Travel times by one kind of vehicle while ``closures`` last; ``own``: see the engine.

    Raises ``BadNetwork``.
    """
    return providers.travel_matrix(
        extract_path(organisation),
        profile=PROFILES[profile],
        closures=closures,
        own=own,
        cache=folder() / TABLES,
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
