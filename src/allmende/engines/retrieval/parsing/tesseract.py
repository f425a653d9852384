"""Text recognition by the program tesseract, run apart for each page."""

import csv
import io
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from PIL.Image import Image

from allmende.engines.retrieval.parsing.lines import Cell, Line
from allmende.engines.retrieval.parsing.recognition import RecognitionFailed, RecognitionMissing

LEAST_CONFIDENCE = 30.0  # of 100; below it stand specks, stamps and hand-writing


@dataclass(frozen=True, slots=True)
class Tesseract:
    """``language`` is a name of tesseract's data files, such as ``deu`` or ``deu+eng``."""

    language: str = "deu"
    program: str = "tesseract"

    def recognise(self, page: Image, *, seconds: float) -> Sequence[Line]:
        picture = io.BytesIO()
        page.save(picture, format="PNG")
        return list(_lines(self._run(picture.getvalue(), seconds)))

    def _run(self, picture: bytes, seconds: float) -> str:
        command = [self.program, "stdin", "stdout", "-l", self.language, "--psm", "3", "tsv"]
        try:
            done = subprocess.run(  # noqa: S603 -- fixed arguments, no shell
                command,
                input=picture,
                capture_output=True,
                timeout=seconds,
                check=False,
                # More threads make one page hardly faster and starve everything else.
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except FileNotFoundError as error:
            raise RecognitionMissing from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RecognitionFailed from error
        if b"Failed loading language" in done.stderr:
            raise RecognitionMissing
        if done.returncode != 0:
            raise RecognitionFailed
        return done.stdout.decode("utf-8", errors="replace")


def _lines(table: str) -> Iterator[Line]:
    """Put the words of tesseract's table together; its order is the reading order."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == "5" and (row["text"] or "").strip())
    for _, line in groupby(
        words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])
    ):
        good = [row for row in line if float(row["conf"]) >= LEAST_CONFIDENCE]
        if good:
            yield _line(good)


def _line(words: Sequence[dict[str, str]]) -> Line:
    text = " ".join(word["text"] for word in words)
    left = min(_number(words, "left"))
    top = min(_number(words, "top"))
    right = max(int(word["left"]) + int(word["width"]) for word in words)
    bottom = max(int(word["top"]) + int(word["height"]) for word in words)
    size = median(_number(words, "height"))
    return Line(text, left, top, right, bottom, size=size, cells=(Cell(left, right, text),))


def _number(words: Iterable[dict[str, str]], column: str) -> list[int]:
    return [int(word[column]) for word in words]
