"""What a document says, without how it looks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from; listed once at the end of the document."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool = False
    url: str = ""  # http, https or mailto; with anything else the text stays plain
    source: Source | None = None  # its number stands behind the text


type Text = str | Sequence[Run]


class Tone(StrEnum):
    """The colour of a table cell. The cell's words say the same."""

    PLAIN = "plain"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    text: Text
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 to 3 below the title of the document."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3}:
            raise ValueError(f"Heading level {self.level}: only 1 to 3 exist")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Line breaks in the text stay."""

    kind: ClassVar[str] = "paragraph"
    text: Text


@dataclass(frozen=True, slots=True)
class BulletList:
    kind: ClassVar[str] = "list"
    items: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Text | Cell]]
    row_headers: bool = False  # the first cell of each row names the row

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"{self.caption}: {len(row)} cells, {len(self.header)} columns")

    @property
    def cells(self) -> list[list[Cell]]:
        return [[_cell(value) for value in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that stands out, such as what was not verified."""

    kind: ClassVar[str] = "note"
    title: str
    text: Text


@dataclass(frozen=True, slots=True)
class PageBreak:
    kind: ClassVar[str] = "break"


type Block = Heading | Paragraph | BulletList | Table | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    organisation: str
    date: date  # the state of the contents, not the moment of printing
    blocks: Sequence[Block]
    subtitle: str = ""
    language: str = "de-DE"


def runs(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else tuple(text)


def paragraphs(text: str) -> list[Paragraph]:
    """Text from a form: a blank line begins a new paragraph."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [Paragraph(part) for part in parts if part]


def clean(text: str) -> str:
    """Without signs that XML cannot carry: control signs, half surrogates, non-characters."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if _is_writable(sign))


def link(url: str) -> str:
    """The address where it is one that may be followed, otherwise nothing."""
    return clean(url).strip() if LINK.match(url.strip()) else ""


def numbered_sources(document: Document) -> dict[Source, int]:
    """Every source once, numbered in the order of the text."""
    numbers: dict[Source, int] = {}
    for block in document.blocks:
        for text in _texts(block):
            for run in runs(text):
                if run.source is not None:
                    numbers.setdefault(run.source, len(numbers) + 1)
    return numbers


def _cell(value: Text | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Paragraph(text=text) | Note(text=text):
            yield text
        case BulletList(items=items):
            yield from items
        case Table():
            yield from (cell.text for row in block.cells for cell in row)


def _is_writable(sign: str) -> bool:
    if sign in "\n\t":
        return True
    return unicodedata.category(sign) not in {"Cc", "Cs"} and ord(sign) & 0xFFFE != 0xFFFE
