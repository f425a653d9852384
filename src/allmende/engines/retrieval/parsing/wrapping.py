"""Lines that were broken to fit a page -> running text."""

import re
from collections.abc import Sequence

HYPHEN = re.compile(r"(?<=[a-zäöüß])[-‐]$")
ANOTHER_PART = re.compile(r"(?:und|oder|bzw\.|sowie|als|bis)\b")
WRAPPED_FROM = 60  # characters; a shorter line was probably meant to end there


def join_lines(lines: Sequence[str]) -> str:
    """Keep the break after a short line, as in an address, and join the rest."""
    text = ""
    for line in (line.strip() for line in lines):
        text = append_line(text, line, wrapped=_last_line_length(text) >= WRAPPED_FROM)
    return text


def append_line(text: str, line: str, *, wrapped: bool) -> str:
    """Append ``line`` to ``text``, undoing a hyphen that only parted a word."""
    if not text or not line:
        return text or line
    if HYPHEN.search(text):
        return _join_hyphenated(text, line)
    return f"{text} {line}" if wrapped else f"{text}\n{line}"


def _join_hyphenated(text: str, line: str) -> str:
    """ "Mülltonnen-" + "gebühr", but "Haupt-" + "und Nebenwohnung", "Online-" + "Antrag"."""
    if ANOTHER_PART.match(line):
        return f"{text} {line}"
    if line[0].islower():
        return text[:-1] + line
    return text + line


def _last_line_length(text: str) -> int:
    return len(text) - text.rfind("\n") - 1
