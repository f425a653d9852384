"""Loops as machine code, made once for a computer and kept on its disk.

numba looks at the file of a function to see whether that is still true, not at the files of the
functions that it calls. So all of this folder together names the place where it is kept.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import cast

import numba

HERE = Path(__file__).parent


def _digest() -> str:
    return sha256(b"".join(file.read_bytes() for file in sorted(HERE.glob("*.py")))).hexdigest()


kept = str(HERE / "__pycache__" / _digest()[:16])
numba.config.CACHE_DIR = kept  # type: ignore[attr-defined] # its names come from a table


def compiled[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Others of our threads run while it does."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(function))
