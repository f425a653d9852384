"""A road network as one vehicle may use it, drawn together to crossings and chains.

A chain is a run of segments between two crossings without a choice in between; times and
lengths are kept where it begins at each of its segments, so a point finds its place on it.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from allmende.engines.tours.network.graph import Bools, Floats, Ints, RoadGraph
from allmende.engines.tours.network.profiles import PROFILES, Profile


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Arrays (segments,) belong to those of the graph, -1 and 0 where not on the main network."""

    graph: RoadGraph
    seconds: Floats  # (segments,), infinite where the vehicle may not drive
    main: Bools  # (segments,), of the largest part in which every place reaches every other
    chain: Ints  # (segments,), rows of the chains
    turned: Bools  # (segments,), the chain runs against the segment
    metres_before: Floats  # (segments,), from the start of the chain
    seconds_before: Floats
    start: Ints  # (chains,), nodes of the graph
    end: Ints
    metres: Floats  # (chains,)
    duration: Floats  # (chains,), seconds
    forward: Bools  # (chains,)
    backward: Bools


@lru_cache(maxsize=4)
def streets(graph: RoadGraph, profile: Profile) -> Streets:
    """Kept for the graphs used last, as tables, snapping and lines ask for the same one."""
    kmh = graph.kmh[PROFILES.index(profile), graph.way]
    with np.errstate(divide="ignore"):
        seconds = graph.metres / (kmh / 3.6)
    main = _main(graph, np.isfinite(seconds))
    runs = _Runs(graph, main)
    return _assembled(graph, seconds, main, runs.all())


def _main(graph: RoadGraph, open_: Bools) -> Bools:
    forth = open_ & graph.forward[graph.way]
    back = open_ & graph.backward[graph.way]
    rows = np.concatenate([graph.source[forth], graph.target[back]])
    columns = np.concatenate([graph.target[forth], graph.source[back]])
    size = len(graph.lon)
    arcs = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    part: Ints = connected_components(arcs, directed=True, connection="strong")[1]
    main: Bools = open_ & (part[graph.source] == part[graph.target])
    if main.any():
        metres = np.bincount(part[graph.source[main]], weights=graph.metres[main])
        main &= part[graph.source] == metres.argmax()
    return main


type Run = list[tuple[int, bool]]  # segments in order, and whether they are driven against


class _Runs:
    """Walks from crossing to crossing."""

    def __init__(self, graph: RoadGraph, main: Bools) -> None:
        self.segments = np.flatnonzero(main).tolist()
        self.ends = list(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
        self.forward = graph.forward[graph.way].tolist()
        self.backward = graph.backward[graph.way].tolist()
        self.at: defaultdict[int, list[int]] = defaultdict(list)
        for segment in self.segments:
            for node in self.ends[segment]:
                self.at[node].append(segment)
        self.left = set(self.segments)

    def all(self) -> list[Run]:
        crossings = [node for node in self.at if self._onward(node) is None]
        starts = [(node, segment) for node in crossings for segment in self.at[node]]
        rings = [(self.ends[segment][0], segment) for segment in self.segments]
        runs = (self._walk(node, segment) for node, segment in [*starts, *rings])
        return [run for run in runs if run]

    def _onward(self, node: int) -> tuple[int, int] | None:
        """The two segments at a node without a choice."""
        here = self.at[node]
        if len(here) != 2 or here[0] == here[1]:
            return None
        one, other = here
        if self._directions(one, node) != self._directions(other, node)[::-1]:
            return None
        return one, other

    def _directions(self, segment: int, node: int) -> tuple[bool, bool]:
        """Whether it leads away from the node, and to it."""
        away = self.forward[segment], self.backward[segment]
        return away if self.ends[segment][0] == node else away[::-1]

    def _walk(self, node: int, segment: int) -> Run:
        """Empty where a walk from elsewhere has been here."""
        run: Run = []
        while segment in self.left:
            self.left.remove(segment)
            against = self.ends[segment][0] != node
            run.append((segment, against))
            node = self.ends[segment][0 if against else 1]
            if (pair := self._onward(node)) is None:
                break
            segment = pair[1] if pair[0] == segment else pair[0]
        return run


def _assembled(graph: RoadGraph, seconds: Floats, main: Bools, runs: list[Run]) -> Streets:
    count = len(graph.source)
    chain = np.full(count, -1)
    turned, metres_before, seconds_before = np.zeros(count, bool), np.zeros(count), np.zeros(count)
    totals = np.zeros((len(runs), 2))
    for number, run in enumerate(runs):
        order = [segment for segment, _ in run]
        metres, duration = np.cumsum(graph.metres[order]), np.cumsum(seconds[order])
        chain[order], turned[order] = number, [against for _, against in run]
        metres_before[order], seconds_before[order] = (
            metres - graph.metres[order],
            duration - seconds[order],
        )
        totals[number] = metres[-1], duration[-1]
    first, last = np.array([run[0] for run in runs], int), np.array([run[-1] for run in runs], int)
    first, last = first.reshape(-1, 2), last.reshape(-1, 2)
    way, against = graph.way[first[:, 0]], first[:, 1] == 1
    return Streets(
        graph=graph,
        seconds=seconds,
        main=main,
        chain=chain,
        turned=turned,
        metres_before=metres_before,
        seconds_before=seconds_before,
        start=np.where(against, graph.target[first[:, 0]], graph.source[first[:, 0]]),
        end=np.where(last[:, 1] == 1, graph.source[last[:, 0]], graph.target[last[:, 0]]),
        metres=totals[:, 0],
        duration=totals[:, 1],
        forward=np.where(against, graph.backward[way], graph.forward[way]),
        backward=np.where(against, graph.forward[way], graph.backward[way]),
    )
