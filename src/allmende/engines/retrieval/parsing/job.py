"""What a reader of one format is given beside the bytes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.recognition import Recogniser

type PageCallback = Callable[[int, int], None]
"""Called after each recognised page with (pages done, pages to do)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; recognition is bounded by pages and seconds a page."""

    bytes: int = 100_000_000
    characters: int = 10_000_000
    pages: int = 3_000
    scanned_pages: int = 150
    seconds: float = 120.0
    seconds_per_scanned_page: float = 60.0
    unpacked_bytes: int = 500_000_000
    members: int = 2_000
    compression_ratio: int = 150


DEFAULT = Limits()


class StoppedByCaller(Exception):
    """Carries an exception of the caller's callback past the handling of broken files."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Job:
    filename: str
    limits: Limits = DEFAULT
    ocr: Recogniser | None = None
    on_page: PageCallback | None = None
    started: float = field(default_factory=time.monotonic)

    def check_time(self) -> None:
        """Raise ``UnreadableDocument`` where the time is used up."""
        if time.monotonic() - self.started > self.limits.seconds:
            raise errors.too_slow(self.filename, seconds=self.limits.seconds)

    def page_recognised(self, done: int, total: int) -> None:
        """Tell the caller; what its callback raises, such as a cancellation, gets through."""
        if self.on_page is None:
            return
        try:
            self.on_page(done, total)
        except Exception as error:
            raise StoppedByCaller(error) from error

    def check_length(self, text: str) -> None:
        """Raise ``UnreadableDocument`` where the text is longer than the limit."""
        if len(text) > self.limits.characters:
            raise errors.too_much_text(self.filename, allowed=self.limits.characters)
