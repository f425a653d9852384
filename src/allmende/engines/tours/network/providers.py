"""Which engine answers: OSRM, the own graph, or the air line."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from allmende.engines.tours.network.airline import AirlineMatrix
from allmende.engines.tours.network.cached import CachedMatrix
from allmende.engines.tours.network.closures import Closure, without
from allmende.engines.tours.network.extract import check
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
    own: bool = False,
    cache: Path | None = None,
) -> NamedMatrix:
    """Without an extract the air line; without a ``cache`` to prepare in, not OSRM.

    While a street is closed the own graph answers: it is there at once, OSRM would have to be
    prepared anew. ``own``: it answers in any case, for what is compared with such times. Raises
    ``BadNetwork``.
    """
    if extract is None:
        return AirlineMatrix()
    graph = network(extract, closures=closures)
    if not streets(graph, profile).main.any():  # nothing in it is open to this vehicle
        return AirlineMatrix()
    engine = _engine(graph, profile, None if closures or own else cache)
    return engine if cache is None else CachedMatrix(engine, engine.name, cache)


def network(extract: Path, *, closures: Sequence[Closure] = ()) -> RoadGraph:
    """The streets that are open, for snapping, lines and maps; raises ``BadNetwork``.

    Read once as long as the file and the closures stay the same.
    """
    check(extract)
    return _open(extract, fingerprint(extract), tuple(closures))


@lru_cache(maxsize=4)
def _open(extract: Path, same: str, closures: tuple[Closure, ...]) -> RoadGraph:
    return without(_open(extract, same, ()), closures) if closures else read_network(extract)


def _engine(graph: RoadGraph, profile: Profile, cache: Path | None) -> NamedMatrix:
    if cache is not None:
        try:
            return prepared(graph, profile, cache=cache)
        except OsrmUnavailable as problem:
            log.warning("OSRM is not used: %s", problem)
    return GraphMatrix(graph, profile)
