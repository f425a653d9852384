"""Pages that are pictures of paper."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from PIL.Image import Image
from pypdfium2 import raw

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.lines import PageLines
from allmende.engines.retrieval.parsing.pdfium import LOCK, open_document
from allmende.engines.retrieval.parsing.recognition import (
    Recogniser,
    RecognitionFailed,
    RecognitionMissing,
)

RESOLUTION = 300  # dots per inch; what tesseract was trained for
LONGEST_SIDE = 5_000  # pixels
NO_TEXT = 10  # characters
STAMP = 120  # characters that a scanner or a signature may print upon a picture
FULL_PAGE = 0.6  # of the page's area


def is_scan(page: Any, characters: int) -> bool:
    """A page with something on it that is not text."""
    if characters < NO_TEXT:
        return int(raw.FPDFPage_CountObjects(page)) > 0
    return characters < STAMP and _largest_picture(page) >= FULL_PAGE


def recognise_pages(
    data: bytes, numbers: Sequence[int], job: Job, *, some_text: bool
) -> list[PageLines]:
    """Recognise the pages with these numbers.

    Where the program is missing, a document with text on other pages goes without them.
    """
    if len(numbers) > job.limits.scanned_pages:
        raise errors.too_many_scanned_pages(
            job.filename, pages=len(numbers), allowed=job.limits.scanned_pages
        )
    try:
        if job.ocr is None:
            raise RecognitionMissing
        return _recognise_all(data, numbers, job, job.ocr)
    except RecognitionMissing as error:
        if some_text:
            return []
        raise errors.recognition_missing(job.filename) from error


def _recognise_all(
    data: bytes, numbers: Sequence[int], job: Job, ocr: Recogniser
) -> list[PageLines]:
    pages = []
    for done, number in enumerate(numbers, start=1):
        picture = _render(data, number, job.filename)
        try:
            lines = ocr.recognise(picture, seconds=job.limits.seconds_per_scanned_page)
        except RecognitionFailed as error:
            raise errors.recognition_failed(job.filename, number) from error
        pages.append(PageLines(number, picture.height, tuple(lines), recognised=True))
        job.page_recognised(done, len(numbers))
    return pages


def _render(data: bytes, number: int, name: str) -> Image:
    with (
        LOCK,
        closing(open_document(data, name)) as document,
        closing(document[number - 1]) as page,
    ):
        longest = max(page.get_width(), page.get_height(), 1.0)
        scale = min(RESOLUTION / 72, LONGEST_SIDE / longest)
        picture: Image = page.render(scale=scale, grayscale=True).to_pil()
        return picture


def _largest_picture(page: Any) -> float:
    """Share of the page that its largest picture covers."""
    area = page.get_width() * page.get_height()
    largest = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, abs(right - left) * abs(top - bottom))
    return largest / area if area else 0.0
