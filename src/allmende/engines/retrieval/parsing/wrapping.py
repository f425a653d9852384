"""Lines that were broken to fit a page -> running text."""

import re
from collections.abc import Sequence

HYPHEN = re.compile(r"[a-zäöüß][-‐]$")
ANOTHER_PART = re.compile(r"(?:und|oder|bzw\.|sowie|als|bis)\b")
WRAPPED_FROM = 60  # characters; a shorter line was probably meant to end there


def join_lines(lines: Sequence[str]) -> str:
    """Keep the break after a short line, as in an address, and join the rest."""
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        if parts and line:
            wrapped = len(parts[-1]) >= WRAPPED_FROM
            end, joint = joint_of(parts[-1], line, wrapped=wrapped)
            parts[-1:] = [end, joint]
        parts.append(line)
    return "".join(parts)


def append_line(text: str, line: str, *, wrapped: bool) -> str:
    """Append ``line`` to ``text``, undoing a hyphen that only parted a word."""
    end, joint = joint_of(text[-2:], line, wrapped=wrapped)
    return f"{text[:-2]}{end}{joint}{line}"


def joint_of(before: str, line: str, *, wrapped: bool) -> tuple[str, str]:
    """Return the end of the line ``before`` and what joins it with ``line``.

    "Mülltonnen-" + "gebühr", but "Haupt-" + "und Nebenwohnung" and "Online-" + "Antrag".
    """
    if not HYPHEN.search(before[-2:]):
        return before, " " if wrapped else "\n"
    if ANOTHER_PART.match(line):
        return before, " "
    return (before[:-1], "") if line[:1].islower() else (before, "")
