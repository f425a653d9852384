"""A sheet of paper that went through a copier: pictures of pages, without a text layer."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import reportlab
from PIL import Image, ImageDraw, ImageFont

from allmende.portal.demo.formats.markdown import Block, Heading, Items, Paragraph, Table, plain
from allmende.portal.demo.formats.page import Page

_DPI = 170
_SIZE = (round(8.27 * _DPI), round(11.69 * _DPI))  # A4
_MARGIN = _DPI
_TEXT = round(_DPI * 11 / 72)  # 11 points
_TILT = 0.4  # degrees
_PAPER = 246  # grey of 255
_NOISE = 7.0  # standard deviation in grey levels


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int = _TEXT
    bold: bool = False
    indent: int = 0
    space: int = 0  # above, in pixels
    keep: int = 0  # room that must be left below, in pixels


def as_scan(page: Page) -> bytes:
    sheets = [_copied(sheet, seed) for seed, sheet in enumerate(_sheets(page))]
    target = io.BytesIO()
    moment = page.moment.timetuple()
    sheets[0].save(
        target,
        format="PDF",
        resolution=_DPI,
        save_all=True,
        append_images=sheets[1:],
        creationDate=moment,
        modDate=moment,
    )
    return target.getvalue()


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    folder = Path(reportlab.__file__).parent / "fonts"
    return ImageFont.truetype(folder / ("VeraBd.ttf" if bold else "Vera.ttf"), size)


def _copied(sheet: Image.Image, seed: int) -> Image.Image:
    """The sheet a little askew on the glass, with grain."""
    tilted = sheet.rotate(_TILT if seed % 2 else -_TILT, Image.Resampling.BICUBIC, fillcolor=_PAPER)
    grain = np.random.default_rng(seed).normal(0.0, _NOISE, tilted.size[::-1])
    return Image.fromarray(np.clip(np.asarray(tilted) + grain, 0, 255).astype(np.uint8))


def _sheets(page: Page) -> Iterator[Image.Image]:
    sheet, y = Image.new("L", _SIZE, _PAPER), _MARGIN
    for line in _lines(page):
        height = round(line.size * 1.45)
        if y + line.space + height + line.keep > _SIZE[1] - _MARGIN:
            yield sheet
            sheet, y = Image.new("L", _SIZE, _PAPER), _MARGIN
        y += line.space
        draw, font = ImageDraw.Draw(sheet), _font(line.size, bold=line.bold)
        draw.text((_MARGIN + line.indent, y), line.text, font=font, fill=25)
        y += height
    yield sheet


def _lines(page: Page) -> Iterator[_Line]:
    yield _Line(page.publisher)
    yield from _wrapped(_Line(page.title, round(_TEXT * 1.9), bold=True, space=_TEXT))
    yield _Line(page.stand)
    for block in page.blocks:
        yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[_Line]:
    gap = _TEXT // 2
    match block:
        case Heading(text=text):
            size = round(_TEXT * 1.45)
            yield from _wrapped(
                _Line(text, size, bold=True, space=round(_TEXT * 1.5), keep=4 * _TEXT)
            )
        case Paragraph(text=text):
            yield from _wrapped(_Line(plain(text), space=gap))
        case Items(items=items, ordered=ordered):
            for number, item in enumerate(items, start=1):
                mark = f"{number}." if ordered else "-"
                yield from _wrapped(_Line(f"{mark} {plain(item)}", indent=_TEXT, space=gap))
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                cells = ": ".join(plain(cell) for cell in row)
                yield from _wrapped(_Line(cells, space=gap, bold=row is header))


def _wrapped(line: _Line) -> Iterator[_Line]:
    room = _SIZE[0] - 2 * _MARGIN - line.indent
    font, words, space = _font(line.size, bold=line.bold), line.text.split(), line.space
    current = words[0]
    for word in words[1:]:
        if font.getlength(f"{current} {word}") > room:
            yield replace(line, text=current, space=space)
            current, space = word, 0
        else:
            current = f"{current} {word}"
    yield replace(line, text=current, space=space)
