"""Tables that were asked for before, kept in a folder."""

import shutil
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from allmende.engines.tours.model import Matrix, Point
from allmende.engines.tours.network.graph import degrees
from allmende.engines.tours.network.matrix import TravelMatrix


@dataclass(frozen=True, slots=True)
class CachedMatrix:
    """Asks ``inner`` once for the same points; a damaged or unwritable file costs time only."""

    inner: TravelMatrix
    name: str
    folder: Path

    @property
    def fingerprint(self) -> str:
        return self.inner.fingerprint

    def table(self, points: Sequence[Point]) -> Matrix:
        places = np.column_stack(degrees(points)).tobytes()
        key = sha256(self.fingerprint.encode() + places).hexdigest()
        path = self.folder / f"table-{key[:32]}.npz"
        stored = _read(path, places=len(points))
        if stored is None:
            stored = self.inner.table(points)
            with suppress(OSError):
                _write(path, stored)
        return stored


def keep(path: Path) -> None:
    """It is in use: ``sweep`` leaves it. Where it cannot be written, nobody sweeps either."""
    with suppress(OSError):
        path.touch()


def sweep(folder: Path, *, days: float) -> int:
    """Delete what nobody has used for so long: tables, and what OSRM has prepared beside them."""
    before = time.time() - days * 24 * 3600
    old = [path for path in folder.glob("*") if path.stat().st_mtime < before]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _read(path: Path, *, places: int) -> Matrix | None:
    try:
        with np.load(path) as file:
            seconds, metres = file["seconds"], file["metres"]
        keep(path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    if not seconds.shape == metres.shape == (places, places):
        return None
    return Matrix(seconds.astype(np.int32), metres.astype(np.int32))


def _write(path: Path, table: Matrix) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
        np.savez_compressed(file, seconds=table.seconds, metres=table.metres)
    Path(file.name).replace(path)
