"""A document laid out for reading, with the cited sentences marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from allmende.portal.knowledge.models import Document, Passage

DEEPEST = 6  # HTML knows no heading below h6
TOP = 2  # the title of the document is the page's h1


@dataclass(frozen=True, slots=True)
class Cited:
    """The place that an answer quotes; sentences empty means the whole passage."""

    passage_id: int | None = None
    sentences: frozenset[int] = frozenset()

    @classmethod
    def of(cls, passage: str, sentences: str) -> "Cited":
        """From an address; what is not a number is ignored."""
        numbers = frozenset(int(n) for n in sentences.split(",")[:100] if _is_number(n))
        return cls(int(passage), numbers) if _is_number(passage) else cls()


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 2 to 6
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    is_cited: bool
    ends_line: bool  # a list item or a row of a table rather than running text


@dataclass(frozen=True, slots=True)
class Part:
    """One passage with what is new before it."""

    passage_id: int
    headings: tuple[Heading, ...]
    page: int | None  # where another page begins
    mark: str
    sentences: tuple[Sentence, ...]


def parts(document: Document, *, cited: Cited) -> list[Part]:
    return list(_parts(document, cited))


def in_force(document: Document) -> bool:
    today = timezone.localdate()
    begun = document.valid_from is None or document.valid_from <= today
    return begun and (document.valid_until is None or document.valid_until >= today)


def _parts(document: Document, cited: Cited) -> Iterator[Part]:
    path: list[str] = []
    page: int | None = None
    for passage in document.passages.order_by("position"):
        yield Part(
            passage_id=passage.pk,
            headings=tuple(_new_headings(path, passage.heading_path)),
            page=passage.page if passage.page != page else None,
            mark=passage.mark,
            sentences=tuple(_sentences(passage, cited)),
        )
        path, page = passage.heading_path, passage.page


def _new_headings(before: list[str], path: list[str]) -> Iterator[Heading]:
    for depth, text in enumerate(path):
        if path[: depth + 1] != before[: depth + 1]:
            yield Heading(min(TOP + depth, DEEPEST), text)


def _sentences(passage: Passage, cited: Cited) -> Iterator[Sentence]:
    here = passage.pk == cited.passage_id
    for number, text in enumerate(passage.sentences):
        is_cited = here and (not cited.sentences or number in cited.sentences)
        yield Sentence(text, is_cited, ends_line=not text.endswith((".", "!", "?")))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
