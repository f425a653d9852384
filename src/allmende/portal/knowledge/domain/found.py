"""What a search gives to pages and to the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allmende.engines.retrieval.types import Context
from allmende.portal.organisations.models import Office, Organisation


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that may answer, in words for a page. A higher score is better."""

    passage_id: int
    document_id: int
    position: int  # of the passage in its document
    score: float
    title: str
    heading_path: tuple[str, ...]
    page: int | None
    mark: str
    text: str  # one sentence a line
    office: Office | None  # who is responsible
    organisation: Organisation  # whose document it is
    dated: date | None
    valid_until: date | None
    recognised: bool  # text from character recognition

    @property
    def sentences(self) -> list[str]:
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence of a context stands: sentence ``sentence`` of the passage, from 0."""

    passage_id: int
    sentence: int


@dataclass(frozen=True, slots=True)
class PlacedContext:
    """A window of one document, laid out as a page: title, headings, sentences.

    ``places`` has one entry for each sentence of the context, None for title and headings,
    which cannot be quoted.
    """

    document_id: int
    context: Context
    places: tuple[Place | None, ...]

    def quoted(self, sentences: Iterable[int]) -> dict[int, list[int]]:
        """Indices into the context as {passage id: indices into that passage}, in order."""
        grouped: dict[int, list[int]] = {}
        for place in (self.places[index] for index in sorted(sentences)):
            if place is not None:
                grouped.setdefault(place.passage_id, []).append(place.sentence)
        return grouped
