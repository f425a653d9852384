"""The main network cut at points: what lies between one crossing or point and the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from allmende.engines.tours.network.graph import Floats, Ints
from allmende.engines.tours.network.snapping import Snap
from allmende.engines.tours.network.streets import Streets

DECIMETRES = 2.0**24  # 1,600 km
SAME_PLACE = 0.5  # metres; who stands at a crossing is not yet in the oneway street behind it


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Arrays (pieces,), each in one direction and the best between its two ends.

    A weight is milliseconds times ``DECIMETRES`` plus decimetres, in one float64: both are summed
    exactly, the fastest way wins and among equals the shortest.
    """

    crossings: Ints  # (crossings,), nodes of the graph
    size: int  # of crossings and points; points are the last, on islands without pieces
    source: Ints
    target: Ints
    weight: Floats
    chain: Ints
    leaves: Floats  # metres from the start of the chain
    arrives: Floats

    @property
    def first(self) -> int:
        """Number of the first point."""
        return len(self.crossings)

    def arcs(self) -> csr_array:
        shape = (self.size, self.size)
        return csr_array((self.weight, (self.source, self.target)), shape=shape)


def pieces(on: Streets, snaps: Sequence[Snap]) -> Pieces:
    crossings, ends = np.unique(np.concatenate([on.start, on.end]), return_inverse=True)
    start, end = np.split(ends, 2)
    chain, metres, seconds, point = _on_chains(on, snaps)
    count = len(start)
    chains = np.concatenate([np.arange(count), chain, np.arange(count)])
    metres = np.concatenate([np.zeros(count), metres, on.metres])
    seconds = np.concatenate([np.zeros(count), seconds, on.duration])
    node = np.concatenate([start, point + len(crossings), end])
    kind = np.repeat([0, 1, 2], [count, len(point), count])
    order = np.lexsort([metres, kind, chains])
    left, right = order[:-1], order[1:]
    same = chains[left] == chains[right]
    left, right = left[same], right[same]
    length = metres[right] - metres[left]
    at_stop = (length < SAME_PLACE) & ((kind[left] == 1) | (kind[right] == 1))
    milliseconds = np.maximum(np.rint(1000 * (seconds[right] - seconds[left])), 1)
    weight = milliseconds * DECIMETRES + np.rint(10 * length)
    forth, back = (way[chains[left]] | at_stop for way in (on.forward, on.backward))
    leaves = np.concatenate([left[forth], right[back]])
    arrives = np.concatenate([right[forth], left[back]])
    weight = np.concatenate([weight[forth], weight[back]])
    best = _best(node[leaves], node[arrives], weight)
    leaves, arrives = leaves[best], arrives[best]
    return Pieces(
        crossings=crossings,
        size=len(crossings) + len(snaps),
        source=node[leaves],
        target=node[arrives],
        weight=weight[best],
        chain=chains[leaves],
        leaves=metres[leaves],
        arrives=metres[arrives],
    )


def _on_chains(on: Streets, snaps: Sequence[Snap]) -> tuple[Ints, Floats, Floats, Ints]:
    """Chain, metres and seconds from its start, and number, of the points on the main network."""
    segment = np.array([snap.segment for snap in snaps], int)
    fraction = np.array([snap.fraction for snap in snaps], float)
    point = np.flatnonzero(on.main[segment])
    segment, fraction = segment[point], fraction[point]
    share = np.where(on.turned[segment], 1 - fraction, fraction)
    metres = on.metres_before[segment] + share * on.graph.metres[segment]
    seconds = on.seconds_before[segment] + share * on.seconds[segment]
    return on.chain[segment], metres, seconds, point


def _best(source: Ints, target: Ints, weight: Floats) -> Ints:
    """Of parallel pieces only one, as a sparse matrix would add them up."""
    order = np.lexsort([weight, target, source])
    source, target = source[order], target[order]
    first = np.ones(len(order), bool)
    first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    best: Ints = order[first]
    return best
