"""Which engine answers: OSRM, the own graph, or the air line."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from allmende.engines.tours.network import closures as closing
from allmende.engines.tours.network.airline import AirlineMatrix
from allmende.engines.tours.network.cached import CachedMatrix
from allmende.engines.tours.network.closures import Closure
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.matrix import TravelMatrix
from allmende.engines.tours.network.osm import fingerprint, read_network
from allmende.engines.tours.network.osrm import OsrmUnavailable, prepared
from allmende.engines.tours.network.own import GraphMatrix
from allmende.engines.tours.network.profiles import CAR, Profile
from allmende.engines.tours.network.streets import streets

log = logging.getLogger(__name__)


class NamedMatrix(TravelMatrix, Protocol):
    @property
    def name(self) -> str:
        """``osrm``, ``graph`` or ``airline``."""
        ...


def travel_matrix(
    extract: Path | None,
    *,
    profile: Profile = CAR,
    closures: Sequence[Closure] = (),
    cache: Path | None = None,
) -> NamedMatrix:
    """Without an extract the air line; without a ``cache`` to prepare in, not OSRM.

    While a street is closed the own graph answers: it is there at once, OSRM would have to be
    prepared anew. Raises ``BadNetwork``.
    """
    if extract is None:
        return AirlineMatrix()
    graph = closing.without(network(extract), closures)
    if not streets(graph, profile).main.any():  # nothing in it is open to this vehicle
        return AirlineMatrix()
    engine = _engine(graph, profile, None if closures else cache)
    return engine if cache is None else CachedMatrix(engine, engine.name, cache)


def network(extract: Path) -> RoadGraph:
    """The graph of an extract, read once as long as the file stays the same."""
    return _read(extract, fingerprint(extract)) if extract.is_file() else read_network(extract)


@lru_cache(maxsize=2)
def _read(extract: Path, _same: str) -> RoadGraph:
    return read_network(extract)


def _engine(graph: RoadGraph, profile: Profile, cache: Path | None) -> NamedMatrix:
    if cache is not None:
        try:
            return prepared(graph, profile, cache=cache)
        except OsrmUnavailable as problem:
            log.warning("OSRM is not used: %s", problem)
    return GraphMatrix(graph, profile)
