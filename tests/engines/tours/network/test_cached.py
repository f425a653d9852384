import os
import time
from dataclasses import dataclass, field

import numpy as np

from allmende.engines.tours.model import Matrix
from allmende.engines.tours.network.cached import CachedMatrix, sweep
from tests.engines.tours.network.town import at


@dataclass
class Counting:
    fingerprint: str = "one"
    asked: list = field(default_factory=list)

    def table(self, points):
        self.asked.append(len(points))
        numbers = np.full((len(points), len(points)), len(self.asked), np.int32)
        return Matrix(numbers, 10 * numbers)


PLACES = [at(0, 0), at(100, 0)]


def test_the_same_points_are_asked_once(tmp_path):
    inner = Counting()
    first, again = (CachedMatrix(inner, "x", tmp_path).table(PLACES) for _ in range(2))
    assert inner.asked == [2]
    assert again.seconds.tolist() == first.seconds.tolist() == [[1, 1], [1, 1]]
    assert again.metres.tolist() == first.metres.tolist()
    assert again.seconds.dtype == np.int32


def test_other_points_another_order_or_another_network_are_asked_anew(tmp_path):
    inner = Counting()
    cached = CachedMatrix(inner, "x", tmp_path)
    for places in (PLACES, PLACES[::-1], PLACES[:1]):
        cached.table(places)
    inner.fingerprint = "other"
    cached.table(PLACES)
    assert inner.asked == [2, 2, 1, 2]


def test_a_damaged_file_is_computed_anew(tmp_path):
    inner = Counting()
    cached = CachedMatrix(inner, "x", tmp_path)
    cached.table(PLACES)
    (path,) = tmp_path.iterdir()
    for damage in (b"", b"no table", path.read_bytes()[:100]):
        path.write_bytes(damage)
        cached.table(PLACES)
    assert inner.asked == [2, 2, 2, 2]
    cached.table(PLACES)
    assert len(inner.asked) == 4


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("")
    cached = CachedMatrix(Counting(), "x", tmp_path / "file" / "cache")
    assert cached.table(PLACES).seconds.tolist() == [[1, 1], [1, 1]]


def test_what_nobody_has_used_for_long_is_swept(tmp_path):
    cached = CachedMatrix(Counting(), "x", tmp_path)
    cached.table(PLACES)
    (used,) = tmp_path.iterdir()
    unused, prepared = tmp_path / "table-1.npz", tmp_path / "osrm-1"
    unused.write_bytes(b"")
    prepared.mkdir()
    (prepared / "network.osrm").write_bytes(b"")
    long_ago = time.time() - 61 * 24 * 3600
    for path in (used, unused, prepared):
        os.utime(path, (long_ago, long_ago))
    cached.table(PLACES)  # asked for again
    assert sweep(tmp_path, days=60) == 2
    assert list(tmp_path.iterdir()) == [used]
    assert sweep(tmp_path / "not there", days=60) == 0
