"""Characters of a PDF page with place, size and weight."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

HYPHENS = {0x02, 0xFFFE}  # what the library makes of a hyphen at the end of a line
UPRIGHT = 0.1  # radians
FONT_NAME = 128  # bytes
BOLD = re.compile(rb"bold|black|heavy|-Bd", re.I)


@dataclass(frozen=True, slots=True)
class Character:
    """y grows downwards from the top of the page as it is seen, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def size(self) -> float:
        return self.bottom - self.top


def characters_of(page: Any) -> tuple[list[Character], float]:
    """Return the upright characters in the order of the file, without white space, and
    the height of the page."""
    turn = int(page.get_rotation())
    width, height = page.get_size()
    with closing(page.get_textpage()) as text:
        found = list(_characters(text, _Frame(turn, width, height)))
    return found, height


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places in the file (y upwards, before rotation) into places as they are seen."""

    turn: int
    width: float
    height: float

    def place(self, box: Any) -> tuple[float, float, float, float]:
        corners = [self._point(box.left, box.top), self._point(box.right, box.bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        if self.turn == 270:
            return self.width - y, self.height - x
        return x, self.height - y


def _characters(text: Any, frame: _Frame) -> Iterator[Character]:
    box = raw.FS_RECTF()
    weights: dict[bytes, bool] = {}
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        symbol = "-" if code in HYPHENS else chr(code) if 0 < code < 0x110000 else " "
        if symbol.isspace() or not _is_upright(text, index, frame.turn):
            continue
        if raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            yield Character(symbol, *frame.place(box), bold=_is_bold(text, index, weights))


def _is_upright(text: Any, index: int, turn: int) -> bool:
    angle = raw.FPDFText_GetCharAngle(text, index)
    full = 6.283185307179586
    off = (angle - full * turn / 360) % full
    return bool(angle < 0 or min(off, full - off) < UPRIGHT)


def _is_bold(text: Any, index: int, known: dict[bytes, bool]) -> bool:
    name = ctypes.create_string_buffer(FONT_NAME)
    raw.FPDFText_GetFontInfo(text, index, name, FONT_NAME, None)
    if name.value not in known:
        known[name.value] = bool(BOLD.search(name.value))
    return known[name.value]
