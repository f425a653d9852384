"""The seam to optical character recognition."""

from collections.abc import Sequence
from typing import Protocol

from PIL.Image import Image

from allmende.engines.retrieval.parsing.lines import Line


class Recogniser(Protocol):
    def recognise(self, page: Image, *, seconds: float) -> Sequence[Line]:
        """Return the lines of ``page`` in reading order, coordinates in pixels.

        Raises ``RecognitionMissing`` where the program is not there and
        ``RecognitionFailed`` where it ends with an error or needs more than ``seconds``.
        """


class RecognitionMissing(Exception):
    """The program for text recognition is not installed."""


class RecognitionFailed(Exception):
    """The program for text recognition gave up on this page."""
