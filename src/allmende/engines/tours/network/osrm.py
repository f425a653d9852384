"""Travel times by OSRM, prepared once for each network and vehicle.

OSRM gets the streets as the own graph has them (policy, speeds, barriers, main part only) and
points that are snapped already, so both engines answer the same question.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

from allmende.engines.tours.model import Matrix, Point
from allmende.engines.tours.network.cached import keep
from allmende.engines.tours.network.graph import RoadGraph
from allmende.engines.tours.network.own import matrix, out_of_reach
from allmende.engines.tours.network.profiles import PROFILES, Profile
from allmende.engines.tours.network.snapping import snap
from allmende.engines.tours.network.streets import streets
from allmende.engines.tours.network.writing import Node, Way, write_network

PATIENCE = 1800  # seconds of wall clock for each step of the preparation
LUA = "municipal.lua"


class OsrmUnavailable(Exception):
    """Not installed, or its preparation failed; the own graph answers instead."""


@dataclass(frozen=True, slots=True, eq=False)
class OsrmMatrix:
    graph: RoadGraph
    profile: Profile
    folder: Path  # of the prepared network
    name: str = "osrm"

    @property
    def fingerprint(self) -> str:
        return f"{self.name} {self.profile.name} {self.graph.fingerprint}"

    def table(self, points: Sequence[Point]) -> Matrix:
        if not points:
            return Matrix(np.zeros((0, 0), np.int32), np.zeros((0, 0), np.int32))
        snaps = snap(self.graph, points, self.profile)
        lost = out_of_reach(snaps)
        seconds, metres = np.full((2, len(snaps), len(snaps)), np.inf)
        found = np.flatnonzero(~lost)
        if len(found) > 1:  # OSRM refuses a single one
            at = np.ix_(found, found)
            seconds[at], metres[at] = _table(self.folder, [snaps[row].point for row in found])
        return matrix(seconds, metres, lost)


def prepared(graph: RoadGraph, profile: Profile, *, cache: Path) -> OsrmMatrix:
    """Prepares below ``cache`` what is not there yet; raises ``OsrmUnavailable``."""
    policy = (files(__package__) / LUA).read_bytes()
    key = sha256(f"{profile.name} {graph.fingerprint}".encode() + policy).hexdigest()[:24]
    folder = cache / f"osrm-{key}"
    if not _opens(folder):
        shutil.rmtree(folder, ignore_errors=True)
        _prepare(graph, profile, folder)
    keep(folder)
    return OsrmMatrix(graph, profile, folder)


def _opens(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    try:
        _engine(folder)
    except RuntimeError:
        return False
    return True


def _engine(folder: Path) -> Any:
    try:
        import osrm  # noqa: PLC0415 -- optional: the own graph answers without it
    except ImportError as error:
        raise OsrmUnavailable(str(error)) from error
    return osrm.OSRM(
        algorithm="CH",
        storage_config=str(folder / "network.osrm"),
        use_shared_memory=False,
        max_locations_distance_table=-1,
    )


def _table(folder: Path, points: Sequence[Point]) -> tuple[Any, Any]:
    engine = _engine(folder)
    from osrm import TableParameters  # noqa: PLC0415 -- optional, see above

    answer = engine.Table(
        TableParameters(
            coordinates=[(point.lon, point.lat) for point in points],
            annotations=["duration", "distance"],
            generate_hints=False,
        )
    )
    seconds, metres = (
        np.array([list(row) for row in answer[key]], float) for key in ("durations", "distances")
    )
    return np.nan_to_num(seconds, nan=np.inf), np.nan_to_num(metres, nan=np.inf)


def _prepare(graph: RoadGraph, profile: Profile, folder: Path) -> None:
    """In a folder beside, which takes its name when all is done."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix="osrm-new-", dir=folder.parent))
    try:
        write_network(beside / "network.osm.pbf", _nodes(graph, profile), _ways(graph, profile))
        with as_file(files(__package__) / LUA) as lua:
            _run("extract", "-p", str(lua), str(beside / "network.osm.pbf"))
        _run("contract", str(beside / "network.osrm"))
        _engine(beside)
        beside.rename(folder)
    except (OSError, RuntimeError) as error:
        if not _opens(folder):  # somebody else was faster otherwise
            raise OsrmUnavailable(str(error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _run(step: str, *arguments: str) -> None:
    threads = str(min(4, os.cpu_count() or 1))
    command = [sys.executable, "-m", "osrm", step, "--threads", threads, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- fixed arguments, no shell
            command, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise OsrmUnavailable(f"{step} took too long") from error
    if done.returncode != 0:
        said = done.stderr or done.stdout
        raise OsrmUnavailable(f"{step}: {said.decode(errors='replace')[-500:]}")


def _nodes(graph: RoadGraph, profile: Profile) -> Iterator[Node]:
    """Ids are rows of the graph plus one."""
    main = streets(graph, profile).main
    for row in np.unique([graph.source[main], graph.target[main]]).tolist():
        yield Node(row + 1, Point(float(graph.lon[row]), float(graph.lat[row])))


def _ways(graph: RoadGraph, profile: Profile) -> Iterator[Way]:
    """Each segment, written in the direction in which it may be driven."""
    kmh = graph.kmh[PROFILES.index(profile)]
    for segment in np.flatnonzero(streets(graph, profile).main).tolist():
        way = graph.way[segment]
        ends = int(graph.source[segment]) + 1, int(graph.target[segment]) + 1
        oneway = "no" if graph.forward[way] and graph.backward[way] else "yes"
        tags = {"highway": "road", "kmh": f"{kmh[way]:.3f}", "oneway": oneway}
        yield Way(segment + 1, ends if graph.forward[way] else ends[::-1], tags)
