"""Legal marks: which paragraph of a law or bylaw a block belongs to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from allmende.engines.retrieval.types import Block, BlockKind

SECTION = re.compile(
    r"(?P<sign>§§?|Art(?:ikel|\.)?)\s*(?P<number>\d+\s?[a-z]?)\b(?!\s*(?:Abs\b|Absatz|Satz|Nr))"
)
PARAGRAPH = re.compile(r"\(\s?(?P<number>\d{1,2}\s?[a-z]?)\s?\)\s*\S")
PART = re.compile(
    r"(?:(?:Erster|Zweiter|Dritter|Vierter|Fünfter|Sechster|Siebter|Siebenter|Achter|Neunter|"
    r"Zehnter|\d+\.)\s+)?(?:Teil|Buch|Kapitel|Titel|Abschnitt|Unterabschnitt)"
    r"(?:\s+(?:\d+[a-z]?|[IVX]+)\b\.?)?(?=[\s:–-]|$)"
)
LONGEST_HEADING = 110  # characters


def mark_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with marks such as "§ 5" and "§ 5 Abs. 2" where they have one."""
    section, paragraph, level = "", "", 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if found := section_of(block.text):
                section, paragraph, level = found, "", block.level
            elif block.level <= level:
                section, paragraph = "", ""
        elif section and (match := PARAGRAPH.match(block.text)):
            paragraph = f" Abs. {match['number'].replace(' ', '')}"
        yield replace(block, mark=section + paragraph)


def section_of(heading: str) -> str:
    """Return "§ 5" for "§ 5 Gebühren", "Art. 3" for "Artikel 3", else an empty string."""
    match = SECTION.match(heading)
    if not match:
        return ""
    sign = "§" if match["sign"].startswith("§") else "Art."
    return f"{sign} {match['number'].replace(' ', '')}"


def legal_heading_level(line: str) -> int:
    """Level of a line that is the heading of a law's part (2) or paragraph (3), otherwise 0."""
    line = line.strip()
    if len(line) > LONGEST_HEADING or line.endswith((".", ",", ";", ":")):
        return 0
    if match := SECTION.match(line):
        return 3 if _reads_as_title(line[match.end() :]) else 0
    if match := PART.match(line):
        return 2 if match.group() != line or " " in line else 0
    return 0


def _reads_as_title(rest: str) -> bool:
    """After the number stands nothing or a title, which begins with a capital letter."""
    rest = rest.strip(" –-:(")
    return not rest or rest[0].isupper()


def join_marks(first: str, last: str) -> str:
    """Mark of a stretch: "§ 5 Abs. 1" and "§ 5 Abs. 3" -> "§ 5 Abs. 1–3"."""
    if first == last:
        return first
    section, _, number = first.partition(" Abs. ")
    other, _, end = last.partition(" Abs. ")
    if section != other or not number or not end:
        return section if section == other else ""
    return f"{section} Abs. {number}–{end}"
